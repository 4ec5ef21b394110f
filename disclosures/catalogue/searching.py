"""Questions to the catalogue: words, filters, order. The database is asked; the answer is entries."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.paginator import Paginator
from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.functions import StrIndex
from django.utils.functional import cached_property

from accounts.models import Unit
from disclosures.catalogue import words
from disclosures.catalogue.models import Dear, Entry

COUNTED = 200
"""More are not counted: nobody turns that many pages, and each has to be looked into."""
SHOWN = 20
"""On a page: what of each answers is looked for in its text."""
UNITS_SHOWN = 10
LARGE = ("words", "pairs", "name_pairs", "tables", "publication__manifest")
"""What lists do not show: a hundred times as much as what they do."""

YEARS = """
    SELECT each FROM generate_series(
        (SELECT max(year) FROM catalogue_entry), (SELECT min(year) FROM catalogue_entry), -1
    ) each WHERE EXISTS (SELECT FROM catalogue_entry WHERE year = each)
"""


@dataclass(frozen=True)
class Wanted:
    """`least` and `most`: this year's spending, in 万元."""

    query: str = ""
    year: int | None = None
    kind: str = ""
    region: str = ""
    under: str = ""
    least: Decimal | None = None
    most: Decimal | None = None

    @property
    def terms(self) -> tuple[str, ...]:
        return words.terms(self.query)


def entries(wanted: Wanted) -> QuerySet[Entry]:
    """The reports that have every word, in their name or text; the newest first."""
    found = Entry.objects.select_related("publication", "unit").defer(*LARGE)
    if not wanted.terms:
        found = found.defer("passages")  # nothing of them is shown
    for term in wanted.terms:
        found = having(found, term)
    if wanted.year:
        found = found.filter(year=wanted.year)
    if wanted.kind:
        found = found.filter(unit__kind=wanted.kind)
    if wanted.region:
        found = found.filter(unit__region=wanted.region)
    if wanted.under:
        found = found.filter(unit__in=tree(wanted.under))
    if wanted.least is not None:
        found = found.filter(spending__gte=wanted.least * 10_000)
    if wanted.most is not None:
        found = found.filter(spending__lte=wanted.most * 10_000)
    return found.order_by("-year", "unit_id")


def having(found: QuerySet[Entry], term: str) -> QuerySet[Entry]:
    """A single character is looked for in names alone: it stands in every report."""
    pairs = sorted(words.pairs(term))
    if not pairs:
        return named(found, term)
    found = found.alias(dear_pairs=Dear("pairs"))
    found = found.filter(dear_pairs__contains=pairs)  # type: ignore[misc]  # taken for a text
    if [term] == pairs:
        return found
    # Not LIKE: PostgreSQL holds that for rare, and then reads and sorts all that have the pairs.
    return found.alias(place=StrIndex(Dear("words"), Value(term))).filter(place__gt=0)


def named(found: QuerySet[Entry], term: str) -> QuerySet[Entry]:
    """Those that have the word in the unit's name, code or initials."""
    pairs = sorted(words.pairs(term) | words.characters(term))
    found = found.filter(name_pairs__contains=pairs)
    return found if term in pairs else found.filter(name__contains=term)


def tree(code: str) -> list[int]:
    """Keys of a unit and all below it; none where there is no such unit."""
    unit = Unit.objects.filter(code=code).first()
    return [unit.pk, *Unit.objects.below(unit).values_list("pk", flat=True)] if unit else []


def units(wanted: Wanted) -> list[Unit]:
    """Published units whose name, code or initials have every word."""
    if not wanted.terms:
        return []
    found = Entry.objects.all()
    for term in wanted.terms:
        found = named(found, term)
    ids = found.order_by("unit_id").values_list("unit_id", flat=True).distinct()[:UNITS_SHOWN]
    return list(Unit.objects.filter(pk__in=list(ids)))


def years() -> list[int]:
    """With reports, the newest first. Each is looked up in the index: not every report is read."""
    with connection.cursor() as cursor:
        cursor.execute(YEARS)
        return [year for (year,) in cursor.fetchall()]


def regions() -> list[str]:
    """Of all units: there are fewer of them than reports."""
    named = Unit.objects.exclude(region="").order_by("region").values_list("region", flat=True)
    return list(named.distinct())


class Pages(Paginator):  # type: ignore[type-arg]  # not to be subscripted before Django 6
    """Of the rows of a table over a query. Counts no further than it must."""

    @cached_property
    def count(self) -> int:
        found: QuerySet[Entry] = self.object_list.data.data  # type: ignore[attr-defined]  # django-tables2's
        return found.order_by()[: COUNTED + 1].count()
