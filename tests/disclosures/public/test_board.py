"""公开情况: who must publish for a year and who has, for everybody to see."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Unit
from tests.disclosures.duties.years import DUE, account, owes, published, unit, withdrawn

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON, GONE = TODAY + timedelta(days=3), TODAY - timedelta(days=3)


def board(query: str = "", year: int = 2024) -> str:
    answer = Client().get(f"/board/{year}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def body(query: str = "") -> str:
    return board(query).split("<tbody>")[1]


@pytest.fixture
def listed() -> dict[str, Unit]:
    """One of each: in time, late, not yet, overdue, without a day; and one that is not on the list."""
    top = unit("top", "甲局", kind="department")
    found = {
        code: unit(code, name, parent=top, region=region)
        for code, name, region in (
            ("one", "按期单位", "甲市"),
            ("two", "晚公开单位", "甲市"),
            ("three", "未到期单位", "乙市"),
            ("four", "过期单位", "乙市"),
        )
    }
    for each, due in zip(found.values(), (DUE, DUE, SOON, GONE), strict=True):
        owes(each, due)
    published(found["one"], DUE)
    published(found["two"], DUE + timedelta(days=2))
    owes(top, None)
    found["hidden"] = unit("hidden", "不列入单位", parent=top)
    account(found["hidden"])
    owes(unit("unreleased", "未公布单位"), released=False)
    return {**found, "top": top}


def test_it_says_who_has_when_and_who_has_not(listed: dict[str, Unit]) -> None:
    page = board()
    assert "应公开 5 个，已公开 2 个（其中晚于期限 1 个），尚未公开 3 个（其中已过期限 1 个）" in page
    assert re.search(r'href="/one/2024/">按期单位</a>', page) and 'href="/four/">过期单位</a>' in page
    assert "已公开，在期限内" in page and "晚 2 天" in page and "已过 3 天" in page and "还有 3 天" in page
    assert "批复后计算" in page and "2025年9月21日" in page


def test_the_days_are_said_as_they_are_counted(listed: dict[str, Unit], settings: Any) -> None:
    assert "批复后 20 日内" in board()
    settings.DISCLOSURE_DAYS_ARE_WORKING_DAYS = True
    assert "批复后 20 个工作日内" in board()


def test_who_is_not_on_the_released_list_is_not_named(listed: dict[str, Unit]) -> None:
    for query in ("", "?name=单位", "?department=top", "?department=hidden", "?state=nonsense"):
        assert "不列入" not in body(query) and "未公布单位" not in body(query)


def test_it_is_narrowed_by_state_region_department_and_name(listed: dict[str, Unit]) -> None:
    assert "过期单位" in body("?state=overdue") and "按期单位" not in body("?state=overdue")
    assert "过期单位" in body("?region=乙市") and "按期单位" not in body("?region=乙市")
    assert "甲局" in body("?department=top") and "按期单位" not in body("?department=three")
    assert body("?name=晚").count("<tr>") == 1
    assert "应公开 2 个" in board("?region=乙市&state=overdue"), "the sums are of all but the state"


@pytest.mark.parametrize("query", ["?state=king", "?department=%00", "?sort=-x", "?page=-1", "?name=%00%ff"])
def test_nonsense_is_passed_over(listed: dict[str, Unit], query: str) -> None:
    assert "甲局" in board(query)


def test_a_day_that_was_set_and_a_version_that_came_later_are_told(listed: dict[str, Unit]) -> None:
    late = unit("later", "迟来单位")
    owes(late, DUE, fixed=True)
    published(late, DUE, online=DUE + timedelta(days=40))
    row = body("?name=迟来")
    assert "2025年9月21日（另定）" in row and "2025年9月21日（2025年10月31日上本站）" in row


def test_what_was_withdrawn_leads_to_no_report(listed: dict[str, Unit]) -> None:
    gone = unit("gone", "撤回单位")
    owes(gone)
    withdrawn(published(gone, DUE))
    row = body("?name=撤回")
    assert "公开后已撤回" in row and 'href="/gone/"' in row and "/gone/2024/" not in row
    assert "公开后已撤回 1 个" in board("?name=撤回")


def test_without_a_year_it_is_that_of_the_newest(listed: dict[str, Unit]) -> None:
    assert Client().get("/board/").content.decode() == board()
    assert "甲局" not in Client().get("/board/?state=overdue").content.decode().split("<tbody>")[1]
    owes(listed["one"], date(2026, 9, 1), year=2025)
    assert Client().get("/board/").content.decode() == board(year=2025)
    assert '<a href="/board/2025/">2025年度公开情况</a>' in Client().get("/").content.decode()
    assert '<a href="/board/2024/">2024年度</a>' in board(year=2025)


def test_a_year_without_a_list_names_those_with_one(listed: dict[str, Unit]) -> None:
    answer = Client().get("/board/2019/")
    assert answer.status_code == 404 and 'href="/board/2024/"' in answer.content.decode()


def test_without_any_list_the_pages_say_so() -> None:
    assert Client().get("/board/").status_code == 404
    assert "公开情况" not in Client().get("/").content.decode()


def test_hundreds_cost_no_more_queries(listed: dict[str, Unit], django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(8) as few:
        board("?department=top")
    for n in range(120):
        published(unit(f"u{n}", parent=listed["top"]), DUE)
        owes(Unit.objects.get(code=f"u{n}"))
    with django_assert_max_num_queries(len(few)):
        page = board("?department=top&page=2")
    assert "第 2 页，共 3 页" in page
