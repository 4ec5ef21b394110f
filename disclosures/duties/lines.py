"""The list of a year with what became of each duty. Reads duties, units and publications and nothing else."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import Unit
from disclosures.duties.dates import PUBLISHED, WAITING, Standing, State
from disclosures.duties.models import Duty
from disclosures.duties.published import Deed, deeds


@dataclass(frozen=True)
class Line:
    """One unit. `deed`: what it published for the year, if anything."""

    unit: Unit
    due: date | None
    fixed: bool
    deed: Deed | None
    today: date

    @property
    def standing(self) -> Standing:
        deed = self.deed
        withdrawn = deed is not None and deed.withdrawn
        return Standing(self.due, deed.first if deed else None, self.today, withdrawn)

    @property
    def state(self) -> State:
        return self.standing.state

    @property
    def first(self) -> date | None:
        return self.standing.first

    @property
    def name(self) -> str:
        return self.unit.reported_name

    @property
    def rank(self) -> tuple[int, date, str]:
        """What is late and not published first, then by last day."""
        return list(State).index(self.state), self.due or date.max, self.name


def released(year: int, today: date) -> list[Line]:
    """What the public may know of: two queries."""
    owed = Duty.objects.released().filter(year=year).select_related("unit__parent")
    done = deeds(year)
    return [Line(duty.unit, duty.due, duty.fixed, done.get(duty.unit_id), today) for duty in owed]


def years() -> list[int]:
    """Those of which anything is released, the newest first."""
    found = Duty.objects.released().order_by("-year").values_list("year", flat=True)
    return list(found.distinct())


def counted(lines: Iterable[Line]) -> Counter[State]:
    return Counter(line.state for line in lines)


def summary(counts: Counter[State]) -> str:
    """In one sentence; what is nought is left out."""
    published, waiting = (sum(counts[state] for state in states) for states in (PUBLISHED, WAITING))
    told = [f"应公开 {counts.total()} 个，已公开 {published} 个"]
    if counts[State.LATE]:
        told.append(f"（其中晚于期限 {counts[State.LATE]} 个）")
    told.append(f"，尚未公开 {waiting} 个")
    if counts[State.OVERDUE]:
        told.append(f"（其中已过期限 {counts[State.OVERDUE]} 个）")
    if counts[State.WITHDRAWN]:
        told.append(f"，公开后已撤回 {counts[State.WITHDRAWN]} 个")
    return "".join(told)
