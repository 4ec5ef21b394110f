"""The one door between figures as rows and `Figures`. Nobody else touches the table of figures."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from decimal import Decimal
from operator import attrgetter
from typing import Any, cast

from django.db import connection, transaction

from accounts import cells, summed
from accounts.case import Case, Institution, UnitProfile, UnitShare
from accounts.cells import Changes
from accounts.editions import edition_of
from accounts.figures import Address, Figures
from accounts.models import (
    Account,
    AccountSubject,
    Explanation,
    Figure,
    Indicator,
    Origin,
    Project,
    Subject,
    Unit,
)
from accounts.money import Scale
from accounts.projects import IndicatorLine, ProjectSheet
from accounts.refusals import Stale, WrongAddress, listed
from accounts.steps import actor, locked_open
from accounts.subjects import branch, is_code


def load(account: Account) -> Figures:
    """All figures of the account: one query."""
    return figures_of([account.pk])[account.pk]


@transaction.atomic
def record(account: Account, changes: Changes, *, by: str, seen: Changes | None = None) -> int:
    """Write cells; None blanks one. All or nothing; returns how many cells changed.

    Amounts are in 元, counts and percents as they are. `seen` is what the clerk had before them (a blank
    cell is absent or None): a cell that somebody else has changed since then is refused.
    The number of queries does not depend on the number of cells.
    """
    account = locked_open(account)
    refuse_wrong(account, changes)
    stored = load(account)
    if seen is not None:
        refuse_stale(account, changes, seen, stored)
    todo = {address: amount for address, amount in changes.items() if stored.get(address) != amount}
    with acting(by):
        write(account, {address: amount for address, amount in todo.items() if amount is not None})
        blank(account, [address for address, amount in todo.items() if amount is None])
    return len(todo)


def refuse_wrong(account: Account, changes: Changes) -> None:
    edition = edition_of(account.edition)
    faults = list(cells.wrong(edition, Scale(account.scale), changes))
    if not faults:
        money = [a for a, amount in changes.items() if amount is not None and cells.project_of(edition, a)]
        faults = list(cells.unknown_projects(edition, money, project_keys(account) if money else ()))
    if faults:
        raise WrongAddress(listed(faults))


def refuse_stale(account: Account, changes: Changes, seen: Changes, stored: Figures) -> None:
    faults = list(cells.stale(edition_of(account.edition), Scale(account.scale), changes, seen, stored))
    if faults:
        raise Stale(listed(faults))


def project_keys(account: Account) -> set[str]:
    return set(Project.objects.filter(account=account).values_list("key", flat=True))


@contextmanager
def acting(by: str) -> Iterator[None]:
    """Tell the database, for this transaction only, who changes figures; afterwards nobody does."""
    name_actor(actor(by))
    yield
    name_actor("")


def name_actor(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('accounts.actor', %s, true)", [name])


def write(account: Account, amounts: Mapping[Address, Decimal]) -> None:
    Figure.objects.bulk_create(
        [Figure(account=account, amount=amount, **address._asdict()) for address, amount in amounts.items()],
        update_conflicts=True,
        unique_fields=["account", "table", "row", "column"],
        update_fields=["amount"],
    )


BLANK = """
    DELETE FROM accounts_figure WHERE account_id = %s AND ("table", "row", "column")
    IN (SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]))
"""


def blank(account: Account, addresses: list[Address]) -> None:
    if addresses:
        with connection.cursor() as cursor:
            cursor.execute(BLANK, [account.pk, *(list(words) for words in zip(*addresses, strict=True))])


def figures_of(accounts: Iterable[int]) -> dict[int, Figures]:
    """The figures of some accounts by their id: one query."""
    found: dict[int, dict[Address, Decimal]] = {pk: {} for pk in accounts}
    rows = Figure.objects.filter(account__in=found)
    for pk, table, row, column, amount in rows.values_list("account", "table", "row", "column", "amount"):
        found[pk][Address(table, row, column)] = amount
    return {pk: Figures(amounts) for pk, amounts in found.items()}


def load_case(account: Account) -> Case:
    """Everything known of the account, with those of a department's units, in a fixed number of queries."""
    account = Account.objects.select_related("unit").get(pk=account.pk)
    members = members_of(account.unit)
    found = accounts_of([account.unit_id, *(member.pk for member in members)], account.year)
    last = found.get((account.unit_id, account.year - 1))
    now = {member.pk: found.get((member.pk, account.year)) for member in members}
    figures = figures_of(each.pk for each in (account, last, *now.values()) if each is not None)
    edition = edition_of(account.edition)
    return Case(
        unit=profile(account.unit, members),
        year=account.year,
        edition=edition,
        scale=Scale(account.scale),
        figures=figures[account.pk],
        last=None if last is None else figures[last.pk],
        names=dict(AccountSubject.objects.filter(account=account).values_list("code", "name")),
        subjects=official_names(edition.year, [figures[each.pk] for each in (account, last) if each]),
        projects=projects_of(account),
        texts=dict(Explanation.objects.filter(account=account).values_list("slot", "text")),
        units=shares(members, now, figures),
        last_units=units_before(members, found, account.year - 1),
        adjustments=summed.adjustments(account.unit, account.year) if members else (),
        consolidated=summed.consolidated(account) if members else None,
        last_source=published_elsewhere(last),
    )


