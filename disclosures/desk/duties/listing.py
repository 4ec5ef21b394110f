"""The rows as a table with a box before each, and as CSV."""

import csv
import io
from collections.abc import Iterable

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from disclosures.desk.accounts_list import Listing
from disclosures.desk.duties.rows import Row
from disclosures.desk.home.due import SOON
from disclosures.duties.dates import State
from disclosures.formulas import harmless

HEAD = (
    "单位代码",
    "单位",
    "类型",
    "地区",
    "名单",
    "办理状态",
    "下一步",
    "批准日期",
    "批复日期",
    "公开期限",
    "期限另定",
    "首次公开日期",
    "上本站日期",
    "情况",
    "距期限天数",
)


class DutyTable(Listing):
    box = tables.Column("选择", accessor="unit__pk", orderable=False)
    unit = tables.Column("单位", accessor="name", attrs={"td": {"class": "name"}})
    status = tables.Column("办理状态", order_by=("stage", "name"))
    replied = tables.Column("批准 / 批复", empty_values=())
    due = tables.Column("公开期限", empty_values=())
    first = tables.Column("首次公开")
    state = tables.Column("情况", accessor="standing", order_by=("place",))

    class Meta(Listing.Meta):
        order_by = ("state",)

    chosen: frozenset[str] = frozenset()
    """Boxes that were ticked before a refusal."""

    def render_box(self, record: Row) -> SafeString:
        ticked = " checked" if str(record.unit.pk) in self.chosen else ""
        return format_html(
            '<input type="checkbox" name="unit" value="{}" aria-label="选择{}"{}>',
            record.unit.pk,
            record.name,
            ticked,
        )

    def render_unit(self, record: Row) -> SafeString | str:
        mark = "" if record.released else "未公布" if record.listed else "未列入"
        more = format_html(' <span class="list-mark">{}</span>', mark) if mark else ""
        if record.account is None:
            return format_html("{}{}", record.name, more)
        address = reverse("desk-account", args=[record.account.pk])
        return format_html('<a href="{}">{}</a>{}', address, record.name, more)

    def render_status(self, record: Row) -> SafeString:
        more = format_html('<span class="next">由{}</span>', record.next) if record.next else ""
        return format_html('<span class="status-word">{}</span>{}', record.status, more)

    def render_replied(self, record: Row) -> SafeString:
        return format_html("{}<br>{}", record.approved or "—", record.replied or "—")

    def render_due(self, record: Row) -> SafeString | str:
        if not record.listed:
            return "—"
        if record.due is None:
            return "批复后计算"
        more = format_html('<span class="next">{}</span>', "另定") if record.fixed else ""
        return format_html("{}{}", record.due, more)

    def render_first(self, record: Row) -> SafeString:
        later = record.deed and record.deed.came_later
        more = format_html('<span class="next">{}上本站</span>', later) if later else ""
        return format_html("{}{}", record.first, more)

    def render_state(self, record: Row) -> SafeString | str:
        if not record.listed:
            return "不在名单中"
        found = record.standing
        pressing = found.state is State.OPEN and found.left is not None and found.left <= SOON
        style = {State.OVERDUE: "late", State.LATE: "late"}.get(found.state, "soon" if pressing else "")
        return format_html(
            '<span class="due {}">{}</span><span class="next">{}</span>',
            style,
            found.state.title,
            found.words,
        )


def as_csv(rows: Iterable[Row]) -> str:
    """In the order of the list, with the byte order mark that Excel wants for Chinese."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for row in sorted(rows, key=lambda row: row.place):
        writer.writerow(["" if cell is None else cell for cell in cells(row)])
    return f"\ufeff{out.getvalue()}"


def cells(row: Row) -> tuple[object, ...]:
    standing, unit = row.standing, row.unit
    return (
        unit.code,
        harmless(row.name),
        unit.get_kind_display(),
        harmless(unit.region),
        "已公布" if row.released else "未公布" if row.listed else "未列入",
        row.status,
        row.next,
        row.approved,
        row.replied,
        row.due,
        "是" if row.fixed else "",
        row.first,
        row.deed and row.deed.online,
        standing.state.title if row.listed else "",
        standing.left,
    )
