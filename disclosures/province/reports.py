"""What a made-up province publishes: the versions of each unit and year, with all gaps. Pure.

Accounts come from `accounts.invented`. The same province and seed always give the same versions.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random

from accounts.case import Case
from accounts.editions import edition_of
from accounts.editions.definitions import Edition
from accounts.invented import Form, invent_years
from accounts.invented.departments import department_years
from accounts.invented.province import Group
from accounts.money import Scale
from disclosures import codes
from disclosures.report import Correction, Issue

UNIT, DEPARTMENT = edition_of("jilin-2024-unit"), edition_of("jilin-2024-department")
FORM = Form(UNIT)
LAST = UNIT.year
MISSING, CORRECTED, WITHDRAWN = 25, 50, 200
"""One unit and year in so many has not published, was corrected, was withdrawn."""
SLOT = "profile.organisation"
"""The text that a correction puts otherwise."""


@dataclass(frozen=True)
class Version:
    case: Case
    issue: Issue


@dataclass(frozen=True)
class Published:
    """The versions of a unit and year, the oldest first; the last one may have been withdrawn."""

    versions: tuple[Version, ...]
    is_withdrawn: bool = False


Source = Callable[[Group, int, int], Iterator[Case]]
"""The accounts of a group by seed and number of years."""


def full(group: Group, seed: int, years: int) -> Iterator[Case]:
    """All tables and texts."""
    own = f"{seed}-{group.units[0].code}"
    scale = Random(f"{own}:scale").choice((Scale.YUAN, Scale.WAN))
    if group.department is None:
        yield from invent_years(UNIT, own, years, group.sizes[0], scale, form=FORM, unit=group.members[0])
        return
    for whole, parts in department_years(
        *(DEPARTMENT, UNIT, own, group.sizes, scale, years),
        form=FORM,
        whole=group.department,
        members=group.members,
    ):
        yield whole
        yield from parts


@cache
def of_year(edition: Edition, year: int) -> Edition:
    """The edition as it was that year: its parts are headed by the year."""
    titles = [part.title.replace(f"{LAST}年度", f"{year}年度") for part in edition.parts]
    parts = (replace(part, title=title) for part, title in zip(edition.parts, titles, strict=True))
    return replace(edition, parts=tuple(parts))


def published(group: Group, seed: int, years: int, source: Source = full) -> Iterator[Published]:
    for case in source(group, seed, years):
        chance = Random(f"{seed}-{case.unit.code}-{case.year}")
        if not one_in(chance, MISSING):
            yield versions(replace(case, edition=of_year(case.edition, case.year)), chance)


def one_in(chance: Random, many: int) -> bool:
    return chance.randrange(many) == 0


def versions(case: Case, chance: Random) -> Published:
    day = date(case.year + 1, 8, 1) + timedelta(chance.randrange(60))
    found = [Version(case, Issue(1, day, codes.new(chance.choice)))]
    if one_in(chance, CORRECTED):
        later = day + timedelta(chance.randint(20, 90))
        correction = Correction("text", "内设机构的名称有误，予以更正", "", day)
        reworded = f"{case.unit.name}设综合科、业务科、法规科等内设机构。"
        right = replace(case, texts={**case.texts, SLOT: reworded})
        found.append(Version(right, Issue(2, later, codes.new(chance.choice), correction)))
    return Published(tuple(found), one_in(chance, WITHDRAWN))
