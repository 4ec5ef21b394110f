"""How far the making of an ordered version has come, kept in the order's row: every process sees it there."""

import time

from django.db.models import QuerySet
from django.utils import timezone

from disclosures.models import PublishOrder
from disclosures.printing import Progress, Stage, Tell

State = PublishOrder.State
EVERY = 0.5
"""Seconds between two pages that are written down."""


def begin(order: PublishOrder) -> None:
    """What an earlier attempt left is forgotten."""
    now = timezone.now()
    _open(order).update(state=State.WAITING, error="", stage=Stage.QUEUED, page=0, begun_at=now, told_at=now)


def teller(order: PublishOrder) -> Tell:
    """Writes progress down: every new stage, and a page now and then."""
    stage, written = Stage.QUEUED, time.monotonic()

    def tell(progress: Progress) -> None:
        nonlocal stage, written
        if progress.stage is not stage or time.monotonic() - written > EVERY:
            stage, written = progress.stage, time.monotonic()
            _open(order).update(stage=stage, page=progress.page, told_at=timezone.now())

    return tell


def fail(order: PublishOrder, why: str) -> None:
    _open(order).update(state=State.FAILED, error=why, told_at=timezone.now())


def _open(order: PublishOrder) -> "QuerySet[PublishOrder]":
    """The order unless it is settled: nothing is written to one that is done or cancelled."""
    return PublishOrder.objects.filter(pk=order.pk, state__in=(State.WAITING, State.FAILED))
