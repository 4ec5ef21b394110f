"""Units in the order of a figure, of its growth or its share; and which of them have nothing to be ranked by.

The database sorts. Amounts in 元; growth and share are fractions, none where there is no percentage.
"""

from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Rank

from accounts.models import Unit
from disclosures.catalogue.comparing import public
from disclosures.catalogue.models import Entry
from disclosures.compared.measures import NOUGHT
from disclosures.duties.models import Duty

By = Literal["amount", "growth", "share"]
SHARED = ("fiscal", "three_public", "operating")
"""Figures that are a part of this year's spending."""


@dataclass(frozen=True)
class Wanted:
    """`figure`: one of HEADLINES. `lowest`: the least first."""

    year: int
    figure: str = "spending"
    by: By = "amount"
    kind: str = ""
    region: str = ""
    lowest: bool = False

    @property
    def of_units(self) -> Q:
        return among("unit__", self.kind, self.region)


@dataclass(frozen=True)
class Counts:
    """Reports of the year; those that have the figure; those that can be ranked."""

    reports: int
    with_figure: int
    ranked: int
    departments: int


def among(prefix: str, kind: str, region: str) -> Q:
    wanted = {f"{prefix}kind": kind, f"{prefix}region": region}
    return Q(**{name: value for name, value in wanted.items() if value})


def reports(wanted: Wanted) -> Any:
    """With `now` and `before` (that of the year before), and `value`, by which they are ranked."""
    last = public().filter(unit=OuterRef("unit"), year=wanted.year - 1)
    found = (
        public()
        .filter(wanted.of_units, year=wanted.year)
        .annotate(now=F(wanted.figure), before=Subquery(last.values(wanted.figure)[:1]))
    )
    return found.annotate(value=value(wanted.by))


def value(by: By) -> Any:
    if by == "growth":
        return fraction(F("now") - F("before"), "before")
    return fraction(F("now"), "spending") if by == "share" else F("now")


def fraction(part: Any, whole: str) -> Case:
    """None where a sentence would have no percentage: of nothing, of less, or where it is negative."""
    holds = Q(now__gte=0) & Q(**{f"{whole}__gte": NOUGHT})
    return Case(When(holds, then=part / F(whole)), default=Value(None))


def ranked(wanted: Wanted) -> Any:
    """All that have the figure, with their `place`, equal ones the same. Last comes what has no value."""
    order = F("value").asc(nulls_last=True) if wanted.lowest else F("value").desc(nulls_last=True)
    found = reports(wanted).filter(now__isnull=False)
    found = found.annotate(place=Window(Rank(), order_by=[order])).order_by(order, "unit_id")
    return found.select_related("unit", "publication").only(
        "year",
        "spending",
        "unit__code",
        "unit__kind",
        "unit__region",
        "publication__unit_name",
        "publication__number",
        "publication__code",
    )


def counts(wanted: Wanted) -> Counts:
    found = reports(wanted).aggregate(
        reports=Count("pk"),
        with_figure=Count("now"),
        ranked=Count("value"),
        departments=Count("pk", filter=Q(unit__kind=Unit.Kind.DEPARTMENT)),
    )
    return Counts(**found)


def missing(year: int, kind: str = "", region: str = "") -> Any:
    """Units that are on the released list of the year or have published another, and have nothing public of
    it; each with how many there are (`of`).
    """
    published, owing = Entry.objects.values("unit"), Duty.objects.released().filter(year=year).values("unit")
    found = Unit.objects.filter(Q(pk__in=published) | Q(pk__in=owing), among("", kind, region))
    found = found.exclude(pk__in=published.filter(year=year)).annotate(of=Window(Count("pk")))
    return found.order_by("name", "code")
