"""By when a year's account must be public, and what became of it: at the edges of each day."""

from datetime import date

import pytest

from disclosures.duties.dates import Standing, State, Terms

DUE = date(2025, 9, 21)
BEFORE, AFTER = date(2025, 9, 20), date(2025, 9, 22)


def standing(today: date, first: date | None = None, due: date | None = DUE) -> Standing:
    return Standing(due, first, today)


@pytest.mark.parametrize(
    ("today", "state", "left", "words"),
    [
        (BEFORE, State.OPEN, 1, "还有 1 天"),
        (DUE, State.OPEN, 0, "今天到期"),
        (AFTER, State.OVERDUE, -1, "已过 1 天"),
    ],
)
def test_as_long_as_it_is_not_published_the_days_run(
    today: date, state: State, left: int, words: str
) -> None:
    found = standing(today)
    assert (found.state, found.left, found.words) == (state, left, words)


@pytest.mark.parametrize(
    ("first", "state", "left", "words"),
    [
        (BEFORE, State.IN_TIME, 1, ""),
        (DUE, State.IN_TIME, 0, ""),
        (AFTER, State.LATE, -1, "晚 1 天"),
    ],
)
def test_what_is_published_is_judged_by_its_first_day_whatever_day_it_is(
    first: date, state: State, left: int, words: str
) -> None:
    found = standing(date(2026, 3, 1), first)
    assert (found.state, found.left, found.words) == (state, left, words)


def test_without_a_last_day_nothing_is_late() -> None:
    assert standing(AFTER, due=None).state is State.UNDATED
    assert standing(AFTER, first=AFTER, due=None).state is State.DONE
    assert standing(AFTER, due=None).left is None and standing(AFTER, due=None).words == ""


def test_what_was_withdrawn_is_neither_in_time_nor_late() -> None:
    assert Standing(DUE, BEFORE, AFTER, withdrawn=True).state is State.WITHDRAWN


def test_the_last_day_runs_from_the_reply_unless_the_list_says_one() -> None:
    """批复 2025-07-17, published 2025-07-25: the central accounts of 2024."""
    replied = date(2025, 7, 17)
    assert Terms(replied, None, 20, False).last == date(2025, 8, 6)
    assert Terms(replied, None, 20, True).last == date(2025, 8, 14)
    assert Terms(replied, None, 20, False, due=DUE).last == DUE
    assert Terms(None, None, 20, False).last is None


def test_every_state_has_words() -> None:
    assert len({state.title for state in State}) == len(State)
