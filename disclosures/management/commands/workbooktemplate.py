"""`manage.py workbooktemplate EDITION --output FILE [--scale yuan|wan]`: an empty form, for any unit."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.case import Case, UnitProfile
from accounts.editions import EDITIONS
from accounts.figures import Figures
from accounts.money import Scale
from disclosures.workbook import writing


class Command(BaseCommand):
    help = "把一种报表格式写成空白的工作簿（.xlsx），带填写说明；不属于哪个单位，填好后任一单位可以导入"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("edition", metavar="报表格式")
        parser.add_argument("--output", type=Path, required=True, metavar="文件", help="写到哪个文件")
        parser.add_argument(
            "--scale", choices=["yuan", "wan"], default="wan", help="金额单位：元，万元（默认）"
        )

        parser.add_argument("--year", type=int, metavar="年度", help="哪一年度的；不写则是报表格式的年度")

    def handle(self, *, edition: str, output: Path, scale: str, year: int | None, **options: Any) -> None:
        if edition not in EDITIONS:
            raise CommandError(f"没有报表格式 {edition}；已有：{'、'.join(sorted(EDITIONS))}", returncode=2)
        form = EDITIONS[edition]
        case = Case(UnitProfile("", ""), year or form.year, form, Scale(scale), Figures(), None)
        try:
            output.write_bytes(writing.empty(case))
        except OSError as error:
            raise CommandError(f"写不了文件 {output}：{error.strerror}") from error
        self.stdout.write(f"已生成 {output}")
