"""`manage.py compareworkbook FILE --unit U --year Y`: every figure of both; exit 1 on a difference."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import ledger
from disclosures.management.commands.importworkbook import add_account, content
from disclosures.management.commands.renderreport import account_of
from disclosures.workbook import agreement
from disclosures.workbook.package import Unreadable
from disclosures.workbook.receiving import receive


class Command(BaseCommand):
    help = (
        "把一个工作簿（例如财政部门的批复）与一份决算逐格比较，什么都不写；"
        "以 1 退出：有不同，或没有可比的数；以 2 退出：文件读不了，或没有这份决算"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_account(parser)

    def handle(self, *, file: Path, unit: str, year: int, format: str, **options: Any) -> None:
        case = ledger.load_case(account_of(unit, year))
        try:
            found = agreement.agreement(receive(content(file)), case)
        except Unreadable as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        if format == "json":
            self.stdout.write(json.dumps(agreement.as_data(found, case), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(agreement.as_lines(found, case)))
        if not found.compared:
            raise CommandError("文件和本站都没有可比的数", returncode=1)
        if not found.agrees:
            raise CommandError("文件与本站的决算不一致", returncode=1)
