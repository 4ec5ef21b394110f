"""How far a print has come: what the printer tells whoever waits for it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices


class Stage(TextChoices):
    QUEUED = "queued", "等待"
    LAYING_OUT = "laying-out", "排版"
    WRITING = "writing", "写出"
    DONE = "done", "完成"


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
