"""One print in this very process: the typesetter at work, telling how far it has come."""

import contextlib
import gc
import logging
import re
import threading
from collections.abc import Iterator

from disclosures import typesetting
from disclosures.printing.progress import Progress, Stage, Tell
from disclosures.report import Report

STEPS = logging.getLogger("weasyprint.progress")
STEP = re.compile(r"Step (\d+)(?:.*Page (\d+))?")
FIRST_OF_WRITING = 6


def typeset(html: str, report: Report, tell: Tell) -> bytes:
    tell(Progress(Stage.LAYING_OUT))
    with no_collections(), steps_told(tell) as steps:
        printed = typesetting.pdf(html, report)
    tell(Progress(Stage.DONE, steps.pages))
    return printed


@contextlib.contextmanager
def no_collections() -> Iterator[None]:
    """Every box of the document stays to the end. Looking for garbage among them takes a third of the time of
    a large account and finds next to nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextlib.contextmanager
def steps_told(tell: Tell) -> "Iterator[Steps]":
    steps = Steps(tell)
    STEPS.addHandler(steps)
    STEPS.setLevel(logging.INFO)
    STEPS.propagate = False  # every page would be a line on the console
    try:
        yield steps
    finally:
        STEPS.removeHandler(steps)


class Steps(logging.Handler):
    """The typesetter's log of its steps, made into progress."""

    def __init__(self, tell: Tell) -> None:
        super().__init__(logging.INFO)
        self.tell, self.thread, self.pages = tell, threading.get_ident(), 0

    def filter(self, record: logging.LogRecord) -> bool:
        return record.thread == self.thread  # another thread may be printing too

    def emit(self, record: logging.LogRecord) -> None:
        found = STEP.match(record.getMessage())
        if found is None:
            return
        if found[2]:
            self.pages = int(found[2])
        stage = Stage.WRITING if int(found[1]) >= FIRST_OF_WRITING else Stage.LAYING_OUT
        self.tell(Progress(stage, self.pages))
