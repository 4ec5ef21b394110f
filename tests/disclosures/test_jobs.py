"""What stands in line, what becomes of it when its worker dies, and that nothing waits of what never was."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import OperationalError, connection, transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Account
from accounts.refusals import Refused
from disclosures import jobs, making, publishing, queue, rendering
from disclosures.management.commands import worker
from disclosures.models import DraftPrint, Publication, PublishOrder
from disclosures.printing import PrintFailed
from disclosures.queue import Standing
from tests import stages
from tests.samples import load_corrected

Breaks = Callable[[Exception | None], None]


@pytest.fixture(autouse=True)
def stored(settings: Any, tmp_path: Path) -> None:
    stages.keep_files_in(tmp_path, settings)


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Breaks:
    """Prints at once, or breaks as a test wants."""

    def becomes(problem: Exception | None) -> None:
        def files(*given: object) -> dict[str, bytes]:
            if problem:
                raise problem
            return {"report.txt": b"done"}

        monkeypatch.setattr(rendering, "files", files)

    becomes(None)
    return becomes


@pytest.fixture
def account(db: None) -> Account:
    load_corrected()
    return Account.objects.of("liaoyuan", 2024)


@pytest.fixture
def order(account: Account, printer: Breaks) -> PublishOrder:
    return stages.order(account)


def line() -> list[tuple[str, str, int]]:
    return list(ProcrastinateJob.objects.order_by("id").values_list("lock", "status", "attempts"))


def begin_and_die() -> None:
    """A worker takes the first job and is killed."""
    number = stages.in_line("register_worker")["worker_id"]
    stages.in_line("fetch_job", queues=None, worker_id=number)
    stages.give_sign_of_life("-1 minute")


def recover() -> None:
    async def now() -> None:
        context = JobContext(app=app, job=None, start_timestamp=0, abort_reason=lambda: None)  # type: ignore[arg-type]
        await jobs.recover.func(context, timestamp=0)

    async_to_sync(now)()


def test_an_order_stands_in_line_and_is_made(order: PublishOrder) -> None:
    assert line() == [(f"publish-{order.pk}", "todo", 0)]
    stages.work()
    assert Publication.objects.get().order == order and line() == []


def test_what_is_rolled_back_does_not_stand_in_line(account: Account, printer: Breaks) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        stages.order(account)
        raise RuntimeError
    assert line() == []


def test_what_is_cancelled_is_taken_out_of_line(order: PublishOrder) -> None:
    publishing.cancel(order, by=stages.PUBLISHER)
    assert line() == []


def test_what_is_cancelled_while_it_is_begun_is_left(order: PublishOrder) -> None:
    publishing.cancel(order, by=stages.PUBLISHER)
    jobs.publish(order.pk)
    order.refresh_from_db()
    assert (order.state, order.error, Publication.objects.count()) == ("cancelled", "", 0)


def test_what_is_published_directly_waits_no_more(order: PublishOrder) -> None:
    publishing.publish(order)
    assert line() == []


def test_twice_has_its_effect_once(order: PublishOrder) -> None:
    jobs.publish(order.pk)
    jobs.publish(order.pk)
    assert Publication.objects.count() == 1


def test_a_failure_is_in_the_row_and_for_the_worker(order: PublishOrder, printer: Breaks) -> None:
    printer(PrintFailed("没有纸"))
    with pytest.raises(publishing.PublishFailed):
        jobs.publish(order.pk)
    order.refresh_from_db()
    assert (order.state, order.error) == ("failed", "没有纸")


def test_a_refusal_is_in_the_row(order: PublishOrder, printer: Breaks) -> None:
    """Nobody need try it again by himself."""
    printer(Refused("内容变了"))
    jobs.publish(order.pk)
    order.refresh_from_db()
    assert (order.state, order.error) == ("failed", "内容变了")


def test_without_a_database_nothing_is_said_of_the_order(order: PublishOrder, printer: Breaks) -> None:
    printer(OperationalError("the server went away"))
    with pytest.raises(OperationalError):
        jobs.publish(order.pk)
    order.refresh_from_db()
    assert (order.state, order.error) == ("waiting", "")


def test_it_is_tried_three_times_more_and_later_each_time(order: PublishOrder) -> None:
    job = ProcrastinateJob.objects.get().procrastinate_job
    tries = [jobs.AGAIN.get_retry_decision(exception=OSError(), job=job.evolve(attempts=n)) for n in range(4)]
    later = [each.retry_at for each in tries if each and each.retry_at]
    assert tries[3] is None and len(later) == 3 and later == sorted(later)


def test_whoever_tries_again_does_not_wait_for_later(order: PublishOrder) -> None:
    making.fail(order, "没有纸")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 hour'")
    found = queue.standing(order)
    assert found and found.due
    publishing.retry(order)
    order.refresh_from_db()
    assert queue.standing(order) == Standing(alone=True) and (order.state, order.error) == ("waiting", "")


def test_a_settled_order_is_not_tried_again(order: PublishOrder) -> None:
    stages.work()
    publishing.retry(order)
    order.refresh_from_db()
    assert (order.state, line()) == ("done", [])


def test_dead_workers_are_looked_for_every_ten_seconds() -> None:
    ticks = app.periodic_registry.periodic_tasks["recover", ""].croniter
    ticks.set_current(start_time=600.0)
    assert [ticks.get_next(ret_type=float) for _ in range(3)] == [610, 620, 630]


@pytest.mark.django_db(transaction=True)
def test_what_a_dead_worker_left_is_made_by_the_next(order: PublishOrder) -> None:
    begin_and_die()
    recover()
    assert line() == [(f"publish-{order.pk}", "todo", 1)]
    stages.work()
    assert Publication.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_ends_its_worker_each_time_is_given_up(order: PublishOrder) -> None:
    for _ in range(jobs.BROKEN_OFF):
        begin_and_die()
        recover()
    order.refresh_from_db()
    assert line() == []
    assert order.state == "failed" and "生成中途停止了 5 次" in order.error


def test_who_lives_keeps_its_job(order: PublishOrder) -> None:
    begin_and_die()
    stages.give_sign_of_life("0")
    recover()
    assert line() == [(f"publish-{order.pk}", "doing", 0)]


def test_what_a_wrong_clock_put_off_for_a_year_is_due_again(order: PublishOrder) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 year'")
    recover()
    assert ProcrastinateJob.objects.get().scheduled_at is None


def test_what_waits_as_long_as_it_should_is_left(order: PublishOrder) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 hour'")
    recover()
    assert ProcrastinateJob.objects.get().scheduled_at


def test_a_worker_that_died_while_the_clock_was_ahead_is_known_as_dead(order: PublishOrder) -> None:
    begin_and_die()
    stages.give_sign_of_life("1 year")
    recover()
    stages.give_sign_of_life("-1 minute")  # as time goes by
    recover()
    assert line() == [(f"publish-{order.pk}", "todo", 1)]


def test_a_worker_begins_again_when_the_clock_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "PAUSE", 0.01)
    times = iter([1000.0, 1000.1, 1000.2 + 365 * 86_400])
    monkeypatch.setattr(worker, "time", SimpleNamespace(time=lambda: next(times), monotonic=lambda: 7.0))
    asyncio.run(worker.first(asyncio.sleep(60), worker.clock_is_set()))
    assert list(times) == []


def test_what_goes_wrong_in_the_work_is_known() -> None:
    async def fail() -> None:
        raise OperationalError("gone")

    with pytest.raises(OperationalError):
        asyncio.run(worker.first(asyncio.sleep(60), fail()))


def test_drafts_are_made_first(order: PublishOrder, account: Account) -> None:
    draft = DraftPrint.objects.create(account=account)
    queue.enqueue(draft)
    number = stages.in_line("register_worker")["worker_id"]
    assert stages.in_line("fetch_job", queues=None, worker_id=number)["task_name"] == "draft"
