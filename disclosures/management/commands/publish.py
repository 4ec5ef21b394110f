"""`manage.py publish`: orders the publication of many approved accounts. Exit 1 where one is left.

Each in its own transaction. Run again, it does what is left: approved accounts, and versions that failed.
"""

import time
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Account
from disclosures import queue, together
from disclosures.desk.headway import NOBODY
from disclosures.models import PublishOrder

LOOK_AGAIN = 1.0
"""Seconds between two looks at what is being made."""
State = PublishOrder.State


class Command(BaseCommand):
    help = (
        "申请公开许多已批复的决算，由生成程序（manage.py worker）逐个生成。一个没有办成不影响其他；"
        "可以随时重新执行：只办还没有办的，失败的重试。有没有办成的时以 1 退出"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all-approved", action="store_true", help="这一年度全部已批复的")
        parser.add_argument("--unit", nargs="+", default=[], metavar="代码", help="只办这些单位的")
        parser.add_argument("--year", type=int, required=True, metavar="年度")
        parser.add_argument(
            "--disclosed", type=date.fromisoformat, required=True, metavar="日期", help="公开日期：2025-09-26"
        )
        parser.add_argument("--by", required=True, metavar="登录名", help="公开人，只办归其公开的")
        parser.add_argument("--wait", action="store_true", help="等到全部生成，逐个报告结果")

    def handle(self, *, by: str, year: int, unit: list[str], disclosed: date, **options: Any) -> None:
        if options["all_approved"] == bool(unit):
            raise CommandError("请给出 --all-approved，或者 --unit 单位代码，二者之一", returncode=2)
        user = User.objects.filter(username=by, is_active=True).first()
        if user is None:
            raise CommandError(f"没有登录名为 {by} 的人员，或已停用", returncode=2)
        wanted = {"year": year, **({"unit__code__in": unit} if unit else {})}
        accounts = list(together.ready(user).filter(**wanted))
        left = together.orders(user).filter(**wanted, state__in=together.UNFINISHED)
        for order in together.retry_each(left):
            self.stdout.write(f"{order.account}：第{order.number}版重试")
        refused = sum(self.ordered(accounts, user, disclosed))
        unknown = sum(self.not_ready(set(unit), year, {each.unit.code for each in accounts}))
        made = list(left.order_by("pk"))
        self.stdout.write(
            f"申请公开 {len(accounts) - refused} 个，没有办理 {refused} 个；等待生成 {len(made)} 个"
        )
        failed = sum(self.awaited(made)) if options["wait"] else 0
        if refused + unknown + failed:
            raise CommandError(
                f"有 {refused + unknown + failed} 个没有办成；处理后重新执行即可", returncode=1
            )

    def ordered(self, accounts: list[Account], user: User, disclosed: date) -> Iterator[bool]:
        """Whether each was refused."""
        each = together.order_each(((account, None) for account in accounts), by=user, disclosed=disclosed)
        for n, outcome in enumerate(each, 1):
            self.stdout.write(f"{n}/{len(accounts)} {outcome.account}：{outcome.refusal or '已申请公开'}")
            yield bool(outcome.refusal)

    def not_ready(self, named: set[str], year: int, ordered: set[str]) -> Iterator[bool]:
        """Units named of which there is nothing to be ordered: True for each that is not done already."""
        found = Account.objects.filter(unit__code__in=named - ordered, year=year).select_related("unit")
        there = {account.unit.code: account for account in found}
        for code in sorted(named - ordered):
            account = there.get(code)
            if account and account.status in (Account.Status.ORDERED, Account.Status.PUBLISHED):
                continue
            told = account.get_status_display() if account else "没有决算"
            self.stdout.write(f"{code}：{told}，没有办理；已批复、归公开人公开的才能公开")
            yield True

    def awaited(self, made: list[PublishOrder]) -> Iterator[bool]:
        """Whether each failed, as they come to an end."""
        waiting, told = {order.pk: order for order in made}, False
        while waiting:
            for pk, state, error in list(self.states(waiting)):
                order = waiting[pk]
                order.state = state
                if state == State.WAITING or queue.standing(order) is not None:
                    continue
                del waiting[pk]
                result = f"失败：{error}" if state == State.FAILED else State(state).label
                self.stdout.write(f"{order.account}第{order.number}版：{result}")
                yield state == State.FAILED
            if waiting and not told and not queue.workers():
                self.stderr.write(NOBODY)
                told = True
            time.sleep(LOOK_AGAIN if waiting else 0)

    def states(self, orders: dict[int, PublishOrder]) -> Any:
        return PublishOrder.objects.filter(pk__in=orders).order_by("pk").values_list("pk", "state", "error")
