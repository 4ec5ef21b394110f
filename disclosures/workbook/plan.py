"""What is to be written: places with the value they have now and the one they get. Pure.

A plan is what the preview shows and what is confirmed; turned round it is what undoes it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

ALL = "*"


@dataclass(frozen=True)
class Entry:
    """`before` and `after` as in `values`; a blank is None or empty."""

    place: str
    before: str | None
    after: str | None

    @property
    def kind(self) -> str:
        """figure, name, text or project."""
        return self.place.partition(":")[0] if ":" in self.place else "figure"


@dataclass(frozen=True)
class Plan:
    entries: tuple[Entry, ...] = ()
    conflicts: tuple[Entry, ...] = ()
    """Written only where the clerk says so: somebody else has changed them since the download."""

    def taking(self, places: Iterable[str]) -> "Plan":
        """With these conflicts (`*`: all) decided for the file, the others for what stands there."""
        wanted = set(places)
        taken = (each for each in self.conflicts if each.place in wanted or ALL in wanted)
        return Plan((*self.entries, *taken))

    def turned(self) -> "Plan":
        return Plan(tuple(Entry(each.place, each.after, each.before) for each in self.entries))

    def as_data(self) -> dict[str, Any]:
        def rows(entries: tuple[Entry, ...]) -> list[list[str | None]]:
            return [[each.place, each.before, each.after] for each in entries]

        return {"entries": rows(self.entries), "conflicts": rows(self.conflicts)}


def plan_of(data: Mapping[str, Any]) -> Plan:
    return Plan(*(tuple(Entry(*each) for each in data[name]) for name in ("entries", "conflicts")))


def same(one: str | None, other: str | None) -> bool:
    """Blank is blank; the end of a line is a line end."""
    return (one or "") == (other or "")


def moved(plan: Plan, now: Mapping[str, str | None]) -> list[Entry]:
    """Entries whose place has neither the value seen nor the one wanted, with what it has."""
    return [
        replace(each, before=now.get(each.place))
        for each in plan.entries
        if not same(now.get(each.place), each.before) and not same(now.get(each.place), each.after)
    ]


def renewed(plan: Plan, now: Mapping[str, str | None]) -> Plan:
    """The same wishes for the account as it is now: what has moved is a conflict, what is there is done."""
    gone = {each.place for each in moved(plan, now)}

    def current(entries: Iterable[Entry]) -> list[Entry]:
        return [
            replace(each, before=now.get(each.place))
            for each in entries
            if not same(now.get(each.place), each.after)
        ]

    entries = current(plan.entries)
    kept = tuple(each for each in entries if each.place not in gone)
    lost = tuple(each for each in entries if each.place in gone)
    return Plan(kept, (*lost, *current(plan.conflicts)))
