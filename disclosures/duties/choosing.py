"""What a list of duties is asked for: state, region, department, words of a name; the rest is passed over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlencode

from accounts.models import Unit
from disclosures.duties.lines import Line

Some = TypeVar("Some", bound=Line)


@dataclass(frozen=True)
class Asked:
    """`department` is the code of a unit that has others below it."""

    state: str = ""
    region: str = ""
    department: str = ""
    name: str = ""

    @property
    def query(self) -> str:
        given = {
            "state": self.state,
            "region": self.region,
            "department": self.department,
            "name": self.name,
        }
        return f"?{urlencode({key: value for key, value in given.items() if value})}"

    def with_state(self, state: str) -> str:
        """The address that asks for the same in another state."""
        return replace(self, state=state).query


def asked(query: Mapping[str, str]) -> Asked:
    def words(name: str, longest: int) -> str:
        return query.get(name, "").replace("\0", "").strip()[:longest]

    return Asked(words("state", 20), words("region", 60), words("department", 60), words("name", 100))


def narrowed(lines: Iterable[Some], wanted: Asked) -> list[Some]:
    """All that is asked for but the state."""
    within = members(wanted.department)
    return [
        line
        for line in lines
        if wanted.region in ("", line.unit.region)
        and wanted.name in line.name
        and (within is None or line.unit.pk in within)
    ]


def members(department: str) -> frozenset[int] | None:
    """The ids of the department and all below it; None where no such one is asked for."""
    found = Unit.objects.filter(code=department).first() if department else None
    if found is None:
        return None
    return frozenset({found.pk, *Unit.objects.below(found).values_list("pk", flat=True)})


def regions(lines: Iterable[Line]) -> list[str]:
    return sorted({line.unit.region for line in lines} - {""})


def departments(lines: Iterable[Line]) -> list[Unit]:
    """Those above the units listed. Wants the units with their parents."""
    found = {line.unit.parent for line in lines if line.unit.parent}
    return sorted(found, key=lambda unit: unit.name)


@dataclass(frozen=True)
class Choice:
    """A state to choose, with how many there are."""

    title: str
    count: int
    address: str
    current: bool
