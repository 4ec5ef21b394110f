"""An invented province: regions, their departments and the units below each; names, sizes, no figures. Pure.

The same number of units and seed always make the same province.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

from accounts.case import Institution, UnitProfile
from accounts.invented import names
from accounts.invented.names import MARK
from accounts.invented.sizes import SizeName

IN_REGION = 120
"""Departments and units of a region, at most. There are a province, a prefecture and a county at least."""
MEMBERS = (3, 12)
"""Units of a department, 本级 among them: from, to."""
SIZES: tuple[SizeName, ...] = (*("office",) * 8, "bureau", "institution")
"""Most units are small."""


@dataclass(frozen=True)
class Region:
    """`level`: 省, 州, 市 or 县."""

    name: str
    level: str

    @property
    def marked(self) -> str:
        return f"{self.name}{MARK}"


@dataclass(frozen=True)
class Group:
    """A department and its units, the first its 本级; or one unit that belongs to none."""

    department: UnitProfile | None
    members: tuple[UnitProfile, ...]
    sizes: tuple[SizeName, ...]
    """Of the members."""

    @property
    def units(self) -> tuple[UnitProfile, ...]:
        return (*((self.department,) if self.department else ()), *self.members)


def province(units: int, seed: int) -> tuple[Group, ...]:
    """So many departments and units in all."""
    chance = Random(f"{seed}:province")
    numbers = (f"invented-{seed}-{n}" for n in range(1, units + 1))
    count = max(3, -(-units // IN_REGION))
    found: list[Group] = []
    for n, region in enumerate(regions(chance, count)):
        codes = list(islice(numbers, units * (n + 1) // count - units * n // count))
        found += groups(chance, region, codes)
    return tuple(found)


def regions(chance: Random, count: int) -> Iterator[Region]:
    """The province itself, then prefectures, each followed by its counties."""
    syllables = names.FIRST + names.SECOND
    places = sorted({f"{a}{b}" for a in names.FIRST for b in syllables if a != b})
    for n, place in enumerate(chance.sample(places, count)):
        level = "省" if n == 0 else chance.choice("市市州") if n % 8 == 1 else "县"
        yield Region(f"{place}{level}", level)


def groups(chance: Random, region: Region, codes: list[str]) -> Iterator[Group]:
    """The region's departments until its codes are used up; a single one left is a unit of its own."""
    for bureau in bureaus(region):
        if len(codes) < 2:
            break
        here = min(chance.randint(*MEMBERS) + 1, len(codes))
        yield department(chance, region, bureau, [codes.pop(0) for _ in range(here)])
    for code in codes:
        name = f"{region.name}{chance.choice(names.OFFICES['public'])}{MARK}"
        unit = UnitProfile(code, name, "unit", region.level, region.marked, institution="public")
        yield Group(None, (unit,), (chance.choice(SIZES),))


def bureaus(region: Region) -> Iterator[str]:
    ends = "厅" if region.level == "省" else "局"
    yield from (f"{region.name}{each}{ends}" for each in names.BUREAUS)


def department(chance: Random, region: Region, bureau: str, codes: list[str]) -> Group:
    kinds: list[tuple[str, Institution]] = [("本级", "administrative")]
    kinds += chance.sample(names.BELOW, len(codes) - 2)
    members = tuple(
        UnitProfile(code, f"{bureau}{word}{MARK}", "unit", region.level, region.marked, institution=kind)
        for code, (word, kind) in zip(codes[1:], kinds, strict=True)
    )
    name, within = f"{bureau}{MARK}（汇总）", tuple(unit.name for unit in members)
    whole = UnitProfile(codes[0], name, "department", region.level, region.marked, within)
    return Group(whole, members, ("bureau", *(chance.choice(SIZES) for _ in members[1:])))
