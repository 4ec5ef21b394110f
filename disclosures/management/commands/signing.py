"""`manage.py signing status|makekey|verify FILE…`: the signature of PDFs (docs/signing.md)."""

from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from disclosures import signingkey
from disclosures.signing import keys, making, signers
from disclosures.signing.keys import BrokenKey
from disclosures.signing.verifying import verify


class Command(BaseCommand):
    help = "PDF 的电子签名：status 现用的密钥；makekey 生成演示密钥；verify 核验 PDF 文件"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("status", help="试用密钥（设备上的也试），说明证书属于谁、到什么时候")
        acts.add_parser("makekey", help="生成演示密钥，证书写明不具法律效力")
        check = acts.add_parser("verify", help="核验 PDF 的签名，有问题时以 1 结束")
        check.add_argument("files", nargs="+", type=Path, metavar="PDF")
        check.add_argument(
            "--certificate", type=Path, action="append", metavar="CER", help="信任的证书；不写时用现用密钥的"
        )

    def handle(self, *, act: str, **options: Any) -> None:
        try:
            getattr(self, f"do_{act}")(**options)
        except BrokenKey as problem:
            raise CommandError(str(problem)) from problem

    def do_status(self, **_: Any) -> None:
        with signingkey.opened() as signer:
            if signer is None:
                self.stdout.write("没有设置签名密钥，公开的 PDF 没有电子签名")
                return
            certificate = signers.certificate_of(signer)
            who, ends = keys.subject(certificate), certificate.not_valid_after_utc
            mark = certificate.fingerprint(SHA256()).hex()
            self.stdout.write(f"签名证书：{who}\n到期：{ends:%Y-%m-%d}\nSHA-256：{mark}")

    def do_makekey(self, **_: Any) -> None:
        path = settings.SIGNING_KEY_FILE
        if path is None:
            raise CommandError("没有设置 SIGNING_KEY_FILE，不知道写到哪里")
        try:
            making.make(path, timezone.now())
        except FileExistsError:
            raise CommandError(f"{path} 已有密钥，没有生成") from None
        self.stdout.write(f"演示密钥在 {path}，只有本用户能读。证书：{making.NAME}")

    def do_verify(self, files: list[Path], certificate: list[Path] | None, **_: Any) -> None:
        trusted = trusted_certificates(certificate)
        wrong = 0
        for file in files:
            found = verify(keys.read(file), trusted)
            self.stdout.write(f"{file}：{'；'.join(found) or '签名有效，签名后没有改动'}")
            wrong += bool(found)
        if wrong:
            raise CommandError(f"{wrong} 个文件没有通过核验")


def trusted_certificates(paths: list[Path] | None) -> list[bytes]:
    if paths:
        found = [certificate for path in paths for certificate in keys.certificates(path)]
    else:
        with signingkey.opened() as signer:
            if signer is None:
                raise CommandError("没有设置签名密钥，请用 --certificate 指定信任的证书")
            found = [signers.certificate_of(signer)]
    return [certificate.public_bytes(Encoding.DER) for certificate in found]
