"""各年比较: what a unit reported year by year, one table and column at a time. A function of what is public:
the views answer with it, and it is laid out as files (disclosures.served.leading).
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import Unit
from disclosures.archive import digest
from disclosures.catalogue import comparing
from disclosures.compared import assembling, shapes, written
from disclosures.compared.comparison import Beneath, Comparison, Report, compare
from disclosures.public import caching, missing
from disclosures.public.choices import Option, beneath_of

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@dataclass(frozen=True)
class Years:
    """A unit, and its reports by year."""

    unit: Unit
    reports: dict[int, Report]

    @property
    def tables(self) -> list[str]:
        """Those that any report has."""
        return [key for key in shapes.MAIN if any(key in each.tables for each in self.reports.values())]

    @property
    def first(self) -> str:
        return shapes.FIRST if shapes.FIRST in self.tables else self.tables[0]

    def shown(self, table: str, column: str = "", beneath: Beneath = "growth") -> Comparison | None:
        if not self.reports:
            return None
        return compare(assembling.over_years(self.reports), table, column, beneath, comparing.recodings())


def years_of(code: str) -> Years | None:
    """None where there is no such unit. Two queries; what it took over from is a third."""
    unit = Unit.objects.filter(code=code).first()
    return Years(unit, comparing.of_unit(code)) if unit else None


@require_safe
def page(request: HttpRequest, unit: str, table: str = "", column: str = "") -> HttpResponse:
    found = years_of(unit)
    if found is None:
        return missing.unit(request, unit)
    if not table:
        return caching.page(request, default(found))
    shown = found.shown(table, column, beneath_of(request.GET if column else {}))
    if shown is None or column not in ("", shown.column):
        return missing.page(request)
    return caching.page(request, html(found, shown, is_default=not column))


@require_safe
def data(request: HttpRequest, unit: str, table: str, kind: str, column: str = "") -> HttpResponse:
    found = years_of(unit)
    if found is None:
        return missing.unit(request, unit)
    shown = found.shown(table, column, beneath_of(request.GET if column else {}))
    if shown is None or column not in ("", shown.column):
        return missing.page(request)
    answer = HttpResponse(content(shown, kind, list(assembling.limits(shown))), content_type=TYPES[kind])
    return caching.conditional(request, answer, digest(answer.content), caching.A_MINUTE)


def files(code: str) -> dict[str, str | None]:
    """What is laid out for a unit, by path: the main column of each table. None of what must not be there."""
    found = years_of(code)
    if found is None:
        return {}
    made: dict[str, str | None] = {f"{code}/compare/index.html": default(found)}
    for table in shapes.MAIN:
        shown = found.shown(table)
        folder = f"{code}/compare/{table}/"
        made[f"{folder}index.html"] = html(found, shown) if shown else None
        limits = list(assembling.limits(shown)) if shown else []
        for kind in TYPES:
            made[f"{folder}data.{kind}"] = content(shown, kind, limits) if shown else None
    return made


def default(of: Years) -> str:
    """What stands at the address without a table."""
    shown = of.shown(of.first) if of.tables else None
    return html(of, shown) if shown else nothing(of)


def content(shown: Comparison, kind: str, limits: list[str]) -> str:
    return written.as_csv(shown) if kind == "csv" else written.as_json(shown, limits)


def html(of: Years, shown: Comparison, *, is_default: bool = True) -> str:
    """`is_default`: the main column with its growth, which has an address without them."""
    code, table = of.unit.code, shown.table
    whole = reverse("unit-compare-table", args=[code, table])
    here = whole if is_default else reverse("unit-compare-column", args=[code, table, shown.column])
    asked = "" if is_default or shown.beneath == "growth" else f"?show={shown.beneath}"
    context = {
        "unit": of.unit,
        "before": list(of.unit.predecessors.all()),
        "shown": shown,
        "limits": list(assembling.limits(shown)),
        "tables": [
            Option(title, reverse("unit-compare-table", args=[code, key]), key == table)
            for key, title in shown.tables.items()
        ],
        "columns": [
            Option(title, column_address(code, shown, key), key == shown.column)
            for key, title in shown.columns.items()
        ],
        "beneath": [
            Option("比上年", column_address(code, shown, shown.column), shown.beneath == "growth"),
            Option(
                "占合计的比重",
                f"{reverse('unit-compare-column', args=[code, table, shown.column])}?show=share",
                shown.beneath == "share",
            ),
        ],
        "canonical": whole if shown.column == shapes.MAIN[table] and not asked else f"{here}{asked}",
        "downloads": {kind.upper(): f"{here}data.{kind}{asked}" for kind in TYPES},
        "file": f"{code}-{table}",
    }
    return render_to_string("public/unit_compare.html", context)


def column_address(code: str, shown: Comparison, column: str) -> str:
    if column == shapes.MAIN[shown.table]:
        return reverse("unit-compare-table", args=[code, shown.table])
    return reverse("unit-compare-column", args=[code, shown.table, column])


def nothing(of: Years) -> str:
    return render_to_string(
        "public/unit_compare.html", {"unit": of.unit, "before": list(of.unit.predecessors.all())}
    )
