"""All that is known of one account, frozen: what checks question and what the report is written from."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from accounts.consolidation.records import Adjusted, Consolidated, Contributed, Moved
from accounts.editions import edition_of
from accounts.editions.definitions import Edition
from accounts.figures import TOTAL, Address, Figures, at
from accounts.money import Scale
from accounts.projects import IndicatorLine, ProjectSheet

Institution = Literal["", "administrative", "participating", "public"]
"""行政单位, 参照公务员法管理的事业单位, 事业单位; empty: not known, or a department of several kinds."""


@dataclass(frozen=True)
class UnitProfile:
    """A unit as its report names it."""

    code: str
    name: str
    kind: str = "unit"
    level: str = ""
    """The level word of the 名词解释: 省, 州, 市, 县."""
    region: str = ""
    members: tuple[str, ...] = ()
    """Names of the units in the scope of the account (编制范围); empty for a unit that stands for itself."""
    institution: Institution = ""


@dataclass(frozen=True)
class UnitShare:
    """A unit in the scope of a consolidated account; `figures` is None while it has no account of its own."""

    code: str
    name: str
    figures: Figures | None = None
    scale: Scale = Scale.WAN
    standing: str = ""
    """Why its account is not yet to be relied on, in a word (填报中); empty where it is approved."""


@dataclass(frozen=True)
class Case:
    """One account of one unit and year. `last` is None when there is no account of the year before."""

    unit: UnitProfile
    year: int
    edition: Edition
    scale: Scale
    figures: Figures
    last: Figures | None
    names: Mapping[str, str] = field(default_factory=dict)
    """Subject names as this account prints them, by code."""
    subjects: Mapping[str, str] = field(default_factory=dict)
    """Official names of the same codes; an unlisted code is missing."""
    projects: tuple[ProjectSheet, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    """What the clerk typed, by slot."""
    given: str = ""
    """A text to be questioned beside the account, not part of it: the prose of an existing report."""
    units: tuple[UnitShare, ...] = ()
    """The units of a department; empty where none of them has an account."""
    last_units: tuple[UnitShare, ...] | None = None
    """The units that had an account of the year before, without figures; None where none is known."""
    adjustments: tuple[Adjusted, ...] = ()
    """What was adjusted in the sum of the units, also in the departments below."""
    consolidated: Consolidated | None = None
    """The last time it was summed here; None where it was typed or imported."""
    last_source: str = ""
    """Where last year's figures were published, where that was elsewhere: 2024年9月3日公开于……."""

    @cached_property
    def rows(self) -> Mapping[str, tuple[str, ...]]:
        """The rows that have a figure, by table, in order, the 合计 row left out."""
        found: dict[str, set[str]] = {}
        for cell in self.figures:
            found.setdefault(cell.table, set()).add(cell.row)
        return {table: tuple(sorted(rows - {TOTAL})) for table, rows in found.items()}

    @cached_property
    def printed_by(self) -> Mapping[Address, int]:
        """How many of the units' 万元 accounts print each cell; nothing where no unit has an account."""
        return Counter(cell for unit in self.units if unit.scale is Scale.WAN for cell in unit.figures or ())

    @cached_property
    def rounds_itself(self) -> bool:
        """Whether it rounds sums of amounts in 元 to 万元, once in each cell."""
        exact = any(unit.scale is Scale.YUAN and unit.figures for unit in self.units)
        return self.scale is Scale.WAN and exact

    def name_of(self, code: str) -> str:
        """The official name of a subject, else the account's own; empty where nobody knows it."""
        return self.subjects.get(code) or self.names.get(code) or ""


def as_data(case: Case) -> dict[str, Any]:
    """The case as plain JSON values; amounts as text."""
    return {
        "unit": asdict(case.unit),
        "year": case.year,
        "edition": case.edition.code,
        "scale": case.scale.value,
        "figures": _cells(case.figures),
        "last": None if case.last is None else _cells(case.last),
        "names": dict(case.names),
        "subjects": dict(case.subjects),
        "projects": [asdict(project) for project in case.projects],
        "texts": dict(case.texts),
        "units": _shares(case.units),
        "last_units": None if case.last_units is None else _shares(case.last_units),
        "adjustments": [_adjusted(each) for each in case.adjustments],
        "consolidated": None if case.consolidated is None else asdict(case.consolidated),
        **({"last_source": case.last_source} if case.last_source else {}),
    }


def from_data(data: Mapping[str, Any]) -> Case:
    """The case written by `as_data`, also by one that did not know the units yet."""
    last, last_units = data["last"], data.get("last_units")
    return Case(
        unit=UnitProfile(**{**data["unit"], "members": tuple(data["unit"]["members"])}),
        year=data["year"],
        edition=edition_of(data["edition"]),
        scale=Scale(data["scale"]),
        figures=_figures(data["figures"]),
        last=None if last is None else _figures(last),
        names=data["names"],
        subjects=data["subjects"],
        projects=tuple(_project(project) for project in data["projects"]),
        texts=data["texts"],
        units=tuple(map(_share, data.get("units", ()))),
        last_units=None if last_units is None else tuple(map(_share, last_units)),
        adjustments=tuple(map(_adjustment, data.get("adjustments", ()))),
        consolidated=_consolidated(data.get("consolidated")),
        last_source=data.get("last_source", ""),
    )


def _cells(figures: Figures) -> dict[str, str]:
    return {str(address): str(amount) for address, amount in figures.items()}


def _figures(cells: Mapping[str, str]) -> Figures:
    return Figures({at(address): Decimal(amount) for address, amount in cells.items()})


def _shares(units: tuple[UnitShare, ...]) -> list[dict[str, Any]]:
    return [
        {
            "code": unit.code,
            "name": unit.name,
            "figures": None if unit.figures is None else _cells(unit.figures),
            "scale": unit.scale.value,
            "standing": unit.standing,
        }
        for unit in units
    ]


def _share(data: Mapping[str, Any]) -> UnitShare:
    figures = data["figures"]
    return UnitShare(
        data["code"],
        data["name"],
        None if figures is None else _figures(figures),
        Scale(data["scale"]),
        data.get("standing", ""),
    )


def _adjusted(each: Adjusted) -> dict[str, str]:
    return {**asdict(each), "address": str(each.address), "amount": str(each.amount)}


def _adjustment(data: Mapping[str, str]) -> Adjusted:
    return Adjusted(**{**data, "address": at(data["address"]), "amount": Decimal(data["amount"])})  # type: ignore[arg-type]


def _consolidated(data: Mapping[str, Any] | None) -> Consolidated | None:
    if data is None:
        return None
    shares = (
        Contributed(**{**each, "moved": tuple(Moved(**one) for one in each["moved"])})
        for each in data["shares"]
    )
    return Consolidated(data["by"], data["at"], tuple(shares))


def _project(data: Mapping[str, Any]) -> ProjectSheet:
    return ProjectSheet(**{**data, "indicators": tuple(IndicatorLine(**line) for line in data["indicators"])})
