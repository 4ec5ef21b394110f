"""排名: units of a year in the order of a headline figure, its growth or its share; and who is missing."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_args
from urllib.parse import urlencode

import django_tables2 as tables
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from accounts.models import Unit
from accounts.money import grouped, in_wan
from disclosures.catalogue import ranking, searching
from disclosures.catalogue.models import Entry
from disclosures.catalogue.ranking import SHARED, By, Counts, Wanted
from disclosures.compared import measures
from disclosures.public import caching, lists
from disclosures.public.choices import Option, words, year_of
from disclosures.public.compare import MOST
from disclosures.public.lists import NUMBER
from disclosures.public.search import AMOUNTS
from disclosures.public.tables import paged

BY: dict[By, str] = {"amount": "金额", "growth": "比上年增减", "share": "占本年支出的比重"}
COLUMNS: dict[By, int] = {"amount": 2, "growth": 3, "share": 4}
"""Which column of the table the chart is drawn from."""
UNRANKED = "—"


class RankingTable(tables.Table):  # type: ignore[misc]  # django-tables2 carries no types
    place = tables.Column("名次", attrs={"td": {"class": "place"}}, empty_values=())
    unit = tables.Column("单位", accessor="publication__unit_name", attrs={"td": {"class": "name"}})
    now = tables.Column("金额（万元）", attrs=NUMBER)
    change = tables.Column("比上年", empty_values=(), attrs=NUMBER)
    share = tables.Column("占本年支出", empty_values=(), attrs=NUMBER)

    class Meta:
        template_name = "public/_table.html"
        empty_text = "没有符合条件的公开决算。"
        orderable = False

    def render_place(self, record: Any) -> str:
        return place(record)

    def render_unit(self, record: Entry) -> SafeString:
        return lists.name_of(record)

    def render_now(self, value: Decimal) -> str:
        return grouped(in_wan(value))

    def render_change(self, record: Any) -> str:
        return change(record)

    def render_share(self, record: Any) -> str:
        return share(record)


def place(record: Any) -> str:
    return UNRANKED if record.value is None else str(record.place)


def change(record: Any) -> str:
    return lists.grown(record.now, record.before, record.before is not None)


def share(record: Any) -> str:
    return measures.share_in_yuan(record.now, record.spending).removeprefix("占")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    years = searching.years()
    if not years:
        return caching.text(request, render(request, "public/rankings.html", {"years": years}))
    wanted, faults = read(request.GET, years)
    found, counts = ranking.ranked(wanted), ranking.counts(wanted)
    missing = lists.missing(wanted.year, wanted.kind, wanted.region)
    kind = words(request.GET, "format")
    if kind in lists.TYPES:
        about = {"year": wanted.year, "figure": wanted.figure, "by": wanted.by, "missing": missing.count}
        name = f"ranking-{wanted.year}-{wanted.figure}-{wanted.by}"
        return lists.download(kind, name, heads(wanted), lines(found, wanted), about)
    table = paged(request, RankingTable, found)
    if wanted.figure not in SHARED:
        table.columns.hide("share")
    context = {
        "wanted": wanted,
        "title": f"{wanted.year}年度{AMOUNTS[wanted.figure]}",
        "faults": faults,
        "years": years,
        "figures": AMOUNTS.items(),
        "kinds": Unit.Kind.choices,
        "regions": searching.regions(),
        "orders": list(orders(wanted)),
        "first": ",".join(each.record.unit.code for each in list(table.paginated_rows)[:MOST]),
        "charted": COLUMNS[wanted.by],
        "table": table,
        "counts": counts,
        "invented": lists.invented(each.record.unit for each in table.paginated_rows),
        "notes": list(notes(wanted, counts)),
        "missing": missing,
        "downloads": {kind.upper(): f"{address(wanted)}&format={kind}" for kind in lists.TYPES},
        "exported": lists.EXPORTED,
    }
    return caching.text(request, render(request, "public/rankings.html", context))


def read(query: QueryDict, years: list[int]) -> tuple[Wanted, list[str]]:
    """What is asked for, as far as there is such a thing; and words for what there is not."""
    faults = []
    year = year_of(query) or years[0]
    figure, by = words(query, "figure"), words(query, "by")
    if figure not in AMOUNTS:
        faults += [f"没有“{figure}”这项数，改列本年支出。"] if figure else []
        figure = "spending"
    found: By = next((each for each in get_args(By) if each == by), "amount")
    if found == "share" and figure not in SHARED:
        faults.append(f"{AMOUNTS[figure]}不是支出的一部分，不算比重，改按金额排。")
        found = "amount"
    kind, region = lists.filters(query)
    return Wanted(year, figure, found, kind, region, words(query, "order") == "low"), faults


def address(wanted: Wanted, **other: str) -> str:
    asked = {
        "year": wanted.year,
        "figure": wanted.figure,
        "by": wanted.by,
        "kind": wanted.kind,
        "region": wanted.region,
        "order": "low" if wanted.lowest else "",
    } | other
    return f"?{urlencode({key: value for key, value in asked.items() if value})}"


def orders(wanted: Wanted) -> Iterator[Option]:
    for by, title in BY.items():
        if by != "share" or wanted.figure in SHARED:
            yield Option(title, address(wanted, by=by, order=""), by == wanted.by and not wanted.lowest)
            low = address(wanted, by=by, order="low")
            yield Option(f"{title}，从低到高", low, by == wanted.by and wanted.lowest)


def notes(wanted: Wanted, counts: Counts) -> Iterator[str]:
    """The limits of the list."""
    yield "按报告里的元排，不按四舍五入后的万元；数相同的名次相同。"
    if wanted.by != "amount" and counts.ranked < counts.with_figure:
        why = "上年没有公开、没有这项数、为0或为负数的" if wanted.by == "growth" else "支出为0或为负数的"
        yield f"{counts.with_figure - counts.ranked} 个不排名，列在最后：{why}，没有百分比。"
    if without := counts.reports - counts.with_figure:
        yield f"{without} 份公开的决算里没有这项数，不在表中：没有填报，不等于0。"
    if 0 < counts.departments < counts.reports:
        yield "部门决算已包含所属单位，和单位决算规模不同，不能相加；可以只看部门或只看单位。"


def heads(wanted: Wanted) -> list[str]:
    amount = AMOUNTS[wanted.figure]
    shares = ["占本年支出"] if wanted.figure in SHARED else []
    return ["名次", *lists.HEADS, f"{amount}（元）", "上年（元）", "比上年", *shares]


def lines(found: Any, wanted: Wanted) -> Iterator[list[str]]:
    for record in found[: lists.EXPORTED]:
        before = "" if record.before is None else f"{record.before:f}"
        shares = [share(record)] if wanted.figure in SHARED else []
        rank = "" if record.value is None else str(record.place)
        yield [rank, *lists.told(record), f"{record.now:f}", before, change(record), *shares]
