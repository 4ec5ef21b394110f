"""How far the making of a version or a draft has come, kept in its row: every process sees it there."""

import time

from django.utils import timezone

from disclosures.models import Making, PublishOrder
from disclosures.printing import Progress, Stage, Tell

State = PublishOrder.State
EVERY = 0.5
"""Seconds between two pages that are written down."""


def wait(made: Making) -> None:
    """What an earlier attempt left is forgotten."""
    made.unsettled().update(state=State.WAITING, error="", stage="", page=0, begun_at=None, told_at=None)


def begin(made: Making) -> None:
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
