"""The accounts a person may read, as a list that sorts and pages."""

import django_tables2 as tables
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from accounts.models import Account
from accounts.permissions import accounts_for

PER_PAGE = 50
PAGES = (("desk-findings", "问题"), ("desk-checklist", "检查单"), ("desk-preview", "预览"), ("desk-steps", "流程"))


class AccountTable(tables.Table):  # type: ignore[misc]  # django-tables2 carries no types
    year = tables.Column("年度")
    unit = tables.Column("单位", accessor="unit__name", attrs={"td": {"class": "name"}})
    status = tables.Column("状态", accessor="get_status_display", order_by=("status", "unit__name"))
    pages = tables.Column("查看", accessor="pk", orderable=False)

    class Meta:
        template_name = "public/_table.html"
        order_by = ("-year", "unit")
        empty_text = "没有您可以查看的决算。请让管理员为您设置单位和角色。"

    def render_pages(self, record: Account) -> SafeString:
        links = ((reverse(name, args=[record.pk]), words, record) for name, words in PAGES)
        return format_html_join(
            " · ",
            '<a href="{}" aria-label="{}：{}">{}</a>',
            ((address, words, record, words) for address, words, record in links),
        )


COLUMNS = frozenset(AccountTable.base_columns)


def listed(request: HttpRequest) -> AccountTable:
    """As this request wants it: unknown columns are passed over, a wrong page is the nearest."""
    wanted = [name for name in request.GET.getlist("sort") if name.removeprefix("-") in COLUMNS]
    table = AccountTable(accounts_for(request.user), **({"order_by": wanted} if wanted else {}))
    table.paginate(per_page=PER_PAGE)
    table.page = table.paginator.get_page(request.GET.get("page"))
    return table
