"""What the page of an order or a draft's print says: a word, the detail, the time, what may be done."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from disclosures import queue
from disclosures.models import Making, PublishOrder
from disclosures.printing import Stage
from disclosures.queue import Standing

State = PublishOrder.State
WORDS = {State.DONE: "完成", State.FAILED: "失败", State.CANCELLED: "已取消"}
NOBODY = "没有正在运行的生成程序，请管理员启动（manage.py worker）；启动后自动生成"
DIED = "生成程序中途停止了，稍后自动重新生成；如果一直没有动静，请管理员启动生成程序（manage.py worker）"
NOT_IN_LINE = "没有排进队列，请重试"


@dataclass(frozen=True)
class Headway:
    word: str
    detail: str
    elapsed: str
    running: bool
    may_retry: bool


def seen(made: Making) -> Headway:
    """As it is now."""
    is_settled = made.state in (State.DONE, State.CANCELLED)
    return headway(made, None if is_settled else queue.standing(made), timezone.now())


def headway(made: Making, standing: Standing | None, now: datetime) -> Headway:
    waiting = made.state == State.WAITING
    return Headway(
        word=word(made, standing) if waiting else WORDS[State(made.state)],
        detail=progress(made, standing) if waiting else failure(made, standing),
        elapsed=elapsed(made, now if waiting else made.told_at),
        running=waiting and standing is not None,
        may_retry=(waiting and standing is None) or made.state == State.FAILED,
    )


def word(made: Making, standing: Standing | None) -> str:
    at_work = standing is not None and standing.begun and not standing.alone
    return Stage(made.stage or Stage.QUEUED if at_work else Stage.QUEUED).label


def progress(made: Making, standing: Standing | None) -> str:
    if standing is None:
        return NOT_IN_LINE
    if not standing.begun:
        waits = f"前面还有 {standing.ahead} 个" if standing.ahead else "即将开始"
        return NOBODY if standing.alone else waits
    if standing.alone:
        return DIED
    pages = {Stage.LAYING_OUT: f"第 {made.page} 页", Stage.WRITING: f"共 {made.page} 页"}
    return pages.get(Stage(made.stage or Stage.QUEUED), "") if made.page else ""


def failure(made: Making, standing: Standing | None) -> str:
    if standing is None or standing.due is None:
        return made.error
    return f"{made.error}（{timezone.localtime(standing.due):%H:%M:%S} 自动再试）"


def elapsed(made: Making, until: datetime | None) -> str:
    if made.begun_at is None or until is None:
        return ""
    minutes, seconds = divmod(int((until - made.begun_at).total_seconds()), 60)
    return f"{minutes} 分 {seconds} 秒" if minutes else f"{seconds} 秒"
