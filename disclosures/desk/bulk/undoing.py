"""A batch taken back, account by account: what was there before, unless somebody has changed it since."""

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Account
from accounts.refusals import Refused
from disclosures.desk.bulk import working
from disclosures.desk.bulk.models import Batch, Outcome
from disclosures.desk.workbook.applying import apply
from disclosures.workbook.plan import Entry, Plan


def undo(batch: Batch, *, by: str) -> bool:
    """The last file first; False where somebody else is at the batch.

    Each account whole or not at all; an account that the batch began stays, and is blank.
    """
    with working.alone(batch) as mine:
        if mine:
            codes = working.units_within(batch).codes
            for outcome in to_undo(batch).select_related("unit").order_by("-id").iterator(chunk_size=20):
                one(outcome, codes, by)
        return mine


def to_undo(batch: Batch) -> QuerySet[Outcome]:
    """Its files that wrote something, and were not taken back."""
    return Outcome.objects.filter(batch=batch, state=Outcome.State.DONE).exclude(entries=[])


def one(outcome: Outcome, codes: set[str], by: str) -> None:
    plan = Plan(tuple(Entry(*each) for each in outcome.entries))
    try:
        with transaction.atomic():
            if outcome.unit is None or outcome.year is None or outcome.unit.code not in codes:
                raise Refused("现在不归您管")
            account = Account.objects.filter(unit=outcome.unit, year=outcome.year).first()
            if account is None:
                raise Refused("已经没有这份决算")
            count = apply(account, plan.turned(), by=by)
            outcome.state, outcome.entries = Outcome.State.UNDONE, []
            outcome.reason = f"{by}撤销，{count} 处恢复为导入前的内容"
            outcome.save(update_fields=["state", "entries", "reason"])
    except Refused as refusal:
        outcome.reason = f"没有撤销：{refusal}"
        outcome.save(update_fields=["reason"])
