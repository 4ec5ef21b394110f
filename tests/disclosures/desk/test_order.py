"""The page of an order: its progress, its failure, once more; and that nobody else finds it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from disclosures import making, publishing, queue
from disclosures.desk.headway import headway
from disclosures.models import Publication, PublishOrder
from disclosures.printing import PrintFailed, Progress, Stage, Tell
from disclosures.queue import Standing
from tests import stages
from tests.disclosures.desk.conftest import Printer, member, nowhere

NOW = timezone.now()
SetPrinter = Callable[[Printer], None]


def page(order: PublishOrder, rest: str = "") -> str:
    return f"/desk/orders/{order.pk}/{rest}"


def state(client: Client, order: PublishOrder) -> dict[str, object]:
    answer = client.get(page(order, "state"))
    assert answer.status_code == 200 and answer["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    found: dict[str, object] = answer.json()
    return found


def fail(progress: Tell) -> None:
    raise PrintFailed("打印超过 120 秒的时限，已停止")


@pytest.mark.parametrize("rest", ["", "state", "retry"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_for_others_there_is_nothing(
    outsider: Client, order: PublishOrder, rest: str, method: str, printer: SetPrinter
) -> None:
    nowhere(outsider, method, page(order, rest), f"/desk/orders/{order.pk + 1}/{rest}")
    order.refresh_from_db()
    assert order.state == "waiting" and order.begun_at is None


def test_staff_get_404_for_an_order_that_is_not_there(staff: Client, order: PublishOrder) -> None:
    for rest in ("", "state"):
        assert staff.get(f"/desk/orders/{order.pk + 1}/{rest}").status_code == 404
    assert staff.post(f"/desk/orders/{order.pk + 1}/retry").status_code == 404


def test_retrying_takes_a_post(staff: Client, order: PublishOrder) -> None:
    assert staff.get(page(order, "retry")).status_code == 405
    assert staff.post(page(order)).status_code == 405


def test_a_retry_from_another_site_is_refused(staff: Client, order: PublishOrder) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"cookie": staff.cookies.output(header="", sep=";")})
    assert strict.post(page(order, "retry")).status_code == 403


def test_an_order_waits_for_a_worker(staff: Client, order: PublishOrder) -> None:
    stages.in_line("register_worker")
    assert state(staff, order) == {
        "word": "等待",
        "detail": "即将开始",
        "elapsed": "",
        "running": True,
        "may_retry": False,
    }


def test_it_says_how_many_stand_before_it(staff: Client, order: PublishOrder) -> None:
    stages.in_line("register_worker")
    other = PublishOrder(pk=order.pk + 1)
    queue.enqueue(other)
    assert state(staff, order)["detail"] == "即将开始"
    queue.enqueue(order)
    assert state(staff, order)["detail"] == "前面还有 1 个"
    queue.withdraw(other)
    assert state(staff, order)["detail"] == "即将开始"


def test_it_says_that_there_is_no_worker(staff: Client, order: PublishOrder) -> None:
    """None at all, and then one that has given no sign of life for long."""
    for _ in range(2):
        now = state(staff, order)
        assert "没有正在运行的生成程序，请管理员启动" in str(now["detail"]) and now["running"]
        stages.in_line("register_worker")
        stages.give_sign_of_life("-1 minute")


def test_an_order_whose_worker_died_says_so(staff: Client, order: PublishOrder) -> None:
    worker = stages.in_line("register_worker")["worker_id"]
    stages.in_line("fetch_job", queues=None, worker_id=worker)
    PublishOrder.objects.update(stage=Stage.LAYING_OUT, page=3)
    assert (state(staff, order)["word"], state(staff, order)["detail"]) == ("排版", "第 3 页")
    stages.give_sign_of_life("-1 minute")
    now = state(staff, order)
    assert now["word"] == "等待" and "生成程序中途停止了，稍后自动重新生成" in str(now["detail"])
    assert (now["running"], now["may_retry"]) == (True, False)


def test_an_order_that_nobody_makes_may_be_put_in_line(staff: Client, order: PublishOrder) -> None:
    """As one of before there was a line."""
    queue.withdraw(order)
    assert (state(staff, order)["detail"], state(staff, order)["may_retry"]) == ("没有排进队列，请重试", True)
    staff.post(page(order, "retry"))
    assert queue.standing(order) and not state(staff, order)["may_retry"]


def test_its_progress_is_seen_while_it_is_made(
    staff: Client, order: PublishOrder, printer: SetPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(making, "EVERY", 0)

    def act(progress: Tell) -> None:
        for stage, number in ((Stage.LAYING_OUT, 0), (Stage.LAYING_OUT, 7), (Stage.WRITING, 31)):
            progress(Progress(stage, number))
            found = state(staff, order)
            seen.append((found["word"], found["detail"], found["running"]))

    printer(act)
    stages.work()
    assert seen == [("排版", "", True), ("排版", "第 7 页", True), ("写出", "共 31 页", True)]
    assert state(staff, order) | {"elapsed": ""} == {
        "word": "完成",
        "detail": "",
        "elapsed": "",
        "running": False,
        "may_retry": False,
    }
    assert "查看已公开的版本" in staff.get(page(order)).content.decode()


def test_a_failed_order_says_why_and_is_tried_again(
    staff: Client, order: PublishOrder, printer: SetPrinter
) -> None:
    printer(fail)
    stages.work()
    shown = staff.get(page(order)).content.decode()
    assert "失败" in shown and "打印超过 120 秒的时限" in shown and "<button>重试</button>" in shown
    assert staff.post(page(order, "retry"), follow=True).redirect_chain == [(page(order), 302)]
    assert (state(staff, order)["word"], state(staff, order)["may_retry"]) == ("等待", False)
    stages.work()
    assert state(staff, order)["word"] == "失败"
    printer(lambda progress: None)
    assert "重试" not in staff.post(page(order, "retry"), follow=True).content.decode()
    stages.work()
    assert Publication.objects.filter(order=order).exists()


def test_while_it_is_tried_again_the_old_failure_is_not_shown(
    staff: Client, order: PublishOrder, printer: SetPrinter
) -> None:
    PublishOrder.objects.filter(pk=order.pk).update(state="failed", error="旧的原因")
    seen = []
    printer(lambda progress: seen.append(state(staff, order)))
    stages.work()
    assert [(each["word"], each["detail"], each["may_retry"]) for each in seen] == [("等待", "", False)]


def test_only_a_failed_order_is_tried_again(staff: Client, order: PublishOrder) -> None:
    staff.post(page(order, "retry"))
    order.refresh_from_db()
    assert (order.state, order.begun_at) == ("waiting", None)


def test_without_script_the_page_reloads_itself_while_it_runs(
    staff: Client, order: PublishOrder, printer: SetPrinter
) -> None:
    refresh = '<noscript><meta http-equiv="refresh" content="3"></noscript>'
    assert refresh in staff.get(page(order)).content.decode()
    stages.work()
    assert refresh not in staff.get(page(order)).content.decode()


def test_a_failure_says_when_it_is_tried_again() -> None:
    order = PublishOrder(state="failed", error="没有纸", begun_at=NOW, told_at=NOW + timedelta(seconds=99))
    soon = headway(order, Standing(due=NOW), NOW)
    assert soon.detail == f"没有纸（{timezone.localtime(NOW):%H:%M:%S} 自动再试）"
    assert (soon.running, soon.may_retry, soon.elapsed) == (False, True, "1 分 39 秒")


def test_queries(staff: Client, order: PublishOrder, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(8):
        state(staff, order)


def test_a_settled_order_is_not_written_to(order: PublishOrder) -> None:
    publishing.cancel(order, by=stages.PUBLISHER)
    making.begin(order)
    making.teller(order)(Progress(Stage.WRITING, 3))
    making.fail(order, "原因")
    order.refresh_from_db()
    assert (order.state, order.stage, order.error) == ("cancelled", "", "")
    assert headway(order, None, NOW).word == "已取消"


def test_only_publishers_try_again(order: PublishOrder, printer: SetPrinter) -> None:
    PublishOrder.objects.filter(pk=order.pk).update(state="failed", error="没有纸")
    for role in ("clerk", "reviewer", "bureau", "administrator"):
        client = member(role, role, "liaoyuan")
        assert "<button>重试</button>" not in client.get(page(order)).content.decode()
        assert client.post(page(order, "retry")).status_code == 404
    order.refresh_from_db()
    assert order.state == "failed"
