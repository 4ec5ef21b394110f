"""`manage.py importworkbook FILE UNIT YEAR [--apply]`: the preview first; written only when asked to."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import ledger
from accounts.refusals import Refused
from disclosures.desk.workbook import applying
from disclosures.management.commands.renderreport import account_of
from disclosures.workbook import comparing, reading, telling
from disclosures.workbook.package import LARGEST, Unreadable
from disclosures.workbook.plan import ALL


class Command(BaseCommand):
    help = "读入从本站导出的工作簿（.xlsx）：先列出每一处改动；加 --apply 才写入，冲突和未识别的不写入"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="文件")
        parser.add_argument("unit", metavar="单位代码")
        parser.add_argument("year", type=int, metavar="年度")
        parser.add_argument("--apply", action="store_true", help="写入列出的改动")
        parser.add_argument("--take-all", action="store_true", help="导出以后平台上又有改动的，也用文件里的")
        parser.add_argument("--by", default="命令行导入", metavar="经办人", help="记在改动记录里的名字")

    def handle(
        self, *, file: Path, unit: str, year: int, apply: bool, take_all: bool, by: str, **options: Any
    ) -> None:
        account = account_of(unit, year)
        case = ledger.load_case(account)
        try:
            found = comparing.compare(reading.read(content(file), case), case)
        except Unreadable as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        for line in telling.lines(found):
            self.stdout.write(line)
        plan = found.plan.taking([ALL] if take_all else [])
        if not apply:
            self.stdout.write("只是预览，没有写入；加 --apply 写入")
            return
        try:
            self.stdout.write(f"已写入 {applying.apply(account, plan, by=by)} 处")
        except Refused as refusal:
            raise CommandError(f"没有写入：{refusal}") from refusal


def content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise Unreadable(f"文件 {file} 太大，最大 {LARGEST:,} 字节")
        return file.read_bytes()
    except FileNotFoundError:
        raise Unreadable(f"找不到文件 {file}") from None
    except OSError as error:
        raise Unreadable(f"读不了文件 {file}：{error.strerror}") from error
