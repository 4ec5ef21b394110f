"""`manage.py checkaccounts [--year Y] [--format text|json]`: all accounts, a line each.

Exit 1 on open errors. JSON is one object a line, so that it can be read while it is written.
Progress goes to stderr.
"""

import json
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import acceptance, ledger
from accounts.checks import listing
from accounts.checks.engine import State
from accounts.checks.standing import judged
from accounts.models import Account
from disclosures.checks import run

FORMATS = ("text", "json")
EVERY = 1.0
"""Seconds between two lines of progress."""


class Command(BaseCommand):
    help = "检查全部决算，每份一行；有没有说明的错误，或有检查不了的决算时以 1 退出"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, metavar="年度", help="只检查这一年度")
        parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式")

    def handle(self, *, year: int | None, format: str, **options: Any) -> None:
        accounts = Account.objects.exclude(source=Account.Source.COMPARISON).select_related("unit")
        if year is not None:
            accounts = accounts.filter(year=year)
        accounts = accounts.order_by("-year", "unit__code")
        whole, begun, told = accounts.count(), monotonic(), 0.0
        wrong = broken = 0
        for n, account in enumerate(accounts.iterator(chunk_size=500), 1):
            line = checked(account)
            self.stdout.write(json.dumps(line, ensure_ascii=False) if format == "json" else as_text(line))
            wrong += bool(line.get("errors"))
            broken += bool(line.get("failure"))
            if n == whole or monotonic() - told >= EVERY:
                told = monotonic()
                self.stderr.write(f"{n}/{whole}，每秒 {n / max(told - begun, 0.001):.1f} 份")
        if wrong or broken:
            failures = f"，{broken} 份检查不了" if broken else ""
            raise CommandError(f"{whole} 份决算中 {wrong} 份有错误{failures}", returncode=1)


def checked(account: Account) -> dict[str, Any]:
    """What was found in one account. Whatever is wrong with it, the others are checked all the same."""
    line: dict[str, Any] = {
        "unit": account.unit.code,
        "year": account.year,
        "name": account.unit.reported_name,
    }
    try:
        case = ledger.load_case(account)
        results = run(case)
        found = judged(case, results, acceptance.given(account))
    except Exception as error:
        return {**line, "failure": f"{type(error).__name__} {error}"}
    lost = sum(result.state is State.COULD_NOT_RUN for result in results)
    return {**line, **listing.counts(found), "could_not_run": lost}


def as_text(line: dict[str, Any]) -> str:
    head = f"{line['unit']} {line['year']} {line['name']}："
    if "failure" in line:
        return f"{head}检查不了，{line['failure']}"
    return f"{head}{listing.totals(line)}；未能检查 {line['could_not_run']} 项"
