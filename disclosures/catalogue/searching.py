"""Questions to the catalogue: words, filters, order. The database is asked; the answer is entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.db.models import Q, QuerySet

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


class Found:
    """Reports that have every word, in an order: to be filtered, sorted and sliced like a query.

    The candidates have all pairs of the words. Whether a word itself is there is looked for in their texts,
    in their order, until there are enough: PostgreSQL left alone looks into all texts and sorts then.
    """

    def __init__(self, candidates: QuerySet[Entry], sought: Sequence[str]) -> None:
        self.candidates = candidates
        self.sought = sought
        self.query = candidates.query  # for django-tables2, which looks at its order
        self.keys: list[int] = []
        self.asked = 0

    def filter(self, *conditions: Q) -> "Found":
        return Found(self.candidates.filter(*conditions), self.sought)

    def order_by(self, *names: str) -> "Found":
        return Found(self.candidates.order_by(*names), self.sought)

    def count(self) -> int:
        """No further than one more than COUNTED."""
        return len(self.first(COUNTED + 1))

    def __getitem__(self, part: slice) -> QuerySet[Entry]:
        return self.candidates.filter(pk__in=self.first(part.stop)[part.start :])

    def first(self, most: int) -> list[int]:
        """The keys of so many at most."""
        if self.asked < most:
            self.keys, self.asked = self.look(most), most
        return self.keys[:most]

    def look(self, most: int) -> list[int]:
        """OFFSET keeps PostgreSQL from looking into texts before it has the order."""
        try:
            candidates, given = self.candidates.values("pk", "words").query.sql_with_params()
        except EmptyResultSet:  # so Django says that a filter leaves none
            return []
        condition = " AND ".join(["strpos(catalogue_dear(words), %s) > 0"] * len(self.sought)) or "TRUE"
        sql = f"SELECT pk FROM ({candidates} OFFSET 0) candidate WHERE {condition} LIMIT %s"
        with connections[self.candidates.db].cursor() as cursor:
            cursor.execute(sql, [*given, *self.sought, most])
            return [key for (key,) in cursor.fetchall()]


def having(found: QuerySet[Entry], terms: Sequence[str]) -> Found:
    """A single character is looked for in names alone: it stands in every report."""
    sought = []
    for term in terms:
        pairs = sorted(words.pairs(term))
        if not pairs:
            found = named(found, term)
            continue
        found = found.alias(dear_pairs=Dear("pairs"))
        found = found.filter(dear_pairs__contains=pairs)  # type: ignore[misc]  # taken for a text
        if pairs != [term]:
            sought.append(term)
    return Found(found, sought)


def entries(wanted: Wanted) -> QuerySet[Entry]:
    """The reports that the filters leave, whatever their words; the newest first."""
    found = Entry.objects.select_related("publication", "unit").defer(*LARGE)
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
