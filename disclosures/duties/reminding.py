"""Reminders by mail to whoever acts next: so many days before the last day and after it (`REMIND_DAYS`).

Each day's run sends what is due and was not sent; after a day without a run the next one sends it. One mail a
person, with all that waits for them.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.days import day
from accounts.models import Account, Membership, Unit
from accounts.permissions import REACHING_DOWN
from accounts.transitions import WAITING, Role, Status, transition
from disclosures.duties.dates import Standing
from disclosures.duties.models import Duty, Reminder
from disclosures.models import Publication

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sent:
    """How many mails; who has no address; to whom it could not be sent, which the next run tries again."""

    mails: int = 0
    without_address: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """A duty, how far its account is, and which of the days it has come to."""

    duty: Duty
    account: Account | None
    mark: int
    today: date

    @property
    def key(self) -> tuple[Any, ...]:
        return self.duty.unit_id, self.duty.year, self.duty.due, self.mark

    @property
    def is_late(self) -> bool:
        return self.duty.due is not None and self.today > self.duty.due

    @property
    def days(self) -> str:
        assert self.duty.due
        return f"{Standing(self.duty.due, None, self.today).words}（期限{day(self.duty.due)}）"

    @property
    def roles(self) -> frozenset[Role]:
        """Who acts next. What the site makes by itself is the publisher's, who may have to try again."""
        if self.account is None:
            return frozenset({Role.CLERK})
        verb, _ = WAITING[Status(self.account.status)]
        step = transition(self.account, verb)
        return (step.roles if step else None) or frozenset({Role.PUBLISHER})

    @property
    def waits(self) -> str:
        if self.account is None:
            return "还没有开始填报，请填报人开始。"
        return f"{self.account.get_status_display()}。{WAITING[Status(self.account.status)][1]}"

    @property
    def address(self) -> str:
        name, args = ("desk-account", [self.account.pk]) if self.account else ("admin:index", [])
        return f"{settings.DESK_ADDRESS}{reverse(name, args=args)}"


def remind(today: date) -> Sent:
    """Send what is to be sent on this day. Twice on a day sends nothing the second time."""
    found = items(today)
    people = waited_for(found)
    named = {user.pk: user for user in User.objects.filter(pk__in=people).order_by("pk")}
    mails, failed = 0, []
    for pk, user in named.items():
        try:
            mails += bool(user.email) and send(user, people[pk])
        except OSError as error:  # also what smtplib raises
            log.exception("reminder to %s was not sent", user.get_username())
            failed.append(f"{user.get_username()}：{error}")
    without = [user.get_username() for user in named.values() if not user.email]
    return Sent(mails, tuple(without), tuple(failed))


def items(today: date) -> list[Item]:
    """The released duties that were never fulfilled and have come to one of the days: two queries."""
    done = Publication.objects.filter(unit=OuterRef("unit"), year=OuterRef("year"))
    owed = Duty.objects.released().filter(~Exists(done), due__isnull=False).select_related("unit")
    ours = Account.objects.filter(source=Account.Source.PORTAL).exclude(status=Status.PUBLISHED)
    made = {(each.unit_id, each.year): each for each in ours}
    return [
        Item(duty, made.get((duty.unit_id, duty.year)), mark, today)
        for duty in owed.order_by("due", "unit__name")
        if duty.due and (mark := mark_of((duty.due - today).days)) is not None
    ]


def mark_of(left: int) -> int | None:
    """The last of the days that has come; None as long as there is more time."""
    return min((mark for mark in settings.REMIND_DAYS if left <= mark), default=None)


def waited_for(found: Iterable[Item]) -> dict[int, list[Item]]:
    """What waits for each person, by the roles' reach that `accounts.permissions` tells: two queries."""
    above = dict(Unit.objects.values_list("pk", "parent"))
    held: dict[tuple[int, str], list[int]] = {}
    rows = Membership.objects.filter(user__is_active=True, user__is_staff=True)
    for unit, role, user in rows.values_list("unit", "role", "user"):
        held.setdefault((unit, role), []).append(user)
    people: dict[int, list[Item]] = {}
    for item in found:
        units = list(line(item.duty.unit_id, above))
        places = [
            (unit, role) for role in item.roles for unit in (units if role in REACHING_DOWN else units[:1])
        ]
        for user in {user for place in places for user in held.get(place, ())}:
            people.setdefault(user, []).append(item)
    return people


def line(unit: int | None, above: dict[int, int | None]) -> Iterator[int]:
    """The unit and all above it."""
    seen: set[int] = set()
    while unit is not None and unit not in seen:
        yield unit
        seen.add(unit)
        unit = above.get(unit)


@transaction.atomic
def send(user: User, waiting: Iterable[Item]) -> bool:
    """One mail of what the person was not told yet, and a row for each; whether there was any."""
    user = User.objects.select_for_update().get(pk=user.pk)  # another run waits here
    name = user.get_username()
    told = set(Reminder.objects.filter(person=name).values_list("unit", "year", "due", "mark"))
    new = [item for item in waiting if item.key not in told]
    if not new:
        return False
    Reminder.objects.bulk_create(
        Reminder(
            unit=item.duty.unit,
            year=item.duty.year,
            due=item.key[2],
            mark=item.mark,
            person=name,
            address=user.email,
        )
        for item in new
    )
    letter(user, new).send()
    return True


def letter(user: User, items: list[Item]) -> EmailMessage:
    late = sum(item.is_late for item in items)
    subject = f"决算公开提醒：{len(items)} 份等您办理" + (f"，其中 {late} 份已过期限" if late else "")
    context = {"name": user.get_full_name() or user.get_username(), "items": items}
    return EmailMessage(subject, render_to_string("duties/reminder.txt", context), to=[user.email])
