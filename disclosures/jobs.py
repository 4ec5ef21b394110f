"""What workers do (`manage.py worker`; docs/publishing.md). A job may be done twice: it has its effect once.

procrastinate finds this module by its name.
"""

import logging
from contextlib import suppress

from asgiref.sync import sync_to_async
from django.db import InterfaceError, OperationalError
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status

from accounts.refusals import Refused
from disclosures import making, publishing, queue, served, withdrawing
from disclosures.catalogue import keeping as catalogue
from disclosures.datasets import following
from disclosures.desk.preview import drafts
from disclosures.models import DraftPrint, Making, PublishOrder
from disclosures.served.leading import Page

log = logging.getLogger(__name__)

AGAIN = RetryStrategy(max_attempts=3, exponential_wait=6)
"""After 6, 36 and 216 seconds. What does not pass by itself until then is for people."""
BROKEN_OFF = 5
"""So often may a job lose its worker: then it is the job that ends them."""
MADE: dict[str, type[Making]] = {model.TASK: model for model in (PublishOrder, DraftPrint)}


@app.task(name=PublishOrder.TASK, retry=AGAIN)
def publish(pk: int) -> None:
    order = PublishOrder.objects.select_related("unit", "account").get(pk=pk)
    try:
        publishing.publish(order)
    except Refused as refusal:
        making.fail(order, str(refusal))  # unless it was cancelled meanwhile


@app.task(name=DraftPrint.TASK, retry=AGAIN)
def draft(pk: int) -> None:
    drafts.make(pk)


@app.task(name=served.TASK, retry=AGAIN)
def lead(kind: str, of: str, state: str = "") -> None:
    page = Page(kind, of)
    try:
        served.lead(page, state)
    except (OperationalError, InterfaceError):  # without a database nothing can be put in line
        raise
    except Exception:
        served.put_off(page)


@app.periodic(cron="1 16 * * *")  # UTC: a minute past midnight in China
@app.task(name=served.SWEEP, queueing_lock=served.SWEEP)
def sweep(timestamp: int = 0, since: str = "") -> None:
    if not since:
        list(catalogue.catch_up())  # what is made from it
    served.sweep(since)


@app.task(name=catalogue.RENAMED, retry=AGAIN)
def renamed(unit: int) -> None:
    catalogue.follow_names(unit)


@app.task(name=following.TASK, retry=AGAIN)
def data(scope: str) -> None:
    following.make(scope)


@app.periodic(cron="7 * * * *")
@app.task(name="data-check", queueing_lock="data-check")
def data_check(timestamp: int) -> None:
    """Packages whose job was lost, or which somebody removed."""
    following.catch_up()


@app.periodic(cron="*/5 * * * *")
@app.task(name="purge", queueing_lock="purge")
def purge(timestamp: int) -> None:
    """What a process that was killed left of withdrawn versions."""
    withdrawing.purge()


@app.periodic(cron="* * * * * */10")  # the sixth place: seconds
@app.task(name="recover", priority=9, queueing_lock="recover", pass_context=True)
async def recover(context: JobContext, timestamp: int) -> None:
    """What a dead worker left is put in line again, and given up where that has happened too often."""
    line = context.app.job_manager
    await queue.set_right(line)
    await line.prune_stalled_workers(queue.STALLED)
    for job in await line.get_stalled_jobs(seconds_since_heartbeat=queue.STALLED):
        log.warning("job %s (%s) lost its worker, attempt %s", job.id, job.lock, job.attempts + 1)
        with suppress(ConnectorException):  # another worker was quicker
            if job.task_name in MADE and job.attempts + 1 < BROKEN_OFF:
                await line.retry_job(job)
                continue
            await sync_to_async(give_up)(job.id)
            await line.finish_job(job, Status.FAILED, delete_job=True)


def give_up(pk: int | None) -> None:
    """The row says so. A job that makes no row is only taken out: the next one of its kind does the same."""
    job = ProcrastinateJob.objects.get(pk=pk)
    model = MADE.get(job.task_name)
    made = model._default_manager.filter(pk=job.args["pk"]).first() if model else None
    if made:
        making.fail(made, f"生成程序在生成中途停止了 {BROKEN_OFF} 次，不再自动重试；请管理员查看记录")
