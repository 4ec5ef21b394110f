"""How far a print has come: what the printer tells whoever waits for it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices

from disclosures.press import stages


class Stage(TextChoices):
    QUEUED = stages.QUEUED, "等待"
    LAYING_OUT = stages.LAYING_OUT, "排版"
    WRITING = stages.WRITING, "写出"
    DONE = stages.DONE, "完成"


@dataclass(frozen=True)
class Progress:
    stage: Stage
    page: int = 0
    """Laying out: the page under way. Afterwards: how many there are."""
    ahead: int = 0
    """Queued: how many prints stand before this one."""


Tell = Callable[[Progress], None]


def to_nobody(progress: Progress) -> None:
    """For whoever does not want to know."""
