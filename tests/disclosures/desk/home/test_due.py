"""How many days are left until an account must be published."""

from dataclasses import replace
from datetime import date

import pytest

from disclosures.desk.home.due import due
from disclosures.duties.dates import Terms

REPLY = date(2025, 9, 1)


def words(
    today: date, *, disclosed: date | None = None, days: int = 20, working: bool = False
) -> tuple[str, str]:
    found = due(Terms(REPLY, disclosed, days, working), today)
    return found.words, found.style


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 9, 1), ("还有 20 天（2025年9月21日前公开）", "")),
        (date(2025, 9, 16), ("还有 5 天（2025年9月21日前公开）", "soon")),
        (date(2025, 9, 21), ("今天到期（2025年9月21日）", "soon")),
        (date(2025, 9, 23), ("已超过 2 天（应在2025年9月21日前公开）", "late")),
    ],
)
def test_days_left(today: date, expected: tuple[str, str]) -> None:
    assert words(today) == expected


def test_working_days_are_longer() -> None:
    assert words(date(2025, 9, 22), working=True) == ("还有 7 天（2025年9月29日前公开）", "")


def test_what_is_published_says_when_and_whether_in_time() -> None:
    assert words(REPLY, disclosed=date(2025, 9, 21)) == ("2025年9月21日公开", "")
    assert words(REPLY, disclosed=date(2025, 9, 22)) == ("2025年9月22日公开，晚于期限", "late")


def test_without_the_reply_nothing_runs() -> None:
    assert due(Terms(None, None, 20, False), REPLY).words == "批复后计算"
    assert due(Terms(None, REPLY, 20, False), REPLY).words == "2025年9月1日公开"


def test_the_day_of_the_bureaus_list_holds() -> None:
    listed = Terms(REPLY, None, 20, False, due=date(2025, 9, 30))
    assert due(listed, REPLY).words == "还有 29 天（2025年9月30日前公开）"
    assert due(replace(listed, replied=None), REPLY).words == "还有 29 天（2025年9月30日前公开）"
