"""`manage.py checkaccount UNIT YEAR [--format text|json]`: every rule on one account; exit 1 on errors."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import ledger
from accounts.checks import listing
from disclosures.checks import run
from disclosures.management.commands.renderreport import account_of

FORMATS = ("text", "json")


class Command(BaseCommand):
    help = "检查一份决算的数字：逐条规则核对，列出问题；有错误时以 1 退出"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("unit", metavar="单位代码")
        parser.add_argument("year", type=int, metavar="年度")
        parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式")

    def handle(self, *, unit: str, year: int, format: str, **options: Any) -> None:
        results = run(ledger.load_case(account_of(unit, year)))
        if format == "json":
            self.stdout.write(json.dumps(listing.as_data(results), ensure_ascii=False, indent=1))
        else:
            self.stdout.write(listing.as_text(results))
        if errors := listing.errors(results):
            raise CommandError(f"有 {errors} 处错误", returncode=1)
