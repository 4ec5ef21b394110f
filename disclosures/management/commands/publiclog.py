"""`manage.py publiclog status|seal|verify|makekey|stamp|cosigned`: the public log of publications
(docs/publiclog.md).
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from disclosures import logbook, logkey, stamping, witnessing
from disclosures.logbook import LogBroken
from disclosures.logkey import NoKey
from disclosures.models import LogEntry
from disclosures.publiclog.checkpoints import checkpoint_of
from disclosures.stamping import BadAuthority
from disclosures.witnessing import NotTaken


class Command(BaseCommand):
    help = (
        "公开日志：status 现状和公钥；seal 补记、生成文件并签名；verify 全部重算核对；makekey 生成签名密钥；"
        "stamp 为最新的 checkpoint 取时间戳；cosigned FILE 收下见证者加签的 checkpoint"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["status", "seal", "verify", "makekey", "stamp", "cosigned"])
        parser.add_argument("file", nargs="?", type=Path, help="见证者加签的 checkpoint")
        parser.add_argument("--if-missing", action="store_true", help="已有密钥的，makekey 什么也不做")

    def handle(self, *, action: str, file: Path | None, if_missing: bool, **options: Any) -> None:
        if (file is None) == (action == "cosigned"):
            raise CommandError("cosigned 要写明文件，其他命令不要")
        if action == "makekey" and if_missing and Path(settings.LOG_KEY_FILE).exists():
            return
        try:
            self.stdout.write(self.cosigned(file) if file else getattr(self, action)())
        except (LogBroken, NoKey, NotTaken, BadAuthority) as problem:
            raise CommandError(str(problem)) from problem

    def status(self) -> str:
        _, size = logbook.size_sealed()
        note = witnessing.witnessed()
        seen = f"\n最近见证到 {checkpoint_of(note).size} 条" if note else ""
        stamped = stamping.stamped()
        last = f"\n最近有时间戳的 {max(stamped)} 条" if stamped else ""
        return f"公开日志 {LogEntry.objects.count()} 条，已签名 {size} 条\n公钥 {logkey.public()}{seen}{last}"

    def seal(self) -> str:
        added = logbook.catch_up()
        made = logbook.seal()
        return f"补记 {added} 条，已签名 {made.size if made else 0} 条"

    def verify(self) -> str:
        found = logbook.verify() or [*witnessing.faults(), *stamping.faults()]
        if found:
            raise CommandError("；".join(found))
        beside = f"，{count} 个时间戳都有效" if (count := stamping.count()) else ""
        return f"公开日志 {LogEntry.objects.count()} 条，与文件和签名一致{beside}"

    def stamp(self) -> str:
        outcomes = stamping.stamp()
        told = "\n".join(map(str, outcomes))
        if any(each.problem for each in outcomes):
            raise CommandError(told)
        return told or "最新的 checkpoint 已有时间戳，或者没有设置授时机构（LOG_STAMPS）"

    def cosigned(self, file: Path) -> str:
        try:
            content = file.read_text("utf-8")
        except (OSError, ValueError) as problem:
            raise CommandError(f"{file} 不能读取（{problem}）") from None
        checkpoint, signers = witnessing.take(content)
        return f"{'、'.join(key.name for key in signers)} 见证了 {checkpoint.size} 条"

    def makekey(self) -> str:
        path = Path(settings.LOG_KEY_FILE)
        if logbook.is_signed() and not path.exists():
            raise CommandError(f"公开日志已经签过名，换了密钥就是另一个日志：请把原来的密钥放回 {path}")
        try:
            logkey.make(path)
        except FileExistsError:
            raise CommandError(f"{path} 已有密钥，没有生成：换了密钥就是另一个日志") from None
        return f"密钥在 {path}，只有本用户能读；请另存一份。公钥 {logkey.public()}"
