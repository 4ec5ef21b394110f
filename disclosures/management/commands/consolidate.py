"""`manage.py consolidate UNIT YEAR [--dry-run] [--by NAME] [--format text|json]`: one sum.

Cells that a person typed and that are not the sum are listed and left as they are; so are units that are not
approved. Exits with 1 where anything of that kind is left.
"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts import consolidating, ledger
from accounts.case import Case
from accounts.consolidation.proposing import Line, Proposal
from accounts.models import Account, Unit
from accounts.refusals import Refused, place, shown
from disclosures.desk.consolidating import showing

FORMATS = ("text", "json")


class Command(BaseCommand):
    help = "汇总部门决算：所属单位的决算逐格相加，减去登记的抵销；手工填写而不同的只列出，不覆盖"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("unit", metavar="部门代码")
        parser.add_argument("year", type=int, metavar="年度")
        parser.add_argument("--dry-run", action="store_true", help="只列出改动，不写入，也不建立决算")
        parser.add_argument("--by", default="命令行汇总", metavar="经办人", help="记在改动记录里的名字")
        parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式")

    def handle(self, *, unit: str, year: int, dry_run: bool, by: str, format: str, **options: Any) -> None:
        try:
            with transaction.atomic():
                account = consolidating.begun(unit_of(unit), year, by=by)
                case, found = summed(account, by)
                transaction.set_rollback(dry_run)
        except Refused as refusal:
            raise CommandError(f"没有汇总：{refusal}", returncode=2) from refusal
        told = as_data(case, found, written=not dry_run)
        self.stdout.write(
            json.dumps(told, ensure_ascii=False, indent=1) if format == "json" else as_text(case, found, told)
        )
        if told["units_wanting"] or told["typed_by_hand"] or told["without_place"]:
            raise CommandError("汇总数只是草稿，见上", returncode=1)


def unit_of(code: str) -> Unit:
    try:
        return Unit.objects.get(code=code)
    except Unit.DoesNotExist:
        raise CommandError(f"没有代码为 {code} 的单位", returncode=2) from None


def summed(account: Account, by: str) -> tuple[Case, Proposal]:
    """As it was before, and what was written."""
    case = ledger.load_case(account)
    found = consolidating.proposed(account, case)
    consolidating.consolidate(account, by=by, mark=found.mark)
    return case, found


def as_data(case: Case, found: Proposal, *, written: bool) -> dict[str, Any]:
    """Amounts in 元 as text."""
    return {
        "unit": case.unit.code,
        "year": case.year,
        "written": written,
        "units": len(case.units),
        "units_wanting": [
            {"unit": unit.code, "name": unit.name, "standing": showing.stands(unit)}
            for unit in case.units
            if showing.stands(unit) != showing.APPROVED
        ],
        "equal": found.equal,
        "changes": [as_line(line) for line in found.lines if line.status != "hand"],
        "typed_by_hand": [as_line(line) for line in found.by_hand],
        "without_place": [str(cell) for cell in found.sum.homeless],
        "adjustments": [
            {"cell": str(each.address), "amount": str(each.amount), "unit": each.unit, "reason": each.reason}
            for each in case.adjustments
        ],
    }


def as_line(line: Line) -> dict[str, str | None]:
    before, after = (None if value is None else str(value) for value in (line.before, line.after))
    return {"cell": str(line.address), "status": line.status, "before": before, "after": after}


def as_text(case: Case, found: Proposal, told: dict[str, Any]) -> str:
    lines = [f"{line.word}　{sentence(case, line)}" for line in found.lines]
    ends = "已写入" if told["written"] else "只是预览，没有写入"
    counts = (
        f"改动 {len(told['changes'])} 处，手工填写没有改的 {len(found.by_hand)} 处，相同 {found.equal} 处"
    )
    wanting = showing.wanting(case)
    return "\n".join(
        [
            f"{showing.summary(case)}；抵销和调整 {len(case.adjustments)} 项",
            *lines,
            *(
                [f"报表格式没有这些单元格，没有汇总：{'、'.join(told['without_place'])}"]
                * bool(found.sum.homeless)
            ),
            *([f"没有审核通过：{'、'.join(wanting)}"] * bool(wanting)),
            f"{counts}：{ends}",
        ]
    )


def sentence(case: Case, line: Line) -> str:
    before, after = (
        shown(case.edition, case.scale, line.address, value) for value in (line.before, line.after)
    )
    return f"{place(case.edition, line.address)}：{before} → {after}"
