"""Lists of published reports, which sort and page."""

from typing import Any

import django_tables2 as tables
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from disclosures.models import Publication, PublicationQuerySet

PER_PAGE = 50


class PublicationTable(tables.Table):  # type: ignore[misc]  # django-tables2 carries no types
    """The current version of each report."""

    year = tables.Column("年度")
    title = tables.Column("决算", order_by=("unit__name", "-year"), attrs={"td": {"class": "name"}})
    kind = tables.Column("类型", accessor="unit__get_kind_display", order_by=("unit__kind", "unit__name"))
    region = tables.Column("地区", accessor="unit__region", order_by=("unit__region", "unit__name"))
    disclosed = tables.DateColumn(format="Y年n月j日", verbose_name="公开日期")

    class Meta:
        template_name = "public/_table.html"
        order_by = "-year"
        empty_text = "还没有公开的决算。"

    def render_title(self, record: Publication) -> SafeString:
        address = reverse("report", args=[record.unit.code, record.year])
        return format_html('<a href="{}">{}</a>', address, record.title)


def listed(request: HttpRequest, publications: PublicationQuerySet) -> tables.Table:
    return paged(request, PublicationTable, publications.select_related("unit"))


def paged(
    request: HttpRequest, kind: type[tables.Table], rows: Any, paginator: "type[Paginator[Any]]" = Paginator
) -> tables.Table:
    """The table as this request wants it: unknown columns are passed over, a wrong page is the nearest."""
    wanted = [name for name in request.GET.getlist("sort") if name.removeprefix("-") in kind.base_columns]
    table = kind(rows, **({"order_by": wanted} if wanted else {}))
    table.paginate(paginator_class=paginator, per_page=PER_PAGE)
    table.page = table.paginator.get_page(request.GET.get("page"))
    return table
