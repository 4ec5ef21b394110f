"""Accounts and units without one, as lists that sort and page."""

from typing import Any

import django_tables2 as tables
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.models import Account, Unit
from disclosures.desk.home.due import due
from disclosures.duties.terms import terms

PER_PAGE = 50
NO_ROLE = "没有您可以查看的决算。请让管理员为您设置单位和角色。"
NOTHING = "没有符合条件的决算。"
NONE_YET = "您的单位还没有决算。点“开始新的决算”，建立第一份。"


class Listing(tables.Table):  # type: ignore[misc]  # django-tables2 carries no types
    """As a request wants it: unknown columns are passed over, a wrong page is the nearest."""

    class Meta:
        template_name = "public/_table.html"

    @classmethod
    def wanted(cls, request: HttpRequest, rows: Any, empty: str = "") -> "Listing":
        known = cls.base_columns
        sort = [
            name
            for name in request.GET.getlist("sort")
            if (column := known.get(name.removeprefix("-"))) and column.orderable is not False
        ]
        table: Listing = cls(rows, empty_text=empty, **({"order_by": sort} if sort else {}))
        table.paginate(per_page=PER_PAGE)
        table.page = table.paginator.get_page(request.GET.get("page"))
        return table


class AccountTable(Listing):
    """Wants `mine`, whether it waits for the person, which comes first, `stage`, how far it is, and terms."""

    unit = tables.Column("单位", accessor="unit__name", attrs={"td": {"class": "name"}})
    year = tables.Column("年度")
    region = tables.Column("地区", accessor="unit__region")
    status = tables.Column("状态", accessor="get_status_display", order_by=("stage", "unit__name"))
    due = tables.Column(
        "公开期限", accessor="replied_on", order_by=("replied_on", "unit__name"), empty_values=()
    )
    todo = tables.Column("待处理", accessor="pk", orderable=False)

    class Meta(Listing.Meta):
        sequence = ("unit", "status", "todo", "due", "year", "region")

    def render_unit(self, record: Account) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("desk-account", args=[record.pk]), record.unit.reported_name
        )

    def render_status(self, record: Any) -> SafeString:
        mine = format_html(' <span class="mine">{}</span>', "待您办理") if record.mine else ""
        status = record.get_status_display() if record.is_ours else "在别处公开"
        return format_html('<span class="status-word">{}</span>{}', status, mine)

    def render_due(self, record: Account) -> SafeString | str:
        if not record.is_ours:
            return "不由本站公开"
        found = due(terms(record), timezone.localdate())
        return format_html('<span class="due {}">{}</span>', found.style, found.words)

    def render_todo(self, record: Account) -> SafeString:
        """Findings are computed: a draft's are asked for when its row is in sight."""
        if not record.is_open:
            return format_html('<a href="{}">流程</a>', reverse("desk-steps", args=[record.pk]))
        ask, page = (reverse(name, args=[record.pk]) for name in ("desk-standing", "desk-findings"))
        label = f"看问题：{record}"
        return format_html('<a href="{}" data-standing="{}" aria-label="{}">看问题</a>', page, ask, label)


class UnitTable(Listing):
    """Units that have not begun; `own` says in which of them the person is a clerk."""

    name = tables.Column("单位", attrs={"td": {"class": "name"}})
    region = tables.Column("地区")
    kind = tables.Column("类型", accessor="get_kind_display", order_by=("kind", "name"))
    begin = tables.Column("办理", accessor="pk", orderable=False)

    class Meta(Listing.Meta):
        order_by = ("name",)

    own: frozenset[int] = frozenset()
    year = 0

    def render_begin(self, record: Unit) -> SafeString | str:
        if record.pk not in self.own:
            return "等填报人开始"
        address = f"{reverse('desk-begin')}?unit={record.pk}&year={self.year}"
        return format_html('<a href="{}" aria-label="开始填报{}">开始填报</a>', address, record.name)
