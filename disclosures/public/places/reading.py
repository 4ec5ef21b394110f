"""What the pages of places ask the database: a fixed number of queries, however many units and years."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import Unit
from disclosures.catalogue.models import Entry
from disclosures.catalogue.reading import HEADLINES
from disclosures.duties.lines import years as listed_years
from disclosures.duties.models import Duty
from disclosures.models import Publication
from disclosures.public.converters import is_region
from disclosures.public.places.gathered import Known, Member
from disclosures.public.places.years import Amounts, Filed, Origin

NOBODY = Known((), {}, {}, {}, {})


def versions(unit: Unit) -> list[Publication]:
    """All that a unit ever published, the newest year and version first."""
    found = Publication.objects.filter(unit=unit).select_related("withdrawal", "corrects__withdrawal")
    return list(found.order_by("-year", "-number"))


def filed(unit: Unit, published: Iterable[Publication]) -> dict[int, Filed]:
    """By year, of its versions newest first."""
    amounts = amounts_of(Entry.objects.filter(unit=unit))
    found: dict[int, Filed] = {}
    for each in published:
        withdrawn = timezone.localdate(each.withdrawal.at) if each.is_withdrawn else None
        known = None if withdrawn else amounts.get(each.pk)
        found.setdefault(each.year, Filed(each.number, each.code, withdrawn, known))
    return found


def amounts_of(entries: "QuerySet[Entry]") -> dict[int, Amounts]:
    """By the version they are of."""
    rows = entries.values_list("publication_id", *HEADLINES)
    return {pk: dict(zip(HEADLINES, amounts, strict=True)) for pk, *amounts in rows}


def years_owed(unit: Unit) -> set[int]:
    return set(Duty.objects.released().filter(unit=unit).values_list("year", flat=True))


def inherited(unit: Unit) -> dict[int, tuple[Origin, ...]]:
    """By year, the units it took over from that have a public report of it."""
    found: dict[int, tuple[Origin, ...]] = {}
    theirs = Publication.objects.current().filter(unit__successors=unit).order_by("unit__code")
    for year, code, name in theirs.values_list("year", "unit__code", "unit__name"):
        found[year] = (*found.get(year, ()), Origin(code, name))
    return found


def below(unit: Unit) -> Known:
    """All below a unit: their accounts are in its own."""
    members = Unit.objects.below(unit)
    found = read(members)
    if not found:
        return NOBODY
    return known(found, {member.pk: member.parent for member in found}, Q(unit__in=members))


def within(region: str) -> Known:
    """All of a region; what is above them may be of another."""
    found = read(Unit.objects.filter(region=region).order_by("position", "code"))
    if not found:
        return NOBODY
    return known(found, dict(Unit.objects.values_list("pk", "parent_id")), Q(unit__region=region))


def read(units: QuerySet[Unit]) -> tuple[Member, ...]:
    return tuple(
        Member(
            unit.pk,
            unit.code,
            unit.name,
            unit.parent_id,
            unit.is_department,
            is_ended=unit.dissolved,
            is_invented=unit.is_invented,
        )
        for unit in units
    )


def known(members: tuple[Member, ...], above: Mapping[int, int | None], of: Q) -> Known:
    newest: dict[tuple[int, int], tuple[int, bool]] = {}
    rows = Publication.objects.newest().filter(of).values_list("unit_id", "year", "pk", "withdrawal")
    for unit, year, pk, withdrawal in rows:
        newest[unit, year] = pk, withdrawal is None
    amounts = amounts_of(Entry.objects.filter(of))
    listed: dict[int, set[int]] = {year: set() for year in listed_years()}
    for unit, year in Duty.objects.released().filter(of).values_list("unit_id", "year"):
        listed.setdefault(year, set()).add(unit)  # a list may be released in this moment
    return Known(
        members=members,
        above=above,
        public={key: is_public for key, (_, is_public) in newest.items()},
        amounts={key: amounts[pk] for key, (pk, is_public) in newest.items() if is_public and pk in amounts},
        listed={year: frozenset(units) for year, units in listed.items()},
    )


def counts() -> list[tuple[str, int, int]]:
    """Region, year, and how many reports are public: one query."""
    found = Publication.objects.current().order_by().values_list("unit__region", "year")
    return [(region, year, count) for region, year, count in found.annotate(count=Count("pk"))]


def units_by_region() -> dict[str, dict[str, int]]:
    """How many departments and units each region has: one query."""
    found: dict[str, dict[str, int]] = {}
    rows: Any = Unit.objects.order_by().values_list("region", "kind").annotate(count=Count("pk"))
    for region, kind, count in rows:
        found.setdefault(region, {})[kind] = count
    return found


def regions() -> list[str]:
    """Those that have a page: their names may stand in an address."""
    named = Unit.objects.order_by("region").values_list("region", flat=True).distinct()
    return [name for name in named if is_region(name)]


def newest(most: int, **of: Any) -> QuerySet[Publication]:
    """The last reports and corrections to come, where they are current."""
    found = Publication.objects.current().filter(**of)
    return found.select_related("unit").order_by("-published_at", "-pk")[:most]
