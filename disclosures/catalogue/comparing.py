"""What is compared, out of the catalogue: reports of units and years. One query, without words and texts."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import QuerySet

from accounts.subjects import DATA
from disclosures.catalogue.models import Entry
from disclosures.compared import recoding
from disclosures.compared.comparison import Report, Source
from disclosures.compared.recoding import Recoding
from disclosures.compared.shapes import comparable
from disclosures.models import Publication

CHANGES = DATA / "changes.csv"


def public() -> "QuerySet[Entry]":
    """Also in the moment between a withdrawal and the catalogue's following it."""
    return Entry.objects.exclude(pk__in=withdrawn())


def withdrawn() -> "QuerySet[Publication, Any]":
    """Few: looked up in, not joined to."""
    return Publication.objects.exclude(withdrawal=None).values("pk")


def reports(entries: "QuerySet[Entry]") -> dict[tuple[str, int], Report]:
    """By the unit's code and the year."""
    found = entries.select_related("unit", "publication").only(
        "year",
        "tables",
        "unit__code",
        "unit__kind",
        "publication__unit_name",
        "publication__number",
        "publication__code",
    )
    return {(entry.unit.code, entry.year): report(entry) for entry in found}


def report(entry: Entry) -> Report:
    of = entry.publication
    source = Source(entry.unit.code, of.unit_name, entry.unit.kind, entry.year, of.number, of.code)
    return Report(source, comparable(entry.figures))


def of_unit(code: str) -> dict[int, Report]:
    """By year."""
    found = reports(public().filter(unit__code=code))
    return {year: each for (_, year), each in found.items()}


def of_units(codes: Iterable[str], years: Iterable[int]) -> dict[tuple[str, int], Report]:
    return reports(public().filter(unit__code__in=list(codes), year__in=list(years)))


@cache
def recodings() -> tuple[Recoding, ...]:
    return recoding.read(CHANGES.read_bytes())
