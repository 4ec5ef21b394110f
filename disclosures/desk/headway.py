"""What the page of an order or a draft's print says: a word, the detail, the time, what may be done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from disclosures.models import Making, PublishOrder
from disclosures.printing import Stage

State = PublishOrder.State
WORDS = {State.DONE: "完成", State.FAILED: "失败", State.CANCELLED: "已取消"}
QUIET = 60
"""Seconds without news, beyond the time limit of a print, after which nobody is at work any more."""


@dataclass(frozen=True)
class Headway:
    word: str
    detail: str
    elapsed: str
    running: bool
    may_retry: bool


def headway(made: Making, now: datetime) -> Headway:
    waiting = made.state == State.WAITING
    quiet = waiting and now - (made.told_at or made.requested_at) > patience()
    return Headway(
        word=Stage(made.stage or Stage.QUEUED).label if waiting else WORDS[State(made.state)],
        detail="长时间没有进展，生成可能已经中断" if quiet else detail(made),
        elapsed=elapsed(made, now if waiting else made.told_at),
        running=waiting and not quiet,
        may_retry=quiet or made.state == State.FAILED,
    )


def patience() -> timedelta:
    return timedelta(seconds=settings.PRINT_SECONDS + QUIET)


def detail(made: Making) -> str:
    if made.state != State.WAITING:
        return made.error
    pages = {Stage.LAYING_OUT: f"第 {made.page} 页", Stage.WRITING: f"共 {made.page} 页"}
    return pages.get(Stage(made.stage or Stage.QUEUED), "") if made.page else ""


def elapsed(made: Making, until: datetime | None) -> str:
    if made.begun_at is None or until is None:
        return ""
    minutes, seconds = divmod(int((until - made.begun_at).total_seconds()), 60)
    return f"{minutes} 分 {seconds} 秒" if minutes else f"{seconds} 秒"
