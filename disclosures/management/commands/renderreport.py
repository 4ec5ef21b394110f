"""`manage.py renderreport UNIT YEAR --format FORMAT --output FILE`: any account, drafts as drafts."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import ledger
from accounts.case import Case
from accounts.models import Account, Unit
from disclosures import assembly, opendata, plaintext, printing, publishing, rendering, word
from disclosures.fonts import PrintingImpossible
from disclosures.printing import PrintFailed
from disclosures.report import Issue

FORMATS = ("html", "pdf", "xlsx", "docx", "txt", "json", "csv")


class Command(BaseCommand):
    help = "生成一份决算报告；未公开的印有“草稿”水印"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("unit", metavar="单位代码")
        parser.add_argument("year", type=int, metavar="年度")
        parser.add_argument("--format", choices=FORMATS, default="pdf", help="文件格式")
        parser.add_argument("--output", type=Path, required=True, help="写到哪个文件")

    def handle(self, *, unit: str, year: int, format: str, output: Path, **options: Any) -> None:
        account = account_of(unit, year)
        case, issue = ledger.load_case(account), publishing.issue_of(account)
        try:
            output.write_bytes(rendered(case, issue, format))
        except (PrintingImpossible, PrintFailed) as lacking:
            raise CommandError(str(lacking)) from lacking
        except OSError as error:
            raise CommandError(f"写不了文件 {output}：{error.strerror}") from error
        self.stdout.write(f"已生成 {output}")


def rendered(case: Case, issue: Issue, format: str) -> bytes:
    report = assembly.build(case, issue)
    match format:
        case "html":
            return rendering.standalone(report, rendering.article(report)).encode()
        case "pdf":
            made = {f"report.{kind}": rendered(case, issue, kind) for kind in ("xlsx", "json")}
            enclosed = rendering.enclosed(report, made)
            return printing.print_pdf(rendering.article(report), report, enclosed=enclosed)
        case "xlsx":
            return rendering.workbook(report, case)
        case "docx":
            return word.document(report, settings.SITE_ADDRESS)
        case "json":
            return opendata.as_json(case, report).encode()
        case "csv":
            return rendering.table(report, case)
        case _:
            return plaintext.file(report, settings.SITE_ADDRESS).encode()


def account_of(unit: str, year: int) -> Account:
    """The account, or a CommandError that names what there is. Comparison accounts make no report."""
    accounts = Account.objects.exclude(source=Account.Source.COMPARISON)
    if not Unit.objects.filter(code=unit).exists():
        known = "、".join(accounts.order_by("unit__code").values_list("unit__code", flat=True).distinct())
        raise CommandError(f"没有代码为 {unit} 的单位。有决算的单位：{known or '无'}", returncode=2)
    try:
        return accounts.of(unit, year)
    except Account.DoesNotExist:
        years = accounts.filter(unit__code=unit).order_by("year").values_list("year", flat=True)
        known = "、".join(map(str, years))
        raise CommandError(
            f"{unit} 没有 {year} 年度决算。已有的年度：{known or '无'}", returncode=2
        ) from None
