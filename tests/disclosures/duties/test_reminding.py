"""Reminders: on which days, to whom, once, and what happens when a mail cannot be sent."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.models import Account, Membership, Unit
from disclosures.duties import owing
from disclosures.duties.models import Duty, Reminder
from disclosures.duties.reminding import mark_of, remind
from tests import stages
from tests.disclosures.duties.years import DUE, YEAR, account, owes, published, unit, withdrawn

pytestmark = pytest.mark.django_db


def before(days: int) -> date:
    return DUE - timedelta(days=days)


def person(name: str, role: str, of: Unit, email: str | None = None) -> User:
    address = f"{role}@{of.code}.example" if email is None else email
    user = User.objects.create_user(name, address, is_staff=True)
    Membership.objects.create(user=user, unit=of, role=role)
    return user


@pytest.fixture
def office() -> Unit:
    """A unit below a department that owes, with everybody who might act."""
    top = unit("top", "甲局", kind="department")
    found = unit("office", "甲局办公室", parent=top)
    owes(found)
    for role in ("clerk", "reviewer", "bureau", "publisher", "administrator"):
        person(f"上级{role}", role, top)
    person("填报人", "clerk", found)
    person("别处", "clerk", unit("beside"))
    return found


def told() -> list[str]:
    return sorted(each.to[0] for each in mail.outbox)


@pytest.mark.parametrize(
    ("left", "mark"),
    [(8, None), (7, 7), (4, 7), (3, 3), (1, 1), (0, 1), (-1, -1), (-6, -1), (-7, -7), (-400, -28)],
)
def test_on_which_days(left: int, mark: int | None) -> None:
    assert mark_of(left) == mark


def test_the_days_are_data(office: Unit, settings: Any) -> None:
    settings.REMIND_DAYS = [10]
    assert remind(before(10)).mails == 1 and remind(before(1)).mails == 0


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (None, "clerk@office.example"),
        ("draft", "clerk@office.example"),
        ("submitted", "reviewer@top.example"),
        ("reviewed", "bureau@top.example"),
        ("replied", "publisher@top.example"),
        ("ordered", "publisher@top.example"),
    ],
)
def test_who_acts_next_is_reminded(office: Unit, status: str | None, expected: str) -> None:
    """A clerk's role counts in the unit itself, the others' also from above."""
    if status:
        stages.put_in(account(office), status)
    remind(before(3))
    assert told() == [expected]


def test_it_says_what_by_when_and_where(office: Unit, settings: Any) -> None:
    settings.DESK_ADDRESS = "https://portal.example"
    made = account(office)
    remind(before(3))
    [letter] = mail.outbox
    assert letter.subject == "决算公开提醒：1 份等您办理"
    assert "甲局办公室2024年度决算\n还有 3 天（期限2025年9月21日）。填报中。由本单位填报人填写" in letter.body
    assert f"https://portal.example/desk/accounts/{made.pk}/" in letter.body


def test_each_is_sent_once_and_a_row_is_kept(office: Unit) -> None:
    assert remind(before(3)).mails == 1
    assert remind(before(3)).mails == remind(before(2)).mails == 0
    [row] = Reminder.objects.all()
    assert (row.unit, row.mark, row.due, row.person) == (office, 3, DUE, "填报人")
    assert (row.address, row.year) == ("clerk@office.example", YEAR)
    assert [remind(before(days)).mails for days in (1, 0, -1, -2, -7)] == [1, 0, 1, 0, 1]
    assert mail.outbox[-1].subject.endswith("，其中 1 份已过期限") and "已过 7 天" in mail.outbox[-1].body
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
        Reminder.objects.all().delete()


def test_a_day_without_a_run_is_made_up_for(office: Unit) -> None:
    remind(before(7))
    assert remind(before(2)).mails == 1, "that of three days before"


def test_another_last_day_is_another_matter(office: Unit) -> None:
    remind(before(3))
    owing.fix([office], YEAR, due=DUE + timedelta(days=1), reason="改期", by=stages.BUREAU)
    assert remind(before(2)).mails == 1


def test_one_mail_with_all_that_waits(office: Unit) -> None:
    clerk = User.objects.get(username="填报人")
    for n in range(3):
        other = unit(f"u{n}")
        owes(other)
        Membership.objects.create(user=clerk, unit=other, role="clerk")
    assert remind(before(3)).mails == 1 and "4 份" in mail.outbox[0].subject
    assert Reminder.objects.count() == 4


@pytest.mark.parametrize(
    "settled",
    [
        lambda of: published(of, before(9)),
        lambda of: withdrawn(published(of, before(9))),
        lambda of: Duty.objects.update(released_at=None, released_by=""),
        lambda of: Duty.objects.update(due=None),
        lambda of: User.objects.filter(username="填报人").update(is_active=False),
    ],
    ids=["published", "withdrawn", "unreleased", "undated", "dismissed"],
)
def test_what_is_settled_is_left_alone(office: Unit, settled: Callable[[Unit], Any]) -> None:
    settled(office)
    assert remind(before(3)).mails == 0


def test_who_has_no_address_is_named(office: Unit) -> None:
    User.objects.filter(username="填报人").update(email="")
    out = StringIO()
    assert remind(before(3)).without_address == ("填报人",)
    call_command("remind", stdout=out)
    assert "1 人没有邮箱，没有发：填报人" in out.getvalue() and not Reminder.objects.exists()


def test_what_could_not_be_sent_is_sent_by_the_next_run(office: Unit, monkeypatch: Any) -> None:
    person("另一人", "clerk", office, "second@office.example")

    def refuse(letter: mail.EmailMessage) -> None:
        if letter.to == ["clerk@office.example"]:
            raise ConnectionRefusedError("没有应答")
        mail.outbox.append(letter)

    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMessage, "send", refuse)
        sent = remind(before(3))
        assert (sent.mails, sent.failed) == (1, ("填报人：没有应答",))
        with pytest.raises(CommandError, match="1 封没有发出，下次运行时再发"):
            call_command("remind", stdout=StringIO())
    assert list(Reminder.objects.filter(mark=3).values_list("person", flat=True)) == ["另一人"]
    assert remind(before(3)).mails == 1


def test_a_name_makes_no_header(office: Unit) -> None:
    Unit.objects.filter(pk=office.pk).update(name="甲局\r\nBcc: x@y.example")
    remind(before(3))
    assert "Bcc" not in mail.outbox[0].message() and told() == ["clerk@office.example"]


def test_hundreds_cost_no_more_queries(office: Unit, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(12) as few:
        remind(before(7))
    clerk = User.objects.get(username="填报人")
    more = [unit(f"u{n}", parent=office) for n in range(60)]
    for each in more:
        owes(each)
        Membership.objects.create(user=clerk, unit=each, role="clerk")
    assert Account.objects.count() == 0
    with django_assert_max_num_queries(len(few)):
        remind(before(3))
    assert "61 份" in mail.outbox[-1].subject


def test_workers_do_it_every_morning(office: Unit) -> None:
    """In China, whose time is eight hours before the clock of the jobs."""
    [task] = [each for each in app.periodic_registry.periodic_tasks.values() if each.task.name == "remind"]
    assert task.cron == "0 0 * * *"
    Duty.objects.update(due=timezone.localdate())
    task.task.func(timestamp=0)
    assert len(mail.outbox) == 1
