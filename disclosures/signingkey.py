"""Which key signs a unit's PDFs, as the settings say (docs/signing.md).

A unit's own key comes before the portal's. Where there is neither, PDFs are not signed, and the page and
README of a version say so. The demo makes a key by itself, whose certificate says that it is one.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate
from django.conf import settings
from django.utils import timezone

from disclosures.artefacts import SIGNER
from disclosures.report import Report
from disclosures.signing import keys, making
from disclosures.signing.keys import BrokenKey, KeyPair, Token

if TYPE_CHECKING:
    from pyhanko.sign import Signer
    from pyhanko.sign.timestamps import TimeStamper

PDF = "report.pdf"
KINDS = (".p12", ".pfx", ".pem")
PATIENCE = 20
"""Seconds for an answer of the time stamp service."""


@contextmanager
def opened(unit: str = "") -> "Iterator[Signer | None]":
    """The key of the unit with this code, to sign with. BrokenKey where there is one that cannot."""
    from disclosures.signing import signers  # late: 30 MB and half a second that only signing needs

    own = file_of(unit)
    if own is None and settings.SIGNING_PKCS11_MODULE:
        chain = keys.certificates(settings.SIGNING_CERT_FILE) if settings.SIGNING_CERT_FILE else ()
        with signers.of_token(token(settings.SIGNING_PKCS11_MODULE), chain) as signer:
            refuse_unfit(signers.certificate_of(signer))
            yield signer
    else:
        path = own or portal_file()
        yield signers.of_pair(pair_in(path)) if path else None


def file_of(unit: str) -> Path | None:
    """A unit's own key, with its certificate in the same file."""
    return next((path for path in unit_files() if path.stem == unit), None)


def unit_files() -> list[Path]:
    folder = settings.SIGNING_KEYS_FOLDER
    if folder is None:
        return []
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in KINDS)
    except OSError as problem:
        raise BrokenKey(f"各单位密钥的文件夹 {folder} 不能读取（{problem.strerror}）") from None


def portal_file() -> Path | None:
    demo: Path | None = settings.SIGNING_DEMO_KEY
    if settings.SIGNING_KEY_FILE or demo is None:
        return settings.SIGNING_KEY_FILE
    if not demo.exists():
        with suppress(FileExistsError):  # another process was quicker
            making.make(demo, timezone.now())
    return demo


def pair_in(path: Path) -> KeyPair:
    """What a file holds, fit to sign now."""
    chain_file = settings.SIGNING_CERT_FILE if path == settings.SIGNING_KEY_FILE else None
    pair = keys.from_file(path, chain_file, settings.SIGNING_PASSPHRASE)
    refuse_unfit(pair.chain[0])
    return pair


def refuse_unfit(certificate: Certificate) -> None:
    keys.refuse_unfit(certificate, timezone.now(), rsa=int(settings.SIGNING_RSA_BITS))


def token(module: Path) -> Token:
    names = ("SIGNING_PKCS11_TOKEN", "SIGNING_PKCS11_KEY", "SIGNING_PKCS11_PIN")
    lacking = [name for name in names if not getattr(settings, name)]
    if lacking:
        raise BrokenKey(f"签名设备的设置不全：还缺 {'、'.join(lacking)}")
    return Token(module, *(getattr(settings, name) for name in names))


def all_files() -> list[Path]:
    """Every key that is a file: the portal's, the units'. The demo's, as soon as it is made."""
    demo = settings.SIGNING_DEMO_KEY
    portal = settings.SIGNING_KEY_FILE or (demo if demo and demo.exists() else None)
    return [*([portal] if portal and not settings.SIGNING_PKCS11_MODULE else []), *unit_files()]


def signed(printed: bytes, report: Report, signer: "Signer | None") -> dict[str, bytes]:
    """The PDF with its signature, and the certificate for who checks it; without a key, as printed."""
    if signer is None:
        return {PDF: printed}
    from disclosures.signing import pdf, signers

    certificate = signers.certificate_of(signer)
    words = f"{report.title}第{report.issue.number}版，由“{keys.subject(certificate)}”电子签名"
    content = pdf.sign(printed, signer, words=words, seal=report.issue.seal, stamper=stamper())
    return {PDF: content, SIGNER: certificate.public_bytes(Encoding.DER)}


def stamper() -> "TimeStamper | None":
    """Who says when a PDF was signed; None where nobody is asked."""
    from pyhanko.sign.timestamps import HTTPTimeStamper

    return HTTPTimeStamper(settings.SIGNING_TSA, timeout=PATIENCE) if settings.SIGNING_TSA else None
