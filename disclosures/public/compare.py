"""单位比较: two to eight units side by side in one year. The address says which; what of it cannot be shown
is said in words, and the rest is shown.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import Unit
from disclosures.catalogue import comparing, searching
from disclosures.catalogue.searching import Wanted
from disclosures.compared import assembling, shapes
from disclosures.compared.comparison import Beneath, Comparison, compare
from disclosures.public import caching
from disclosures.public.choices import Option, beneath_of, words, year_of
from disclosures.public.lists import invented
from disclosures.public.unit_compare import TYPES, content

MOST = 8
OFFERED = 10
BETWEEN = re.compile(r"[、,，;；\n]+")


@dataclass(frozen=True)
class Asked:
    """`units`: codes, each once. `faults`: what was asked for and cannot be done. `offered`: units to choose
    from, by what was typed.
    """

    units: tuple[str, ...]
    year: int | None
    table: str
    column: str
    beneath: Beneath
    faults: tuple[str, ...] = ()
    offered: dict[str, list[Unit]] = field(default_factory=dict)

    def address(self, **other: object) -> str:
        """That of the same, with other things asked for."""
        asked = {
            "units": ",".join(self.units),
            "year": self.year,
            "table": self.table,
            "column": self.column,
            "show": "" if self.beneath == "growth" else self.beneath,
        } | other
        return f"?{urlencode({key: value for key, value in asked.items() if value}, safe=',')}"

    def without(self, code: str) -> str:
        return self.address(units=",".join(each for each in self.units if each != code))

    def with_unit(self, code: str) -> str:
        return self.address(units=",".join((*self.units, code)))


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    asked = read(request.GET)
    if ("unit" in request.GET or "add" in request.GET) and not asked.faults and not asked.offered:
        return redirect(f"{reverse('compare')}{asked.address()}")
    units, faults = known(asked.units)
    names = {unit.code: unit.name for unit in units}
    years = sorted(years_of(names))
    year = asked.year or best(years)
    shown = comparison(asked, names, year) if year else None
    if shown is None and names and year:
        faults = [*faults, f"{'、'.join(names.values())}{year}年度没有可以比较的公开决算。"]
    limits = list(assembling.limits(shown, within(names))) if shown else []
    kind = words(request.GET, "format")
    if shown and kind in TYPES:
        answer = HttpResponse(content(shown, kind, limits), content_type=TYPES[kind])
        answer["Content-Disposition"] = f'attachment; filename="compare-{year}-{shown.table}.{kind}"'
        return answer
    context = {
        "asked": asked,
        "taken": [Option(name, asked.without(code), False) for code, name in names.items()],
        "codes": list(names),
        "peers": [Option(unit.name, asked.with_unit(unit.code), False) for unit in peers(units)],
        "faults": [*asked.faults, *faults],
        "offered": {
            typed: [Option(unit.name, asked.with_unit(unit.code), False) for unit in found]
            for typed, found in asked.offered.items()
        },
        "most": MOST,
        "invented": invented(units),
        "full": len(names) >= MOST,
        "year": year,
        "years": sorted({each for each, _ in years}, reverse=True),
        "shown": shown,
        "limits": limits,
        **(choices(asked, shown) if shown else {}),
    }
    return caching.text(request, render(request, "public/compare.html", context))


def read(query: QueryDict) -> Asked:
    """What is asked for; words typed for a unit are looked up."""
    given = (*words(query, "units", 1000).split(","), *query.getlist("unit"))
    codes = dict.fromkeys(code.replace("\0", "").strip()[:60] for code in given)
    codes.pop("", None)
    faults: list[str] = []
    offered: dict[str, list[Unit]] = {}
    for typed in list(filter(None, map(str.strip, BETWEEN.split(words(query, "add", 500)))))[:MOST]:
        found = named(typed)
        if len(found) == 1:
            codes.setdefault(found[0].code)
        elif found:
            offered[typed] = [unit for unit in found if unit.code not in codes]
        else:
            faults.append(
                f"没有找到“{typed}”：公开过决算的单位里没有名称含这些字的。可以少写几个字，或者写单位代码。"
            )
    units = tuple(codes)
    if len(units) > MOST:
        faults.append(f"一次最多比较 {MOST} 个单位，后面的 {len(units) - MOST} 个没有列出。")
    return Asked(
        units[:MOST],
        year_of(query),
        words(query, "table", 20),
        words(query, "column", 40),
        beneath_of(query),
        tuple(faults),
        offered,
    )


def named(typed: str) -> list[Unit]:
    """The one of that code or whole name, or those that have it in their name; only who has published."""
    found = searching.units(Wanted(typed))
    exact = [unit for unit in found if typed.lower() in (unit.code, unit.name.lower())]
    return exact if len(exact) == 1 else found


def known(codes: Iterable[str]) -> tuple[list[Unit], list[str]]:
    """The units of those codes, in that order; and words for codes that no unit has."""
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=list(codes))}
    faults = [f"没有代码为“{code}”的单位。" for code in codes if code not in units]
    return [units[code] for code in codes if code in units], faults


def peers(units: list[Unit]) -> list[Unit]:
    """Of a single one: others of its department; where it has none, of its kind in its region."""
    if len(units) != 1:
        return []
    unit = units[0]
    near = Q(parent=unit.parent_id) if unit.parent_id else Q(region=unit.region, kind=unit.kind, parent=None)
    published = Exists(comparing.public().filter(unit=OuterRef("pk")))
    found = Unit.objects.filter(near, published).exclude(pk=unit.pk)
    return list(found.order_by("position", "code")[:OFFERED])


def years_of(names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Each year and unit of which something is public."""
    yield from comparing.public().filter(unit__code__in=list(names)).values_list("year", "unit__code")


def best(years: Iterable[tuple[int, str]]) -> int | None:
    """The newest of which most of them have published."""
    counts: dict[int, int] = {}
    for year, _ in years:
        counts[year] = counts.get(year, 0) + 1
    return max(counts, key=lambda year: (counts[year], year), default=None)


def comparison(asked: Asked, names: dict[str, str], year: int) -> Comparison | None:
    found = comparing.of_units(names, (year, year - 1))
    now = {code: each for (code, of), each in found.items() if of == year}
    before = {code: each for (code, of), each in found.items() if of == year - 1}
    sides = assembling.beside(names, now, before)
    tables = [asked.table, shapes.FIRST, *shapes.MAIN]
    made = (compare(sides, key, asked.column, asked.beneath, comparing.recodings()) for key in tables)
    return next(filter(None, made), None)


def within(names: dict[str, str]) -> list[tuple[str, str]]:
    """Who of them is part of whom."""
    units = Unit.objects.filter(code__in=list(names), parent__code__in=list(names))
    return list(units.values_list("name", "parent__name"))


def choices(asked: Asked, shown: Comparison) -> dict[str, object]:
    here = {"table": shown.table, "column": shown.column}
    return {
        "tables": [
            Option(title, asked.address(table=key, column=""), key == shown.table)
            for key, title in shown.tables.items()
        ],
        "columns": [
            Option(title, asked.address(table=shown.table, column=key), key == shown.column)
            for key, title in shown.columns.items()
        ],
        "beneath": [
            Option("比上年", asked.address(**here, show=""), shown.beneath == "growth"),
            Option("占合计的比重", asked.address(**here, show="share"), shown.beneath == "share"),
        ],
        "downloads": {kind.upper(): f"{asked.address(**here)}&format={kind}" for kind in TYPES},
        "file": f"compare-{shown.table}",
    }
