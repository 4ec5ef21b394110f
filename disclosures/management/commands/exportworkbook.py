"""`manage.py exportworkbook UNIT YEAR --output FILE [--empty | --published]`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import ledger
from disclosures import assembly, publishing, rendering
from disclosures.management.commands.renderreport import account_of
from disclosures.workbook import writing


class Command(BaseCommand):
    help = "把一份决算写成工作簿（.xlsx）：可改后再导入；--empty 为空白格式，--published 为公开的样式"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("unit", metavar="单位代码")
        parser.add_argument("year", type=int, metavar="年度")
        parser.add_argument("--output", type=Path, required=True, metavar="文件", help="写到哪个文件")
        kinds = parser.add_mutually_exclusive_group()
        kinds.add_argument("--empty", action="store_true", help="空白格式，带填写说明")
        kinds.add_argument("--published", action="store_true", help="公开的样式，以万元印出，不能再导入")

    def handle(
        self, *, unit: str, year: int, output: Path, empty: bool, published: bool, **options: Any
    ) -> None:
        account = account_of(unit, year)
        case = ledger.load_case(account)
        if published:
            report = assembly.build(case, publishing.issue_of(account))
            content = rendering.workbook(report, case)
        else:
            content = writing.empty(case) if empty else writing.account(case)
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(f"写不了文件 {output}：{error.strerror}") from error
        self.stdout.write(f"已生成 {output}")
