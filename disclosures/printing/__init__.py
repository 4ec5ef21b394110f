"""The one door to the press. In goes an article with its report, out comes the PDF, whoever prints it."""

from collections.abc import Sequence

from django.conf import settings

from disclosures import typesetting
from disclosures.press.enclosed import Enclosed
from disclosures.press.failures import PrintFailed
from disclosures.press.typeset import typeset
from disclosures.printing.client import print_by
from disclosures.printing.progress import Progress, Stage, Tell, to_nobody
from disclosures.printing.worker import configured_worker
from disclosures.report import Report

__all__ = ["Enclosed", "PrintFailed", "Progress", "Stage", "Tell", "print_pdf"]


def print_pdf(
    html: str, report: Report, progress: Tell | None = None, enclosed: Sequence[Enclosed] = ()
) -> bytes:
    """With files inside. The same bytes from the worker as in process.

    PrintingImpossible and PrintFailed say what is wrong.
    """
    tell, page = progress or to_nobody, typesetting.page(html, report)
    if settings.PRINT_IN_PROCESS:
        return typeset(page, lambda stage, number: tell(Progress(Stage(stage), number)), enclosed)
    return print_by(configured_worker(), page, tell, enclosed)
