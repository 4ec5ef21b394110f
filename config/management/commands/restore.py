"""`manage.py restore SET`: a set of a backup into a site that is still empty."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backup import TOLD, BackupError, database, reading, sealing, sets, site


class Command(BaseCommand):
    help = (
        "从备份恢复到空的站点：数据库里还没有表，文件夹还是空的。SET 是备份文件夹里的一份，"
        "或者备份文件夹本身（取最新的一份）"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("chosen", type=Path, metavar="SET")
        parser.add_argument("--identity", type=Path, help="加密备份的私钥文件")

    def handle(self, *, chosen: Path, identity: Path | None, **options: Any) -> None:
        try:
            found = sets.Set(chosen) if (chosen / sets.MANIFEST).is_file() else sets.newest(chosen)
            places = site.folders() | site.secrets()
            brought = {each.path.partition("/")[0] for each in found.manifest().files}
            refuse_full({name: place for name, place in places.items() if name in {*site.STORED, *brought}})
            by = sealing.identity(identity) if identity else None
            manifest = reading.restore(found, database.parameters(), places, by, self.tell)
        except TOLD as error:
            raise CommandError(f"没有恢复成：{error}") from error
        rows = sum(each.count for each in manifest.tables.values())
        self.stdout.write(
            f"已恢复备份 {found.folder.name}：{len(manifest.tables)} 张表 {rows} 行、"
            f"{len(manifest.files)} 个文件，都与备份时一致"
        )
        self.stdout.write("接着执行 manage.py migrate、verifypublications，设了 PUBLIC_FILES 的再执行 layout")

    def tell(self, done: int, whole: int) -> None:
        if done % 1000 == 0:
            self.stderr.write(f"{done}/{whole} 个文件")


def refuse_full(places: dict[str, Path]) -> None:
    if not database.is_empty():
        raise BackupError("数据库里已经有表。请另建一个空的数据库，用 DATABASE_URL 指向它")
    for path in places.values():
        if path.is_file() or (path.is_dir() and any(path.iterdir())):
            raise BackupError(f"{path} 已经有内容。请先移走，或者换一个空的文件夹")