def published_elsewhere(account: Account | None) -> str:
    """Where, in words; empty for one of our own, and for what was typed for comparison only."""
    if account is None or account.source != Account.Source.IMPORTED:
        return ""
    return str(Origin.objects.filter(account=account).order_by("-id").first() or "")


def members_of(unit: Unit) -> list[Unit]:
    """The units in the scope of a department's account; none of a unit's own.

    A department below it stands for itself where no unit of it is known.
    """
    below = list(Unit.objects.below(unit)) if unit.is_department else []
    parents = {each.parent_id for each in below}
    return [each for each in below if not each.is_department or each.pk not in parents]


def accounts_of(units: Iterable[int], year: int) -> dict[tuple[int, int], Account]:
    """The accounts of these units of that year and of the year before, by unit and year."""
    accounts = Account.objects.filter(unit__in=units, year__in=(year - 1, year))
    return {(account.unit_id, account.year): account for account in accounts}


def shares(
    members: Iterable[Unit], accounts: Mapping[int, Account | None], figures: Mapping[int, Figures]
) -> tuple[UnitShare, ...]:
    """Every unit, those dissolved (已撤销) only while they have an account; nothing where none has one."""
    found = []
    for unit in members:
        account = accounts[unit.pk]
        if account is not None:
            found.append(share(unit, account, figures[account.pk]))
        elif not unit.dissolved:
            found.append(UnitShare(unit.code, unit.name))
    return tuple(found) if any(accounts.values()) else ()


def share(unit: Unit, account: Account, figures: Figures) -> UnitShare:
    """What is kept for comparison only is no account to sum."""
    own = None if account.source == Account.Source.COMPARISON else figures
    return UnitShare(unit.code, unit.name, own, Scale(account.scale), summed.standing(account))


def units_before(
    members: Iterable[Unit], accounts: Mapping[tuple[int, int], Account], year: int
) -> tuple[UnitShare, ...] | None:
    """The units that had an account of that year; None where none had one."""
    return tuple(UnitShare(u.code, u.name) for u in members if (u.pk, year) in accounts) or None


def profile(unit: Unit, members: Iterable[Unit]) -> UnitProfile:
    names = tuple(member.name for member in members)
    institution = cast(Institution, unit.institution)
    return UnitProfile(unit.code, unit.reported_name, unit.kind, unit.level, unit.region, names, institution)


def official_names(year: int, figures: Iterable[Figures]) -> dict[str, str]:
    """Of all subjects that have figures, and of those above them; doubtful names are left to the account."""
    words = {address.row.rpartition(".")[2] for each in figures for address in each}
    return names_in_list(year, {code for word in words if is_code(word) for code in branch(word)})


def names_in_list(year: int, codes: Iterable[str]) -> dict[str, str]:
    listed = Subject.objects.filter(year=year, code__in=set(codes)).exclude(confidence="low")
    return dict(listed.values_list("code", "name"))


def projects_of(account: Account) -> tuple[ProjectSheet, ...]:
    lines: dict[int, list[IndicatorLine]] = {}
    indicators = Indicator.objects.filter(project__account=account).order_by("position")
    for line in indicators.values("project", *names_of(IndicatorLine)):
        lines.setdefault(line.pop("project"), []).append(IndicatorLine(**line))
    projects = Project.objects.filter(account=account).order_by("position")
    return tuple(
        ProjectSheet(**sheet, indicators=tuple(lines.get(pk, ())))
        for sheet in projects.values("pk", *names_of(ProjectSheet, but="indicators"))
        for pk in [sheet.pop("pk")]
    )


def names_of(record: Any, but: str = "") -> list[str]:
    return [name for name in map(attrgetter("name"), fields(record)) if name != but]
