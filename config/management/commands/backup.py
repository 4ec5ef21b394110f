"""`manage.py backup DIR`: database and files as a new set in a backup folder; old sets go by the schedule."""

from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backup import TOLD, sealing, site, writing

EVERY = 1.0
"""Seconds between two lines of progress."""


class Command(BaseCommand):
    help = (
        "备份数据库和文件到 DIR：每次一份，文件只存一次；给了公钥就加密，密钥文件也一并备份；"
        "写完即核对，再按时间表删去旧的（24 小时、7 天、5 周、12 个月、10 年各留最新）"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument(
            "--recipient", default=settings.BACKUP_RECIPIENT, help="age1… 公钥，默认 BACKUP_RECIPIENT"
        )
        parser.add_argument("--keep-all", action="store_true", help="不删旧的")

    def handle(self, *, folder: Path, recipient: str, keep_all: bool, **options: Any) -> None:
        begun = told = monotonic()

        def tell(done: int) -> None:
            nonlocal told
            if monotonic() - told >= EVERY:
                told = monotonic()
                self.stderr.write(f"{done} 个文件")

        try:
            to = sealing.recipient(recipient) if recipient else None
            made = writing.write(folder, site.sources(with_secrets=to is not None), to, tell)
        except TOLD as error:
            raise CommandError(f"没有备份成：{error}") from error
        try:
            gone = 0 if keep_all else writing.prune(folder)
        except TOLD as error:
            raise CommandError(
                f"备份 {made.folder.name} 写好了，但没有清理旧的：{error}；坏了的一份请删去"
            ) from error
        manifest = made.manifest()
        rows = sum(each.count for each in manifest.tables.values())
        self.stdout.write(
            f"备份 {made.folder.name}：{len(manifest.tables)} 张表 {rows} 行，{len(manifest.files)} 个文件，"
            f"{'已加密' if to else '没有加密'}，用时 {monotonic() - begun:.1f} 秒；删去旧备份 {gone} 份"
        )
        secrets = {name: path for name, path in site.secrets().items() if path.exists()}
        if to is None and secrets:
            named = "、".join(f"{name}（{path}）" for name, path in secrets.items())
            self.stderr.write(f"没有加密，所以没有备份密钥，请另行保管：{named}")
