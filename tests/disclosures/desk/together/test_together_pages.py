"""Many at once on the desk: what may be ticked, one proof, what came of each, how far they are."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from accounts.models import Account, Membership
from disclosures import publishing
from disclosures.models import PublishOrder
from tests import stages
from tests.disclosures.desk.conftest import Printer, nowhere
from tests.disclosures.together import approved

PAGE, PROGRESS = "/desk/publishing/", "/desk/publishing/progress/"
PASSWORD = "一句很长的话 2025"


@pytest.fixture
def accounts(db: None, printer: Callable[[Printer], None]) -> list[Account]:
    return approved(3)


@pytest.fixture
def publisher(accounts: list[Account]) -> Client:
    return person("赵六", "publisher", accounts)


def person(name: str, role: str, accounts: list[Account]) -> Client:
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    for account in accounts:
        Membership.objects.create(user=user, unit=account.unit, role=role)
    client = Client()
    client.force_login(user)
    return client


def ticked(*accounts: Account) -> list[str]:
    return [f"{account.pk}-{account.steps.latest('id').pk}" for account in accounts]


def press(client: Client, marks: list[str], **more: str) -> Any:
    return client.post(PAGE, {"account": marks, "disclosed": "2025-09-26", "password": PASSWORD, **more})


def shown(client: Client, page: str = PAGE) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", ["", "clerk", "reviewer", "bureau", "administrator"])
def test_for_others_there_is_nothing(accounts: list[Account], role: str) -> None:
    other = person("外人", role, accounts) if role else Client()
    for method in ("get", "post"):
        for page in (PAGE, PROGRESS, f"{PROGRESS}state", f"{PROGRESS}retry"):
            nowhere(other, method, page)
    assert not PublishOrder.objects.exists()


def test_what_may_be_published_is_there_to_tick(accounts: list[Account], publisher: Client) -> None:
    Membership.objects.filter(unit=accounts[2].unit).delete()
    page = shown(publisher)
    assert [account.unit.name in page for account in accounts] == [True, True, False]
    assert page.count('type="checkbox"') == 2 and " checked" not in page
    assert shown(publisher, f"{PAGE}?all=1").count(" checked") == 2


def test_all_are_ordered_by_one_proof(accounts: list[Account], publisher: Client) -> None:
    answer = press(publisher, ticked(*accounts[:2]))
    assert answer["Location"] == PROGRESS
    orders = PublishOrder.objects.order_by("account")
    assert [(order.account, order.disclosed, order.requested_by) for order in orders] == [
        (account, date(2025, 9, 26), "赵六") for account in accounts[:2]
    ]
    assert "已申请公开 2 个" in shown(publisher, PROGRESS)


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"password": "别的"}, "密码不对"),
        ({"disclosed": ""}, "没有填写公开日期"),
        ({"disclosed": "2025-13-01"}, "没有填写公开日期"),
        ({"account": ["x", "1", "-", "9" * 30]}, "没有勾选决算"),
    ],
)
def test_what_makes_no_sense_is_refused_and_the_ticks_are_kept(
    accounts: list[Account], publisher: Client, sent: dict[str, Any], why: str
) -> None:
    answer = press(publisher, ticked(*accounts), **sent)
    page = answer.content.decode()
    assert answer.status_code == 409 and why in page
    assert page.count(" checked") == (0 if "account" in sent else 3)
    assert not PublishOrder.objects.exists()


def test_one_that_may_not_be_published_does_not_stop_the_others(
    accounts: list[Account], publisher: Client
) -> None:
    """Returned by a colleague, and changed again, since the page was shown."""
    marks = ticked(*accounts)
    stages.workflow.return_to_clerk(accounts[0], by=stages.BUREAU, reason="请核对")
    answer = press(publisher, marks)
    page = answer.content.decode()
    assert answer.status_code == 409 and "已申请公开 2 个" in page and "有 1 个没有办理" in page
    assert f"{accounts[0]}" in page and "不能申请公开" in page
    assert PublishOrder.objects.count() == 2


def test_what_is_not_theirs_is_not_touched(accounts: list[Account], publisher: Client) -> None:
    Membership.objects.filter(unit=accounts[0].unit).delete()
    assert press(publisher, ticked(*accounts)).status_code == 302
    assert not PublishOrder.objects.filter(account=accounts[0]).exists()


def test_a_second_press_orders_nothing_more(accounts: list[Account], publisher: Client) -> None:
    marks = ticked(*accounts)
    assert [press(publisher, marks).status_code for _ in range(2)] == [302, 302]
    assert PublishOrder.objects.count() == 3


def test_they_are_followed_until_they_are_made(
    accounts: list[Account], publisher: Client, printer: Callable[[Printer], None]
) -> None:
    def no_paper(progress: object) -> None:
        raise OSError("没有纸")

    press(publisher, ticked(*accounts))
    now = publisher.get(f"{PROGRESS}state").json()
    assert now["word"] == "正在生成" and now["running"]
    assert now["detail"].startswith("已公开 0 个，等待 3 个，失败 0 个。没有正在运行的生成程序")
    publishing.publish(PublishOrder.objects.earliest("id"))
    printer(no_paper)
    stages.work()
    page = shown(publisher, PROGRESS)
    assert "已公开 1 个，等待 0 个，失败 2 个" in page and page.count("没有纸") == 2
    printer(lambda progress: None)
    assert publisher.post(f"{PROGRESS}retry")["Location"] == PROGRESS
    stages.work()
    page = shown(publisher, PROGRESS)
    assert "重试 2 个" in page and "已公开 3 个，等待 0 个，失败 0 个" in page and "<button>重试" not in page


def test_queries(accounts: list[Account], publisher: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(12):
        shown(publisher)
    for account in accounts:
        stages.order(account)
    with django_assert_num_queries(10):
        shown(publisher, PROGRESS)
    with django_assert_num_queries(9):
        publisher.get(f"{PROGRESS}state")
