"""How far the making of a version or a draft has come, kept in its row: every process sees it there."""

import threading
import time
from collections.abc import Callable

from django.db import connections
from django.utils import timezone

from disclosures.models import Making, PublishOrder
from disclosures.printing import Progress, Stage, Tell

State = PublishOrder.State
EVERY = 0.5
"""Seconds between two pages that are written down."""


def begin(made: Making) -> None:
    """What an earlier attempt left is forgotten."""
    now = timezone.now()
    made.unsettled().update(
        state=State.WAITING, error="", stage=Stage.QUEUED, page=0, begun_at=now, told_at=now
    )


def teller(made: Making) -> Tell:
    """Writes progress down: every new stage, and a page now and then."""
    stage, written = Stage.QUEUED, time.monotonic()

    def tell(progress: Progress) -> None:
        nonlocal stage, written
        if progress.stage is not stage or time.monotonic() - written > EVERY:
            stage, written = progress.stage, time.monotonic()
            made.unsettled().update(stage=stage, page=progress.page, told_at=timezone.now())

    return tell


def fail(made: Making, why: str) -> None:
    made.unsettled().update(state=State.FAILED, error=why, told_at=timezone.now())


def aside(work: Callable[[], None]) -> None:
    """Do it while the request is answered. A process that ends takes it along: the row falls silent."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    threading.Thread(target=run, daemon=True).start()
