"""`manage.py checkaccount UNIT YEAR [--text FILE] [--format text|json]`: exit 1 on open errors."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import acceptance, ledger
from accounts.case import Case
from accounts.checks import listing
from accounts.checks.standing import judged
from disclosures.checks import run
from disclosures.desk import textfile
from disclosures.management.commands.renderreport import account_of
from disclosures.manuscript import coverage

FORMATS = ("text", "json")


class Command(BaseCommand):
    help = "检查一份决算：逐条规则核对数字和文字，列出问题；有没有说明的错误时以 1 退出"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("unit", metavar="单位代码")
        parser.add_argument("year", type=int, metavar="年度")
        parser.add_argument("--text", type=Path, metavar="文件", help="一并检查的文字（纯文本），不保存")
        parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式")

    def handle(self, *, unit: str, year: int, text: Path | None, format: str, **options: Any) -> None:
        account = account_of(unit, year)
        case = replace(ledger.load_case(account), given=text_in(text))
        results = run(case)
        found = judged(case, results, acceptance.given(account))
        if format == "json":
            data = {**listing.as_data(results, found), "coverage": told_of(case)}
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join([*told_of(case), listing.as_text(results, found)]))
        if errors := listing.errors(found):
            raise CommandError(f"有 {errors} 处错误", returncode=1)


def told_of(case: Case) -> list[str]:
    """Which sections of the given text were held against the account."""
    return coverage.sentences(case) if case.given else []


def text_in(path: Path | None) -> str:
    try:
        return textfile.read(path) if path else ""
    except textfile.Unreadable as reason:
        raise CommandError(str(reason), returncode=2) from reason
