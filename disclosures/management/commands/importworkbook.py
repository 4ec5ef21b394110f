"""`manage.py importworkbook FILE --unit U --year Y`: read, written at once, questioned; or only tried.

Exit 1 where nothing was written though something was asked for, 2 where the file or the account is none.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.elsewhere import Place
from accounts.models import Unit
from accounts.refusals import Refused
from disclosures.desk.workbook import reporting
from disclosures.desk.workbook.importing import Imported, Wanted, bring
from disclosures.workbook.foreign.opening import LARGEST
from disclosures.workbook.package import Unreadable
from disclosures.workbook.receiving import receive

FORMATS = ("text", "json")


class Command(BaseCommand):
    help = (
        "导入一个工作簿（.xlsx、.xls、.ods，或 CSV、网页）：一次写入全部能写的数，再检查；--dry-run 只试读。"
        "以 1 退出：没有写入；以 2 退出：文件读不了，或没有这份决算"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_account(parser)
        parser.add_argument("--edition", default="", metavar="报表格式", help="没有这份决算时，以此格式新建")
        parser.add_argument("--dry-run", action="store_true", help="只试读，什么都不写；可以还没有这份决算")
        parser.add_argument("--take-all", action="store_true", help="导出以后平台上又有改动的，也用文件里的")
        parser.add_argument(
            "--sure", action="store_true", help="整份文件的疑问（单位、年度、金额单位）已核对"
        )
        parser.add_argument("--by", default="命令行导入", metavar="经办人", help="记在改动记录里的名字")
        add_place(parser)

    def handle(self, *, file: Path, unit: str, year: int, format: str, **options: Any) -> None:
        trial, place = options["dry_run"], place_in(options)
        try:
            with transaction.atomic():
                wanted = Wanted(
                    unit=unit_of(unit, trial=trial),
                    year=year,
                    by=options["by"],
                    edition=options["edition"],
                    begin=trial or bool(options["edition"]),
                    place=place,
                    take_all=options["take_all"],
                    sure=options["sure"],
                    trial=trial,
                )
                done = bring(receive(content(file)), wanted)
                transaction.set_rollback(trial)
        except Unreadable as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        except Refused as refusal:
            raise CommandError(f"没有写入：{refusal}") from refusal
        self.tell(done, format)

    def tell(self, done: Imported, format: str) -> None:
        if format == "json":
            self.stdout.write(json.dumps(reporting.as_data(done), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(reporting.as_lines(done)))
            self.stdout.write(end(done))
        if done.refusal:
            raise CommandError(f"没有写入：{done.refusal}")


def end(done: Imported) -> str:
    if done.wanted.trial:
        return f"只是试读，没有写入；可以写入 {done.written} 处"
    return f"已写入 {done.written} 处"


def add_account(parser: CommandParser) -> None:
    """What every command has that lays one file beside one account."""
    parser.add_argument("file", type=Path, metavar="文件")
    parser.add_argument("--unit", required=True, metavar="单位代码")
    parser.add_argument("--year", type=int, required=True, metavar="年度")
    parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式")


def add_place(parser: CommandParser) -> None:
    """For accounts of earlier years that were published elsewhere."""
    parser.add_argument(
        "--elsewhere", default="", metavar="网站", help="在别处公开的决算：公开于哪里；只供比较"
    )
    parser.add_argument("--address", default="", metavar="网址", help="在别处公开的网址")
    parser.add_argument(
        "--disclosed", type=date.fromisoformat, metavar="日期", help="在别处公开的日期，如 2024-09-20"
    )


def place_in(options: dict[str, Any]) -> Place | None:
    name, address, day = options["elsewhere"], options["address"], options["disclosed"]
    if (address or day) and not name:
        raise CommandError("写了网址或公开日期，请用 --elsewhere 写明公开于哪里", returncode=2)
    return Place(name, address, day) if name else None


def unit_of(code: str, *, trial: bool) -> Unit:
    """A trial needs no unit either: one of that code for the time being."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None and not trial:
        known = "、".join(Unit.objects.order_by("code").values_list("code", flat=True)[:50])
        raise CommandError(f"没有代码为 {code} 的单位。已有：{known or '无'}", returncode=2)
    return unit or Unit.objects.create(code=code, name=code, kind=Unit.Kind.UNIT, level=Unit.Level.CITY)


def content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise Unreadable(f"文件 {file} 太大，最大 {LARGEST:,} 字节")
        return file.read_bytes()
    except FileNotFoundError:
        raise Unreadable(f"找不到文件 {file}") from None
    except OSError as error:
        raise Unreadable(f"读不了文件 {file}：{error.strerror}") from error
