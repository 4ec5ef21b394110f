"""What a department's account was summed from, and what was adjusted: rows read as values for its case."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from accounts.consolidation.records import Adjusted, Consolidated, Contributed, Moved
from accounts.figures import at
from accounts.models import Account, Adjustment, Change, Consolidation, Contribution, Unit

APPROVED = (Account.Status.REVIEWED, Account.Status.REPLIED, Account.Status.ORDERED, Account.Status.PUBLISHED)
"""The department has approved it: departments sum their units before the bureau replies (decision 14)."""


def standing(account: Account) -> str:
    """Why a unit's account is not yet to be relied on, in a word; empty where it is."""
    if account.source == Account.Source.COMPARISON:
        return account.get_source_display()
    if account.source == Account.Source.IMPORTED or account.status in APPROVED:
        return ""
    return account.get_status_display()


def adjustments(unit: Unit, year: int) -> tuple[Adjusted, ...]:
    """Of the department and of those below it: what is paid within them is paid within it."""
    mine = Q(account__unit=unit) | Q(account__unit__in=Unit.objects.below(unit))
    rows = Adjustment.objects.filter(mine, account__year=year, removed_at=None).order_by("id")
    return tuple(
        Adjusted(
            at(row.address), row.amount, row.reason, row.unit.code if row.unit else "", row.account.unit.code
        )
        for row in rows.select_related("unit", "account__unit")
    )


def standing_one(account: Account) -> Consolidation | None:
    """The last time it was summed, and that was not undone."""
    return Consolidation.objects.filter(account=account, undone_at=None).order_by("-id").first()


def consolidated(account: Account) -> Consolidated | None:
    """That one as a value, with what has changed in the units since: three queries, however many units."""
    last = standing_one(account)
    if last is None:
        return None
    rows = list(Contribution.objects.filter(consolidation=last).select_related("unit_account__unit"))
    moved = moved_since(last.log_until, [row.unit_account_id for row in rows])
    shares = (
        Contributed(unit.code, unit.name, row.fingerprint, tuple(moved.get(row.unit_account_id, ())))
        for row in rows
        for unit in [row.unit_account.unit]
    )
    return Consolidated(last.by, timezone.localtime(last.at).isoformat(), tuple(shares))


def moved_since(line: int, accounts: Iterable[int]) -> dict[int, list[Moved]]:
    """By account, the cells that are not as they were at that line of the log: one query."""
    found: dict[int, dict[str, list[Change]]] = {}
    for change in Change.objects.filter(account__in=list(accounts), id__gt=line).order_by("id"):
        found.setdefault(change.account_id, {}).setdefault(change.address, []).append(change)
    return {pk: list(net(cells.values())) for pk, cells in found.items()}


def net(cells: Iterable[list[Change]]) -> Iterator[Moved]:
    """First before and last after, where they differ."""
    for changes in cells:
        first, last = changes[0], changes[-1]
        if first.before != last.after:
            at = timezone.localtime(last.at).isoformat()
            yield Moved(last.address, as_text(first.before), as_text(last.after), last.by, at)


def as_text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
