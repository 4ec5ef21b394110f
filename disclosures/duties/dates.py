"""By when a final account must be published, and whether it was. Pure: dates in, dates and words out.

预算法 第十四条: within 20 days after the finance department's 批复 (the article's number is from memory; the
days and what they run from are in several public sources). None of them says of which kind the days are.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum


def deadline(since: date, days: int, *, working: bool) -> date:
    """The last day, the day of the reply not counted. Working days leave out Saturdays and Sundays only."""
    if not working:
        return since + timedelta(days=days)
    while days:
        since += timedelta(days=1)
        days -= since.weekday() < 5
    return since


def span(days: int, *, working: bool) -> str:
    return f"{days} 个工作日" if working else f"{days} 日"


@dataclass(frozen=True)
class Terms:
    """What 及时性 is judged by: when the bureau replied, when it was first published, how many days; `due`
    where the bureau's list says a last day, which then holds.
    """

    replied: date | None
    disclosed: date | None
    days: int
    working: bool
    due: date | None = None

    @property
    def kind(self) -> str:
        return "工作日" if self.working else "自然日"

    @property
    def last(self) -> date | None:
        """The last day; None as long as nobody knows it."""
        if self.due or self.replied is None:
            return self.due
        return deadline(self.replied, self.days, working=self.working)


class State(Enum):
    """What became of a duty, in the order in which an officer looks at it."""

    OVERDUE = "overdue"
    OPEN = "open"
    UNDATED = "undated"
    LATE = "late"
    IN_TIME = "in-time"
    DONE = "done"
    WITHDRAWN = "withdrawn"

    @property
    def title(self) -> str:
        return TITLES[self]


TITLES = {
    State.OVERDUE: "尚未公开，已过期限",
    State.OPEN: "尚未公开，未到期限",
    State.UNDATED: "尚未公开，期限未定",
    State.LATE: "已公开，晚于期限",
    State.IN_TIME: "已公开，在期限内",
    State.DONE: "已公开",
    State.WITHDRAWN: "公开后已撤回",
}
WAITING = frozenset({State.OVERDUE, State.OPEN, State.UNDATED})
PUBLISHED = frozenset({State.LATE, State.IN_TIME, State.DONE})


@dataclass(frozen=True)
class Standing:
    """A duty on a day. `first` is the day of the first version: a correction has no days of its own.

    `withdrawn`: no version stands any more.
    """

    due: date | None
    first: date | None
    today: date
    withdrawn: bool = False

    @property
    def state(self) -> State:
        if self.withdrawn:
            return State.WITHDRAWN
        if self.first is None:
            if self.due is None:
                return State.UNDATED
            return State.OVERDUE if self.today > self.due else State.OPEN
        if self.due is None:
            return State.DONE
        return State.LATE if self.first > self.due else State.IN_TIME

    @property
    def left(self) -> int | None:
        """Days from publication, or from today, to the last day: 0 on it, negative after it; None where there
        is no last day.
        """
        return None if self.due is None else (self.due - (self.first or self.today)).days

    @property
    def words(self) -> str:
        """The days, for a list that shows the dates beside it."""
        match self.state, self.left:
            case State.OVERDUE, int(left):
                return f"已过 {-left} 天"
            case State.OPEN, 0:
                return "今天到期"
            case State.OPEN, int(left):
                return f"还有 {left} 天"
            case State.LATE, int(left):
                return f"晚 {-left} 天"
        return ""
