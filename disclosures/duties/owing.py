"""What the bureau does with its list of a year: puts units on it, takes them off, sets last days, releases.

All of a request or nothing, and a line for each unit. What is released is public, so are its later changes.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts import workflow
from accounts.days import day
from accounts.models import Account, Step, Unit
from accounts.refusals import Refused, listed
from accounts.steps import name_of
from disclosures import served
from disclosures.duties.dates import deadline
from disclosures.duties.models import Duty, DutyChange
from disclosures.models import Publication
from disclosures.served import leading

What = DutyChange.What
LONGEST = 300
YEARS_AFTER = 20
"""A last day farther from its year is a slip of the pen."""
REPLIED = "登记批复"


@transaction.atomic
def enlist(units: Collection[Unit], year: int, *, by: Any) -> int:
    """Put units on the list; those on it stay as they are. How many are new."""
    refuse_none(units)
    due = by_reply(year, units)
    owed = [Duty(unit=unit, year=year, due=due.get(unit.pk)) for unit in units]
    there = set(Duty.objects.filter(year=year, unit__in=units).values_list("unit", flat=True))
    new = [each for each in owed if each.unit_id not in there]
    Duty.objects.bulk_create(new, ignore_conflicts=True)  # a colleague's click in the same moment
    note(What.LISTED, [(each, None) for each in new], by)
    return len(new)


@transaction.atomic
def strike(units: Collection[Unit], year: int, *, reason: str, by: Any) -> int:
    """Take units off the list, whether released or not."""
    reason, found = given(reason), chosen(units, year)
    note(What.STRUCK, [(Duty(unit=each.unit, year=year), each.due) for each in found], by, reason)
    Duty.objects.filter(pk__in=[each.pk for each in found]).delete()
    told = (page for each in found for page in leading.pages_about(each.unit))
    served.remove_on_commit({*leading.pages_of_year(year), *told})  # the reason may be secret
    return len(found)


@transaction.atomic
def fix(units: Collection[Unit], year: int, *, due: date | None, reason: str, by: Any) -> int:
    """Set a last day of the bureau's own, which a reply does not move. How many have another one now."""
    if due is None:
        raise Refused("没有填写公开期限，没有办理")
    if not year < due.year <= year + YEARS_AFTER:
        raise Refused(
            f"{year}年度决算的公开期限应在{year + 1}年至{year + YEARS_AFTER}年之间，"
            f"填写的是{day(due)}，没有办理"
        )
    return put(dict.fromkeys(chosen(units, year), due), given(reason), by, fixed=True)


@transaction.atomic
def reckon(units: Collection[Unit], year: int, *, reason: str, by: Any) -> int:
    """Count from the reply again; no last day where there is none. How many have another one now."""
    due = by_reply(year, units)
    return put({each: due.get(each.unit_id) for each in chosen(units, year)}, given(reason), by, fixed=False)


@transaction.atomic
def release(units: Collection[Unit], year: int, *, by: Any) -> int:
    """Show all of them that are on the list to the public. How many are new to it."""
    held = Duty.objects.select_for_update().filter(year=year, unit__in=units, released_at=None)
    found = list(held.select_related("unit"))
    if not found:
        raise Refused(f"{year}年度的名单没有尚未公布的单位，没有办理")
    at, name = timezone.now(), name_of(by)
    Duty.objects.filter(pk__in=[each.pk for each in found]).update(released_at=at, released_by=name)
    note(What.RELEASED, [(each, each.due) for each in found], by)
    served.line_up_on_commit(leading.pages_of_year(year))
    served.sweep_on_commit()
    return len(found)


@transaction.atomic
def reply(
    account: Account, *, by: Any, replied: date | None, approved: date | None = None, seen: int | None = None
) -> Step:
    """批复, and the last day that follows from it."""
    step = workflow.reply(account, by=by, replied=replied, approved=approved, seen=seen)
    follow(account, by=by)
    return step


def follow(account: Account, *, by: Any) -> None:
    """After a reply was registered: the last day counts from it, unless the bureau set one or a version is
    published already. What is returned after that keeps its last day until the next reply.
    """
    owed = Duty.objects.select_for_update().select_related("unit")
    found = owed.filter(unit=account.unit_id, year=account.year, fixed=False).first()
    if found and not Publication.objects.filter(unit=account.unit_id, year=account.year).exists():
        put({found: by_reply(account.year, [account.unit_id]).get(account.unit_id)}, REPLIED, by, fixed=False)


def put(dues: dict[Duty, date | None], reason: str, by: Any, *, fixed: bool) -> int:
    """Write those that are others than before."""
    changed = [(duty, duty.due) for duty, due in dues.items() if (duty.due, duty.fixed) != (due, fixed)]
    for duty, _ in changed:
        duty.due, duty.fixed = dues[duty], fixed
    Duty.objects.bulk_update([duty for duty, _ in changed], ["due", "fixed"])
    note(What.DUE, changed, by, reason)
    served.line_up_on_commit(
        page for year in {duty.year for duty, _ in changed} for page in leading.pages_of_year(year)
    )
    return len(changed)


def by_reply(year: int, units: Iterable[Any]) -> dict[int, date]:
    """The last day by unit's id, of those whose reply is registered: one query."""
    ours = Account.objects.filter(year=year, unit__in=units, source=Account.Source.PORTAL)
    replied = ours.filter(replied_on__isnull=False).values_list("unit", "replied_on")
    days, working = settings.DISCLOSURE_DAYS, settings.DISCLOSURE_DAYS_ARE_WORKING_DAYS
    return {unit: deadline(since, days, working=working) for unit, since in replied if since}


def chosen(units: Collection[Unit], year: int) -> list[Duty]:
    """Their duties, locked; refused where one has none."""
    refuse_none(units)
    held = Duty.objects.select_for_update().filter(year=year, unit__in=units).select_related("unit")
    found = {each.unit_id: each for each in held}
    if lacking := [unit.name for unit in units if unit.pk not in found]:
        raise Refused(f"{len(lacking)} 个单位没有列入{year}年度的名单，没有办理，请先列入：{listed(lacking)}")
    return list(found.values())


def refuse_none(units: Collection[Unit]) -> None:
    if not units:
        raise Refused("没有选择单位，没有办理")


def given(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise Refused("没有写明理由，没有办理")
    if len(reason) > LONGEST:
        raise Refused(f"理由有 {len(reason)} 个字，最多 {LONGEST} 个，没有办理")
    return reason


def note(what: What, changed: Iterable[tuple[Duty, date | None]], by: Any, reason: str = "") -> None:
    """A line for each duty, with its last day before."""
    name = name_of(by)
    DutyChange.objects.bulk_create(
        DutyChange(
            unit_id=duty.unit_id,
            year=duty.year,
            what=what,
            before=before,
            after=duty.due,
            reason=reason,
            by=name,
        )
        for duty, before in changed
    )
