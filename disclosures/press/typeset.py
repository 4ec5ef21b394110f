"""One print in this very process: the typesetter at work, telling how far it has come."""

import contextlib
import gc
import hashlib
import logging
import re
import threading
from collections.abc import Iterator, Sequence

from disclosures import fonts, justification
from disclosures.fonts import PrintingImpossible
from disclosures.press import declarations, stages
from disclosures.press.enclosed import Enclosed
from disclosures.press.stages import Told

STEPS = logging.getLogger("weasyprint.progress")
STEP = re.compile(r"Step (\d+)(?:.*Page (\d+))?")
FIRST_OF_WRITING = 6


def typeset(page: str, tell: Told, enclosed: Sequence[Enclosed] = ()) -> bytes:
    """The page on paper, with files inside. The same page and files give the same bytes."""
    tell(stages.LAYING_OUT, 0)
    fonts.require(page)
    load_typesetter()
    from disclosures.press.finish import finisher
    from disclosures.press.page import Page

    with no_collections(), steps_told(tell) as steps:
        finish = finisher(identifier(page, enclosed), enclosed)
        printed: bytes = Page(page).write_pdf(pdf_tags=True, finisher=finish)
    tell(stages.DONE, steps.pages)
    return printed


def identifier(page: str, enclosed: Sequence[Enclosed]) -> bytes:
    """Of the file: made of its content."""
    content = hashlib.sha256(page.encode())
    for each in enclosed:
        content.update(hashlib.sha256(each.content).digest())
    return content.digest()[:16]


def load_typesetter() -> None:
    """Imported late: it needs Pango, which a machine that only serves pages may lack."""
    fonts.use_prepared()
    try:
        with declarations.kept():
            import weasyprint  # noqa: F401
    except OSError as error:
        raise PrintingImpossible(f"无法生成PDF：缺少排版库 Pango。{fonts.INSTALL}") from error
    from disclosures.press import aloud, continued, leaders, shortcuts

    justification.install()
    leaders.install()
    continued.install()
    aloud.install()
    shortcuts.install()


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
def steps_told(tell: Told) -> "Iterator[Steps]":
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

    def __init__(self, tell: Told) -> None:
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
        self.tell(stages.WRITING if int(found[1]) >= FIRST_OF_WRITING else stages.LAYING_OUT, self.pages)
