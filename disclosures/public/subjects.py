"""按科目看: which subjects occur in reports, and which units spent how much on one."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import django_tables2 as tables
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from accounts.models import Unit
from accounts.money import grouped, in_wan
from accounts.subjects import branch, is_code
from disclosures.catalogue import by_subject, searching
from disclosures.catalogue.by_subject import MOST, Subject
from disclosures.catalogue.tables import SPENT
from disclosures.compared import measures
from disclosures.public import caching, lists, missing
from disclosures.public.choices import Option, words, year_of
from disclosures.public.lists import NUMBER
from disclosures.public.tables import paged

TABLES = {
    "t03": "支出（按功能）",
    "t06": "基本支出（按经济用途）",
    "t07": "政府性基金支出",
    "t08": "国有资本经营支出",
}
TOPS = 5
"""Digits of the subjects that are listed where nothing is looked for: 类 and 款."""


class SpendingTable(tables.Table):  # type: ignore[misc]  # django-tables2 carries no types
    unit = tables.Column(
        "单位",
        accessor="entry__publication__unit_name",
        order_by=("entry__publication__unit_name", "entry_id"),
        attrs={"td": {"class": "name"}},
    )
    amount = tables.Column("金额（万元）", order_by=("amount", "entry_id"), attrs=NUMBER)
    change = tables.Column("比上年", empty_values=(), orderable=False, attrs=NUMBER)
    share = tables.Column("占本年支出", empty_values=(), orderable=False, attrs=NUMBER)

    class Meta:
        template_name = "public/_table.html"
        order_by = "-amount"
        empty_text = "没有符合条件的公开决算有这个科目。"

    def render_unit(self, record: Any) -> SafeString:
        return lists.name_of(record.entry)

    def render_amount(self, value: Decimal) -> str:
        return grouped(in_wan(value))

    def render_change(self, record: Any) -> str:
        return change(record)

    def render_share(self, record: Any) -> str:
        return share(record)


def change(record: Any) -> str:
    return lists.grown(record.amount, record.before, record.had is not None)


def share(record: Any) -> str:
    return measures.share_in_yuan(record.amount, record.entry.spending).removeprefix("占")


@dataclass(frozen=True)
class Branch:
    """A subject with those below it."""

    subject: Subject
    address: str
    below: "tuple[Branch, ...]" = ()


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    table = words(request.GET, "table")
    table = table if table in TABLES else "t03"
    asked = words(request.GET, "q")
    known = by_subject.called(asked) if asked else []
    found = by_subject.these(table, known) if asked else by_subject.below(table, digits=TOPS)
    context = {
        "invented": lists.any_invented(),
        "asked": asked,
        "table": table,
        "tables": [
            Option(title, f"?{urlencode({'table': key})}", key == table) for key, title in TABLES.items()
        ],
        "found": found,
        "most": MOST if len(found) == MOST else 0,
        "tree": tree(table, found),
    }
    return caching.text(request, render(request, "public/subjects.html", context))


def tree(table: str, found: list[Subject]) -> list[Branch]:
    """Each below the nearest of those found that is above it."""
    codes = {each.code for each in found}
    below: dict[str, list[Subject]] = {}
    for each in found:
        above = [code for code in branch(each.code)[:-1] if code in codes]
        below.setdefault(above[-1] if above else "", []).append(each)

    def grow(code: str) -> tuple[Branch, ...]:
        return tuple(
            Branch(each, reverse("subject", args=[table, each.code]), grow(each.code))
            for each in below.get(code, [])
        )

    return list(grow(""))


@require_safe
def subject(request: HttpRequest, table: str, code: str) -> HttpResponse:
    years = by_subject.years(table, code) if table in TABLES and is_code(code) else []
    if not years:
        return missing.subject(request, code)
    year = year_of(request.GET) or years[0]
    kind, region = lists.filters(request.GET)
    found = by_subject.spending(table, code, year, kind, region)
    near = by_subject.these(table, branch(code))
    name = near[-1].name
    kind_of_file = words(request.GET, "format")
    wanted = {"year": year, "kind": kind, "region": region}
    if kind_of_file in lists.TYPES:
        about = {"table": table, "code": code, "name": name, **wanted}
        rows = lines(table_of(request, table, found).data.data, table)
        return lists.download(kind_of_file, f"subject-{table}-{code}-{year}", heads(table), rows, about)
    shown = table_of(request, table, found)
    sort = words(request.GET, "sort")
    asked = urlencode({key: value for key, value in {**wanted, "sort": sort}.items() if value})
    context = {
        "code": code,
        "name": name,
        "near": near[:-1],
        "below": [each for each in by_subject.below(table, code, len(code) + 2) if each.code != code],
        "table_key": table,
        "table_title": TABLES[table],
        "column": SPENT[table],
        "year": year,
        "years": years,
        "kind": kind,
        "kinds": Unit.Kind.choices,
        "region": region,
        "regions": searching.regions(),
        "sort": sort,
        "table": shown,
        "missing": lists.missing(year, kind, region),
        "invented": lists.invented(each.record.entry.unit for each in shown.paginated_rows),
        "earlier": by_subject.earlier(code, year),
        "downloads": {each.upper(): f"?{asked}&format={each}" for each in lists.TYPES},
        "exported": lists.EXPORTED,
    }
    return caching.text(request, render(request, "public/subject.html", context))


def table_of(request: HttpRequest, table: str, found: Any) -> SpendingTable:
    shown: SpendingTable = paged(request, SpendingTable, found)
    if table != "t03":  # of the other tables the whole is another
        shown.columns.hide("share")
    return shown


def heads(table: str) -> list[str]:
    return [*lists.HEADS, "金额（元）", "上年（元）", "比上年", *(["占本年支出"] if table == "t03" else [])]


def lines(found: Any, table: str) -> Iterator[list[str]]:
    for record in found[: lists.EXPORTED]:
        before = "" if record.before is None else f"{record.before:f}"
        shares = [share(record)] if table == "t03" else []
        yield [*lists.told(record.entry), f"{record.amount:f}", before, change(record), *shares]
