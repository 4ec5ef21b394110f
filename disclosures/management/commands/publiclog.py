"""`manage.py publiclog status|seal|verify|makekey`: the public log of publications (docs/publiclog.md)."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from disclosures import logbook, logkey
from disclosures.logbook import LogBroken
from disclosures.logkey import NoKey
from disclosures.models import LogEntry


class Command(BaseCommand):
    help = "公开日志：status 现状和公钥；seal 补记、生成文件并签名；verify 全部重算核对；makekey 生成签名密钥"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["status", "seal", "verify", "makekey"])

    def handle(self, *, action: str, **options: Any) -> None:
        try:
            self.stdout.write(getattr(self, action)())
        except (LogBroken, NoKey) as problem:
            raise CommandError(str(problem)) from problem

    def status(self) -> str:
        _, size = logbook.size_sealed()
        return f"公开日志 {LogEntry.objects.count()} 条，已签名 {size} 条\n公钥 {logkey.public()}"

    def seal(self) -> str:
        added = logbook.catch_up()
        made = logbook.seal()
        return f"补记 {added} 条，已签名 {made.size if made else 0} 条"

    def verify(self) -> str:
        found = logbook.verify()
        if found:
            raise CommandError("；".join(found))
        return f"公开日志 {LogEntry.objects.count()} 条，与文件和签名一致"

    def makekey(self) -> str:
        path = Path(settings.LOG_KEY_FILE)
        try:
            logkey.make(path)
        except FileExistsError:
            raise CommandError(f"{path} 已有密钥，没有生成：换了密钥就是另一个日志") from None
        return f"密钥在 {path}，只有本用户能读；请另存一份。公钥 {logkey.public()}"
