"""The stages of a print, as the press tells them. What people read: disclosures/printing/progress.py."""

from collections.abc import Callable

QUEUED, LAYING_OUT, WRITING, DONE = "queued", "laying-out", "writing", "done"

Told = Callable[[str, int], None]
"""A stage, and the page under way or, at the end, how many there are."""


def to_nobody(stage: str, page: int) -> None:
    """For whoever does not want to know."""
