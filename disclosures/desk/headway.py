"""What the page of an order says: the state in a word, the detail, the time it took, what may be done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from disclosures.models import PublishOrder
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


def headway(order: PublishOrder, now: datetime) -> Headway:
    waiting = order.state == State.WAITING
    quiet = waiting and now - (order.told_at or order.requested_at) > patience()
    return Headway(
        word=Stage(order.stage or Stage.QUEUED).label if waiting else WORDS[State(order.state)],
        detail="长时间没有进展，生成可能已经中断" if quiet else detail(order),
        elapsed=elapsed(order, now if waiting else order.told_at),
        running=waiting and not quiet,
        may_retry=quiet or order.state == State.FAILED,
    )


def patience() -> timedelta:
    return timedelta(seconds=settings.PRINT_SECONDS + QUIET)


def detail(order: PublishOrder) -> str:
    if order.state != State.WAITING:
        return order.error
    pages = {Stage.LAYING_OUT: f"第 {order.page} 页", Stage.WRITING: f"共 {order.page} 页"}
    return pages.get(Stage(order.stage or Stage.QUEUED), "") if order.page else ""


def elapsed(order: PublishOrder, until: datetime | None) -> str:
    if order.begun_at is None or until is None:
        return ""
    minutes, seconds = divmod(int((until - order.begun_at).total_seconds()), 60)
    return f"{minutes} 分 {seconds} 秒" if minutes else f"{seconds} 秒"
