"""Regions: all of them, and one with its departments, units and what they published."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string

from accounts.models import Unit
from disclosures.public import described
from disclosures.public.lists import any_invented
from disclosures.public.places import reading
from disclosures.public.places.gathered import Known, Member, gather
from disclosures.public.places.standing import Standing, standing
from disclosures.public.search import AMOUNTS

YEARS = 3
"""Of so many years the list of regions tells how many reports there are."""
LISTED = 500
"""So many departments, and units without one, are listed; the rest is found by searching."""
NEWEST = 10
WHAT = "部门和单位"


@dataclass(frozen=True)
class Line:
    name: str
    departments: int
    units: int
    published: tuple[int, ...]
    """By year."""


def ordered(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Those with a name, the ones with most reports first."""
    return sorted(
        ((name, count) for name, count in counts.items() if name), key=lambda each: (-each[1], each[0])
    )


def regions() -> str:
    counts = reading.counts()
    years = sorted({year for _, year, _ in counts}, reverse=True)[:YEARS]
    by_year = {(region, year): count for region, year, count in counts}
    units = reading.units_by_region()
    whole = Counter(dict.fromkeys(units, 0))
    for region, _, count in counts:
        whole[region] += count
    lines = [
        Line(
            name,
            units[name].get(Unit.Kind.DEPARTMENT, 0),
            units[name].get(Unit.Kind.UNIT, 0),
            tuple(by_year.get((name, year), 0) for year in years),
        )
        for name, _ in ordered(whole)
    ]
    context = {
        "invented": any_invented(),
        "lines": lines,
        "years": years,
        "nameless": sum(units.get("", {}).values()),
        "described": described.Column("地区", "各地区的部门、单位和公开的决算。"),
    }
    return render_to_string("public/regions.html", context)


def region(name: str) -> str | None:
    """None where no unit is of that region."""
    known = reading.within(name)
    if not known.members:
        return None
    years = known.years
    found = [gather(known, year) for year in years]
    tops = tuple(top(known))
    context = {
        "region": name,
        "described": described.Column(name, f"{name}各部门、各单位公开的决算。"),
        "invented": next((member for member in known.members if member.is_invented), None),
        "departments": sum(member.is_department for member in known.members),
        "units": sum(not member.is_department for member in known.members),
        "titles": AMOUNTS,
        "gathered": found,
        "told": found[0].told(WHAT) if found else "",
        "newest": reading.newest(NEWEST, unit__region=name),
        "tops": listed(known, tops[:LISTED], years),
        "unlisted": len(tops[LISTED:]),
    }
    return render_to_string("public/region.html", context)


def top(known: Known) -> Iterator[Member]:
    """Those without a department above them here."""
    ids = {member.pk for member in known.members}
    return (member for member in known.members if ids.isdisjoint(known.over(member.pk)))


def listed(known: Known, members: tuple[Member, ...], years: list[int]) -> list[Standing]:
    return [standing(known, member, years[0] if years else None) for member in members]
