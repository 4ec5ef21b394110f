"""查找: reports by words, units by name, both by filters. Reads the catalogue: publications alone."""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from accounts.models import Unit
from accounts.money import grouped, in_wan
from disclosures.catalogue.models import Entry
from disclosures.catalogue.reading import HEADLINES
from disclosures.catalogue.searching import (
    COUNTED,
    SHOWN,
    Found,
    Wanted,
    entries,
    having,
    regions,
    units,
    years,
)
from disclosures.catalogue.snippets import Snippet, snippets
from disclosures.public import caching
from disclosures.public.lists import invented
from disclosures.public.tables import paged

EXPORTED = 10_000
AMOUNTS = {
    "income": "本年收入",
    "spending": "本年支出",
    "fiscal": "一般公共预算财政拨款支出",
    "three_public": "“三公”经费支出",
    "operating": "机关运行经费支出",
}
LABELS = {"project": "项目", "subject": "科目"}
"""Of a paragraph its heading is told."""


class SearchForm(forms.Form):
    q = forms.CharField(label="查找", required=False, max_length=200, strip=True)
    year = forms.TypedChoiceField(label="年度", required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label="类型", required=False, choices=[("", "全部"), *Unit.Kind.choices])
    region = forms.ChoiceField(label="地区", required=False)
    under = forms.SlugField(label="部门", required=False, widget=forms.HiddenInput)
    least = forms.DecimalField(label="本年支出不少于", required=False, max_digits=14, decimal_places=2)
    most = forms.DecimalField(label="不多于（万元）", required=False, max_digits=14, decimal_places=2)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="search-%s", label_suffix="")
        self.fields["year"].choices = [("", "全部"), *((year, f"{year}年度") for year in years())]  # type: ignore[attr-defined]
        self.fields["region"].choices = [("", "全部"), *((each, each) for each in regions())]  # type: ignore[attr-defined]
        for name in ("least", "most"):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 8})
        self.fields["q"].widget.attrs |= {"type": "search", "autocomplete": "off"}

    @property
    def wanted(self) -> Wanted:
        """What could be understood; a filter that could not be is passed over and marked in the form."""
        self.full_clean()
        clean = self.cleaned_data
        return Wanted(
            query=clean.get("q", ""),
            year=clean.get("year"),
            kind=clean.get("kind", ""),
            region=clean.get("region", ""),
            under=clean.get("under", ""),
            least=clean.get("least"),
            most=clean.get("most"),
        )


class EntryTable(tables.Table):  # type: ignore[misc]  # django-tables2 carries no types
    chosen = tables.Column("比较", accessor="unit__code", orderable=False)
    title = tables.Column(
        "决算",
        accessor="publication__title",
        order_by=("name", "-year"),
        attrs={"td": {"class": "name"}},
    )
    year = tables.Column("年度", attrs={"td": {"class": "year"}})
    region = tables.Column(
        "地区", accessor="unit__region", orderable=False, attrs={"td": {"class": "region"}}
    )
    spending = tables.Column("本年支出（万元）", attrs={"td": {"class": "number", "data-label": "本年支出"}})
    three_public = tables.Column(
        "“三公”经费（万元）", attrs={"td": {"class": "number", "data-label": "“三公”经费"}}
    )

    class Meta:
        template_name = "public/_table.html"
        empty_text = "没有找到。可以少写几个字，或者去掉一些条件。"

    terms: tuple[str, ...] = ()

    def render_chosen(self, record: Entry) -> SafeString:
        told = f"比较{record.publication.unit_name}"
        return format_html(
            '<input type="checkbox" name="unit" value="{}" aria-label="{}">', record.unit.code, told
        )

    def render_title(self, record: Entry) -> SafeString:
        address = reverse("report", args=[record.unit.code, record.year])
        found = snippets(record.passages, self.terms) if self.terms else ()
        shown = format_html_join("", "{}", ((told(address, each),) for each in found))
        return format_html('<a href="{}">{}</a>{}', address, record.publication.title, shown)

    def render_spending(self, value: Decimal) -> str:
        return grouped(in_wan(value))

    render_three_public = render_spending


def told(address: str, snippet: Snippet) -> SafeString:
    words = format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", each.text) if each.is_hit else each.text,)
            for each in snippet.pieces
        ),
    )
    place = LABELS.get(snippet.kind, snippet.heading)
    return format_html(
        '<p class="snippet"><a href="{}#{}">{}</a> {}</p>', address, snippet.anchor, place, words
    )


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    wanted = form.wanted
    if request.GET.get("format") == "csv":
        return exported(having(entries(wanted).defer("passages"), wanted.terms))
    # Passages are shown for words alone.
    reports = entries(wanted) if wanted.terms else entries(wanted).defer("passages")
    table = paged(request, EntryTable, having(reports, wanted.terms), per_page=SHOWN)
    table.terms = wanted.terms
    context = {
        "invented": invented(row.record.unit for row in table.paginated_rows),
        "form": form,
        "wanted": wanted,
        "units": units(wanted),
        "under": Unit.objects.filter(code=wanted.under).first() if wanted.under else None,
        "table": table,
        "count": table.paginator.count,
        "counted": COUNTED,
        "query": request.GET.urlencode(),
    }
    return caching.text(request, render(request, "public/search.html", context))


def exported(found: Found) -> HttpResponse:
    """The list as CSV: headline figures in 元. Excel reads Chinese only behind a byte order mark."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="search.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(
        [
            "单位代码",
            "单位",
            "类型",
            "地区",
            "年度",
            "版次",
            "版本编码",
            *(f"{AMOUNTS[each]}（元）" for each in HEADLINES),
            "网址",
        ]
    )
    writer.writerows(rows(found[:EXPORTED]))
    return response


def rows(found: Iterable[Entry]) -> Iterator[list[Any]]:
    for entry in found:
        of, unit = entry.publication, entry.unit
        address = reverse("version", args=[unit.code, entry.year, of.number])
        amounts = [
            "" if each is None else f"{each:f}" for each in (getattr(entry, name) for name in HEADLINES)
        ]
        yield [
            unit.code,
            of.unit_name,
            unit.get_kind_display(),
            unit.region,
            entry.year,
            of.number,
            of.code,
            *amounts,
            address,
        ]
