"""One print in this very process: the typesetter at work, telling how far it has come."""

import contextlib
import gc
import hashlib
import logging
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from disclosures import fonts, justification
from disclosures.fonts import PrintingImpossible
from disclosures.press import declarations, stages
from disclosures.press.stages import Told

STYLE = "static:///print.css"
STYLE_FILE = Path(__file__).resolve().parents[2] / "static" / "print.css"
STEPS = logging.getLogger("weasyprint.progress")
STEP = re.compile(r"Step (\d+)(?:.*Page (\d+))?")
FIRST_OF_WRITING = 6


def typeset(page: str, tell: Told) -> bytes:
    """The page on paper. The same page gives the same bytes."""
    tell(stages.LAYING_OUT, 0)
    fonts.require(page)
    weasyprint = loaded()
    from disclosures.press import finish  # it needs pydyf, which comes with WeasyPrint

    with no_collections(), steps_told(tell) as steps:
        document = weasyprint.HTML(string=page, base_url=STYLE, url_fetcher=fetcher(weasyprint))
        printed: bytes = document.write_pdf(
            presentational_hints=True,  # the widths of columns: the page may not have styles in attributes
            pdf_tags=True,
            finisher=finish.finisher(identifier=hashlib.sha256(page.encode()).digest()[:16]),
        )
    tell(stages.DONE, steps.pages)
    return printed


def loaded() -> Any:
    """WeasyPrint, imported late: it needs Pango, which a machine that only serves pages may lack."""
    fonts.use_prepared()
    try:
        with declarations.kept():
            import weasyprint
    except OSError as error:
        raise PrintingImpossible(f"无法生成PDF：缺少排版库 Pango。{fonts.INSTALL}") from error
    justification.install()
    return weasyprint


def fetcher(weasyprint: Any) -> Any:
    """Knows the print style and nothing else: neither network nor disk."""

    class StyleFetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url != STYLE:
                raise ValueError(f"the printer may not read {url}")
            style = STYLE_FILE.read_bytes()
            return weasyprint.urls.URLFetcherResponse(url, style, {"Content-Type": "text/css; charset=utf-8"})

    return StyleFetcher()


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
