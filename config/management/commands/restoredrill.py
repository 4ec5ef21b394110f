"""`manage.py restoredrill DIR`: whether the newest backup could be restored, tried to one side."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backup import TOLD, BackupError, database, reading, sealing, sets, site


class Command(BaseCommand):
    help = (
        "恢复演练：把最新的备份恢复到旁边的一个临时数据库和文件夹，逐表、逐个文件核对，"
        "再用 verifypublications 核对全部公开版本和公开日志；不动现在的站点"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--identity", type=Path, help="加密备份的私钥文件")
        parser.add_argument("--beside", type=Path, help="放临时文件的地方，要够大")

    def handle(self, *, folder: Path, identity: Path | None, beside: Path | None, **options: Any) -> None:
        begun = monotonic()
        try:
            chosen = sets.newest(folder)
            by = sealing.identity(identity) if identity else None
            with tempfile.TemporaryDirectory(dir=beside) as room, database.scratch() as scratch:
                places = {name: Path(room, name) for name in (*site.folders(), *site.SECRETS)}
                manifest = reading.restore(chosen, scratch, places, by)
                restored = monotonic() - begun
                self.stdout.write(self.checked(scratch, places))
        except TOLD as error:
            raise CommandError(f"演练没有通过：{error}") from error
        rows = sum(each.count for each in manifest.tables.values())
        self.stdout.write(
            f"备份 {chosen.folder.name} 可以恢复：{len(manifest.tables)} 张表 {rows} 行、"
            f"{len(manifest.files)} 个文件，逐一相同；恢复 {restored:.1f} 秒，"
            f"连同核对 {monotonic() - begun:.1f} 秒"
        )

    def checked(self, scratch: dict[str, Any], places: dict[str, Path]) -> str:
        """What verifypublications says of the restored site."""
        log_key = places["LOG_KEY_FILE"]
        own = {
            "DATABASE_URL": address(scratch),
            "PUBLICATIONS_ROOT": str(places["publications"]),
            "LOG_KEY_FILE": str(log_key if log_key.exists() else settings.LOG_KEY_FILE),
        }
        hidden = ("DATABASE_URL_FILE", "DATABASE_PASSWORD", "DATABASE_PASSWORD_FILE")
        given = {name: value for name, value in os.environ.items() if name not in hidden}
        command = [sys.executable, f"{settings.BASE_DIR}/manage.py", "verifypublications"]
        done = subprocess.run(command, env=given | own, capture_output=True, text=True, check=False)
        if done.returncode:
            told = f"{done.stdout}{done.stderr}".strip()
            raise BackupError(f"恢复的与备份时相同，但备份时站点就有问题，verifypublications 说：\n{told}")
        return done.stdout.strip()


def address(of: dict[str, Any]) -> str:
    """As DATABASE_URL."""
    user, password, host = (quote(str(of.get(each) or ""), safe="") for each in ("user", "password", "host"))
    more = urlencode({name: of[name] for name in ("sslmode", "sslrootcert") if of.get(name)})
    return f"postgres://{user}:{password}@{host}:{of.get('port') or 5432}/{of['dbname']}?{more}"
