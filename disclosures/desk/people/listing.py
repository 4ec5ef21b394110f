"""The people of one's units, as a list, and what happened to one of them in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import django_tables2 as tables
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.days import day
from accounts.models import Membership
from disclosures.desk.accounts_list import Listing
from disclosures.desk.people.models import RightsChange

What = RightsChange.What
ROLES = dict(Membership.Role.choices)


class PeopleTable(Listing):
    """Wants `shown`: the memberships in one's units, with their units."""

    name = tables.Column("姓名", accessor="first_name", attrs={"td": {"class": "name"}}, empty_values=())
    username = tables.Column("用户名")
    roles = tables.Column("角色", accessor="pk", orderable=False, attrs={"td": {"class": "name"}})
    last_login = tables.Column("最近登录", empty_values=())
    state = tables.Column("状态", accessor="pk", orderable=False)

    class Meta(Listing.Meta):
        order_by = ("username",)

    def render_name(self, record: User) -> SafeString:
        address = reverse("desk-person", args=[record.pk])
        return format_html('<a href="{}">{}</a>', address, record.get_full_name() or record.get_username())

    def render_roles(self, record: User) -> SafeString:
        shown = record.shown  # type: ignore[attr-defined]
        return format_html_join("；", "{}：{}", ((each.unit.name, each.get_role_display()) for each in shown))

    def render_last_login(self, record: User) -> str:
        if record.last_login is None:
            return "还没有登录过"
        return day(timezone.localdate(record.last_login))

    def render_state(self, record: User) -> str:
        if not (record.is_active and record.is_staff):
            return "已停用"
        return "等本人设置密码" if hasattr(record, "invitation") else "正常"


@dataclass(frozen=True)
class Line:
    at: datetime
    words: str
    by: str


def lines(changes: Iterable[RightsChange]) -> list[Line]:
    return [Line(each.at, words(each), each.by) for each in changes]


def words(change: RightsChange) -> str:
    """One change as it is read."""
    yes = change.after == "true"
    match change.what:
        case What.ROLE if change.after:
            return f"设为{change.unit}的{ROLES.get(change.after, change.after)}"
        case What.ROLE:
            return f"不再是{change.unit}的{ROLES.get(change.before, change.before)}"
        case What.ACTIVE:
            return "启用" if yes else "停用"
        case What.STAFF:
            return "可以进入工作台" if yes else "不能再进入工作台"
        case What.SUPERUSER:
            return "设为系统管理员" if yes else "不再是系统管理员"
        case What.TWO_STEP:
            return "启用两步验证" if yes else "停用两步验证"
        case What.PASSWORD:
            return "密码已改"
        case _:
            return f"用户名改为{change.after}" if change.before else "建立账号"
