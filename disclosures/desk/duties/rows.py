"""A row for each unit of the bureau: on the list or not, how far its account is, when it published."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.models import Account, Membership, Unit
from accounts.permissions import NotFound, units_for
from accounts.transitions import WAITING, WHO, Status, transition
from disclosures.duties.choosing import Asked, Choice
from disclosures.duties.dates import State
from disclosures.duties.lines import Line
from disclosures.duties.models import Duty
from disclosures.duties.published import Deed, deeds

BUREAU = frozenset({Membership.Role.BUREAU})
YEARS = range(2000, 3000)
UNLISTED, UNRELEASED = "unlisted", "unreleased"
TITLES = {
    "": "全部",
    UNLISTED: "未列入名单",
    UNRELEASED: "已列入，未公布",
    **{state.value: state.title for state in State},
}


@dataclass(frozen=True)
class Row(Line):
    year: int
    account: Account | None
    listed: bool
    released: bool

    @property
    def place(self) -> tuple[int, int, date, str]:
        """Those on the list first, by what is most pressing."""
        return (0 if self.listed else 1, *self.rank)

    @property
    def stage(self) -> int:
        """How far its account is."""
        return -1 if self.account is None else list(Status).index(Status(self.account.status))

    @property
    def status(self) -> str:
        return "未开始" if self.account is None else self.account.get_status_display()

    @property
    def next(self) -> str:
        """Who acts next; nobody where it is published."""
        if self.account is None:
            return WHO[Membership.Role.CLERK]
        if self.account.status == Status.PUBLISHED:
            return ""
        verb, _ = WAITING[Status(self.account.status)]
        step = transition(self.account, verb)
        return "、".join(WHO[role] for role in step.roles) if step and step.roles else "系统"

    @property
    def approved(self) -> date | None:
        return self.account.approved_on if self.account else None

    @property
    def replied(self) -> date | None:
        return self.account.replied_on if self.account else None

    def is_in(self, state: str) -> bool:
        match state:
            case "":
                return True
            case "unlisted":
                return not self.listed
            case "unreleased":
                return self.listed and not self.released
        return self.listed and self.state.value == state


def units_of_bureau(user: Any, year: int) -> QuerySet[Unit]:
    """For whoever is no bureau there is nothing, nor of a year that no account has."""
    units = units_for(user, BUREAU)
    if year not in YEARS or not units.exists():
        raise NotFound("duties")
    return units


def rows(units: QuerySet[Unit], year: int, today: date) -> list[Row]:
    """Four queries. Units that were dissolved appear where they are listed or have an account."""
    owed = {each.unit_id: each for each in Duty.objects.filter(year=year, unit__in=units)}
    ours = Account.objects.filter(year=year, unit__in=units, source=Account.Source.PORTAL)
    made = {each.unit_id: each for each in ours}
    done = deeds(year)
    return [
        row(unit, year, owed.get(unit.pk), made.get(unit.pk), done.get(unit.pk), today)
        for unit in units.select_related("parent")
        if not unit.dissolved or unit.pk in owed or unit.pk in made
    ]


def row(
    unit: Unit, year: int, duty: Duty | None, account: Account | None, deed: Deed | None, today: date
) -> Row:
    return Row(
        unit=unit,
        due=duty.due if duty else None,
        fixed=bool(duty and duty.fixed),
        deed=deed,
        today=today,
        year=year,
        account=account,
        listed=duty is not None,
        released=bool(duty and duty.released_at),
    )


def choices(wanted: Asked, found: Iterable[Row]) -> Iterator[Choice]:
    """Every state that some are in, and the one that is asked for."""
    counts = Counter(state for row in found for state in TITLES if row.is_in(state))
    for state, title in TITLES.items():
        if counts[state] or state in ("", wanted.state):
            yield Choice(title, counts[state], wanted.with_state(state), state == wanted.state)


def in_state(found: Iterable[Row], state: str) -> list[Row]:
    """All where there is no such state."""
    return [row for row in found if state not in TITLES or row.is_in(state)]
