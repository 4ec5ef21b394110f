"""What became of each duty: the first version counts, whatever came after it."""

from datetime import date

import pytest

from disclosures.duties.dates import State
from disclosures.duties.lines import counted, released, summary, years
from tests.disclosures.duties.years import DUE, YEAR, owes, published, unit, withdrawn

pytestmark = pytest.mark.django_db
TODAY = date(2025, 9, 25)
IN_TIME, LATER = date(2025, 9, 20), date(2025, 11, 3)


def state(today: date = TODAY) -> State:
    [line] = released(YEAR, today)
    return line.state


def test_a_correction_after_the_last_day_leaves_what_was_in_time() -> None:
    owes(unit("a"))
    a = unit("b")
    assert state() is State.OVERDUE
    owes(a, released=False)
    [line] = released(YEAR, TODAY)
    published(line.unit, IN_TIME)
    assert state() is State.IN_TIME
    published(line.unit, LATER, number=2)
    assert state(date(2026, 1, 1)) is State.IN_TIME


def test_what_was_withdrawn_says_so_until_the_next_version() -> None:
    owes(unit("a"))
    [line] = released(YEAR, TODAY)
    withdrawn(published(line.unit, IN_TIME))
    assert state() is State.WITHDRAWN
    published(line.unit, LATER, number=2)
    assert state() is State.IN_TIME, "the first day it was public"


def test_a_version_withdrawn_after_another_leaves_none() -> None:
    """What was corrected does not come back by itself."""
    owes(unit("a"))
    [line] = released(YEAR, TODAY)
    published(line.unit, IN_TIME)
    withdrawn(published(line.unit, LATER, number=2))
    assert state() is State.WITHDRAWN


def test_a_cover_may_name_another_day_than_that_on_which_it_came_here() -> None:
    a, b = unit("a"), unit("b")
    owes(a)
    owes(b)
    published(a, DUE, online=LATER)
    published(b, LATER, online=IN_TIME)
    found = {line.unit: line.deed for line in released(YEAR, TODAY)}
    assert found[a] and (found[a].first, found[a].came_later) == (DUE, LATER)
    assert found[b] and (found[b].first, found[b].came_later) == (IN_TIME, None), "it could be read"


def test_what_is_not_released_is_not_known() -> None:
    owes(unit("a"), released=False)
    assert released(YEAR, TODAY) == [] and years() == []


def test_the_sentence_leaves_out_what_is_nought() -> None:
    for code, day in {"a": IN_TIME, "b": LATER}.items():
        owes(unit(code))
        published(released(YEAR, TODAY)[-1].unit, day)
    assert (
        summary(counted(released(YEAR, TODAY)))
        == "应公开 2 个，已公开 2 个（其中晚于期限 1 个），尚未公开 0 个"
    )
    owes(unit("c"))
    owes(unit("d"), None)
    told = summary(counted(released(YEAR, TODAY)))
    assert told.endswith("，尚未公开 2 个（其中已过期限 1 个）") and told.startswith("应公开 4 个")
