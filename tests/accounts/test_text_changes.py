"""Every text that is changed leaves a line, whoever changes it and by whatever way."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError

from accounts.filing import explain, name_subjects, put_projects
from accounts.models import Account, Explanation, Indicator, Project, TextChange
from accounts.projects import IndicatorLine, ProjectSheet

Sql = Callable[[str], None]
ACT = "SELECT set_config('accounts.actor', '维护人', true);"
LENGTH = IndicatorLine("产出", "数量", "里程", operator="≥", target="12")
ROAD = ProjectSheet("road", "道路养护", "本级", indicators=(LENGTH,))
ROOF = ProjectSheet("roof", "屋面维修", "本级")


def lines(account: Account, after: int = 0) -> list[tuple[str, str, str, str]]:
    """What was logged but for the first so many lines."""
    rows = TextChange.objects.filter(account=account).order_by("id")
    return [(row.place, row.before, row.after, row.by) for row in rows[after:]]


def test_a_text_is_logged_when_it_comes_changes_and_goes(account: Account) -> None:
    for text in ("甲", "乙", "乙", None):
        explain(account, {"reason.overall": text}, by="张三")
    assert lines(account) == [
        ("reason.overall", "", "甲", "张三"),
        ("reason.overall", "甲", "乙", "张三"),
        ("reason.overall", "乙", "", "张三"),
    ]


def test_so_is_the_name_of_a_subject(account: Account) -> None:
    name_subjects(account, {"208": "社会保障"}, by="张三")
    name_subjects(account, {"208": "社会保障和就业支出"}, by="李四")
    assert lines(account, 1) == [("subject/208", "社会保障", "社会保障和就业支出", "李四")]


def test_of_a_project_only_what_differs_is_logged(account: Account) -> None:
    put_projects(account, [ROAD, ROOF], by="张三")
    before = len(lines(account))
    assert ("project/road/name", "", "道路养护", "张三") in lines(account)
    assert ("project/road/1/target", "", "12", "张三") in lines(account)
    put_projects(account, [ROAD, ROOF], by="李四")
    assert len(lines(account)) == before, "nothing changed, nothing is said"
    changed = replace(ROAD, score="9", department_evaluated=True, indicators=(replace(LENGTH, actual="11"),))
    put_projects(account, [changed, ROOF], by="李四")
    assert lines(account, before) == [
        ("project/road/department_evaluated", "", "true", "李四"),
        ("project/road/score", "", "9", "李四"),
        ("project/road/1/actual", "", "11", "李四"),
    ]


def test_projects_change_places(account: Account) -> None:
    put_projects(account, [ROAD, ROOF], by="张三")
    before, kept = len(lines(account)), set(Project.objects.values_list("pk", flat=True))
    put_projects(account, [ROOF, ROAD], by="李四")
    assert sorted(lines(account, before)) == [
        ("project/road/position", "0", "1", "李四"),
        ("project/roof/position", "1", "0", "李四"),
    ]
    assert set(Project.objects.values_list("pk", flat=True)) == kept


def test_what_goes_with_a_project_is_logged_too(account: Account) -> None:
    put_projects(account, [ROAD, ROOF], by="张三")
    before = len(lines(account))
    put_projects(account, [ROOF], by="李四")
    gone = lines(account, before)
    assert ("project/road/1/name", "里程", "", "李四") in gone and (
        "project/road/name",
        "道路养护",
        "",
        "李四",
    ) in gone
    assert not Indicator.objects.exists()


def test_indicators_come_and_go(account: Account) -> None:
    put_projects(account, [ROAD], by="张三")
    wide = replace(LENGTH, name="宽度")
    put_projects(account, [replace(ROAD, indicators=(LENGTH, wide))], by="张三")
    assert [each.name for each in Indicator.objects.order_by("position")] == ["里程", "宽度"]
    put_projects(account, [replace(ROAD, indicators=(wide,))], by="张三")
    assert [each.name for each in Indicator.objects.all()] == ["宽度"]


@pytest.fixture
def filled(account: Account) -> Account:
    explain(account, {"reason.overall": "甲"}, by="张三")
    name_subjects(account, {"208": "社会保障"}, by="张三")
    put_projects(account, [ROAD], by="张三")
    return account


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_explanation SET text = '丁'",
        "DELETE FROM accounts_explanation",
        "UPDATE accounts_accountsubject SET name = '丁'",
        "UPDATE accounts_project SET score = '10'",
        "UPDATE accounts_indicator SET actual = '99'",
        "DELETE FROM accounts_indicator",
        "INSERT INTO accounts_explanation (account_id, slot, text, by, at) SELECT id, 'x', 'y', 'z', now() "
        "FROM accounts_account",
    ],
)
def test_a_text_is_not_written_without_an_actor(filled: Account, sql: Sql, statement: str) -> None:
    with pytest.raises(IntegrityError, match="of a text without an actor is refused"):
        sql(statement)


def test_with_one_every_row_leaves_its_line(filled: Account, sql: Sql) -> None:
    before = len(lines(filled))
    sql(f"{ACT} UPDATE accounts_explanation SET text = '丁'; UPDATE accounts_indicator SET actual = '9'")
    assert lines(filled, before) == [
        ("reason.overall", "甲", "丁", "维护人"),
        ("project/road/1/actual", "", "9", "维护人"),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_explanation SET slot = 'reason.fiscal'",
        "UPDATE accounts_project SET key = 'way'",
        "UPDATE accounts_accountsubject SET code = '209'",
        "UPDATE accounts_indicator SET position = 7",
    ],
)
def test_a_text_does_not_move(filled: Account, sql: Sql, statement: str) -> None:
    with pytest.raises(IntegrityError, match="A text does not move"):
        sql(f"{ACT} {statement}")


@pytest.mark.parametrize("table", ["explanation", "accountsubject", "project", "indicator", "textchange"])
def test_nothing_is_truncated(filled: Account, sql: Sql, table: str) -> None:
    with pytest.raises(IntegrityError, match=r"TRUNCATE of .* is refused"):
        sql(f"{ACT} TRUNCATE accounts_{table} CASCADE")


@pytest.mark.parametrize(
    "act",
    [
        lambda: TextChange.objects.update(by="别人"),
        lambda: TextChange.objects.all().delete(),
        lambda: TextChange.objects.create(
            account=Account.objects.get(), place="x", before="", after="", by="x", at="2025-01-01T00:00Z"
        ),
    ],
)
def test_the_log_is_not_written_by_hand(filled: Account, act: Callable[[], Any]) -> None:
    with pytest.raises((IntegrityError, ProgrammingError), match=r"is refused|never altered"):
        act()


def test_a_temporary_table_does_not_catch_the_lines(filled: Account, sql: Sql) -> None:
    before = len(lines(filled))
    table = "accounts_textchange"
    sql(f"CREATE TEMPORARY TABLE {table} (LIKE public.{table} INCLUDING ALL) ON COMMIT DROP")
    explain(filled, {"reason.overall": "戊"}, by="张三")
    sql("DROP TABLE pg_temp.accounts_textchange")
    assert len(lines(filled)) == before + 1
    assert Explanation.objects.get().text == "戊"
