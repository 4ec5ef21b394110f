"""A rule that finds a thousand faults in a pasted text shows the first and counts the rest. Pure."""

from collections.abc import Iterator
from functools import wraps

from accounts.case import Case
from accounts.checks.engine import Check, Fault, Level, Seen

MOST = 100
"""So many findings of one rule on a given text are worth reading."""
ORDER = (Level.NOTICE, Level.REASON, None, Level.ERROR)
"""None is the level of the rule."""


def capped(check: Check) -> Check:
    @wraps(check)
    def first_of(case: Case) -> Iterator[Seen]:
        shown = 0
        more: list[Fault] = []
        for seen in check(case):
            if isinstance(seen, Fault) and seen.place.startswith("given/"):
                shown += 1
                if shown > MOST:
                    more.append(seen)
                    continue
            yield seen
        if more:
            yield the_rest(more)

    return first_of


def the_rest(more: list[Fault]) -> Fault:
    return Fault(
        f"另有{len(more)}处同样的问题，没有逐条列出",
        level=max((fault.level for fault in more), key=ORDER.index),
        place=more[0].place,
        remedy="改正列出的各处后再检查一次",
    )
