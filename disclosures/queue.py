"""What waits for a worker: put in line within the transaction that asks for it, and looked up for the pages.

A job names a row to be made and holds a lock of its own, so that no row is made twice at once. Rows of
finished jobs are deleted: what came of them stands in what they made. The jobs are in `disclosures.jobs`.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from disclosures.models import Making

HEARTBEAT = 5.0
STALLED = 20.0
"""Seconds between two signs of life of a worker, and without one until it counts as gone."""

LATEST = timedelta(days=1)
"""No job is put off for longer."""
TOO_LATE = """UPDATE procrastinate_jobs SET scheduled_at = NULL
    WHERE status = 'todo' AND scheduled_at > now() + %(latest)s"""
FROM_THE_FUTURE = "UPDATE procrastinate_workers SET last_heartbeat = now() WHERE last_heartbeat > now()"

LINE = JobManager(DjangoConnector())
"""By the connection and in the transaction that the caller has, also within a worker."""


@dataclass(frozen=True)
class Standing:
    """Where a job stands: in line behind others, or being done."""

    ahead: int = 0
    due: datetime | None = None
    """When it is tried again, where that is later than now."""
    begun: bool = False
    alone: bool = False
    """Begun by a worker that gives no sign of life, or waiting while there is no worker at all."""


def enqueue(made: Making) -> None:
    """Begun when the running transaction is committed, not before; at once, if it waited for later."""
    withdraw(made)
    options = {"lock": lock_of(made), "priority": made.PRIORITY}
    configure_task(name=made.TASK, job_manager=LINE, **options).defer(pk=made.pk)  # type: ignore[arg-type]


def once(task: str, key: str, *, after: int = 0, **of: Any) -> None:
    """A job that makes something again from what there is, in so many seconds; none where it waits already.
    `key`: of what it makes, which is not made twice at once.
    """
    job = configure_task(
        name=task,
        job_manager=LINE,
        lock=key,
        queueing_lock=key,
        priority=-1,
        schedule_in={"seconds": after} if after else None,
    )
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(**of)


async def set_right(line: JobManager) -> None:
    """What was put down by a clock that was wrong: a job due too late, a sign of life from the future. One
    clock counts here, the database's.
    """
    await line.connector.execute_query_async(query=TOO_LATE, latest=LATEST)
    await line.connector.execute_query_async(query=FROM_THE_FUTURE)


def withdraw(made: Making) -> None:
    """Out of line, where no worker has begun it."""
    for job in jobs_of(made).filter(status="todo").values_list("pk", flat=True):
        LINE.cancel_job_by_id(job, delete_job=True)


def standing(made: Making) -> Standing | None:
    """Where it stands; None where nobody will make it."""
    job = jobs_of(made).filter(status__in=("todo", "doing")).order_by("status", "pk").last()
    if job is None:
        return None
    now = timezone.now()
    alive = set(workers())
    if job.status == "doing":
        return Standing(begun=True, alone=job.worker_id not in alive)
    before = Q(priority__gt=job.priority) | Q(priority=job.priority, pk__lt=job.pk)
    due = Q(scheduled_at=None) | Q(scheduled_at__lte=now)
    ahead = ProcrastinateJob.objects.filter(Q(status="doing") | Q(status="todo") & due & before)
    later = job.scheduled_at if job.scheduled_at and job.scheduled_at > now else None
    return Standing(ahead.filter(lock__isnull=False).count(), later, alone=not alive)


def workers() -> list[int]:
    """Those that gave a sign of life of late, by the clock that they give it by."""
    alive = ProcrastinateWorker.objects.filter(last_heartbeat__gt=Now() - timedelta(seconds=STALLED))
    return list(alive.values_list("pk", flat=True))


def jobs_of(made: Making) -> "QuerySet[ProcrastinateJob]":
    return ProcrastinateJob.objects.filter(lock=lock_of(made))


def lock_of(made: Making) -> str:
    return f"{made.TASK}-{made.pk}"
