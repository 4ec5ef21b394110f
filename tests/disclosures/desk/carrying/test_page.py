"""Carrying over: what is offered, written into blanks only, sent twice, taken back, and for whom."""

from typing import Any

import pytest
from django.test import Client

from accounts import filing, ledger
from accounts.figures import at
from accounts.models import Account, Change, Subject, TextChange, Unit
from accounts.projects import IndicatorLine, ProjectSheet
from tests import stages
from tests.disclosures.desk.conftest import nowhere
from tests.disclosures.desk.entry.conftest import outsider, person, write

__all__ = ["outsider"]
SHEET = ProjectSheet(
    "old", "宣传", "某局", score="98", indicators=(IndicatorLine("a", "b", "c", weight="90"),)
)
ALL = {"group": ["profile", "words", "names", "projects", "opening"]}


@pytest.fixture
def account(db: None) -> Account:
    unit = Unit.objects.create(code="mouju", name="某局", kind="unit", level="市")
    before = Account.objects.create(unit=unit, year=2023, edition="jilin-2024-unit", scale="wan")
    write(before, "t01/spending.closing/amount 9 t04/spending.closing/general 9 t03/total/total 7")
    filing.explain(before, {"profile.duties": "负责某事", "reason.overall": "人员增加"}, by="前任")
    filing.name_subjects(before, {"2299999": "其他支出"}, by="前任")
    filing.put_projects(before, [SHEET], by="前任")
    return Account.objects.create(unit=unit, year=2024, edition="jilin-2024-unit", scale="wan")


@pytest.fixture
def clerk(account: Account) -> Client:
    return person("张三", account)


def url(account: Account) -> str:
    return f"/desk/accounts/{account.pk}/carry-over/"


def shown(client: Client, account: Account) -> str:
    answer = client.get(url(account))
    assert answer.status_code == 200
    return answer.content.decode()


def state(account: Account) -> tuple[Any, ...]:
    case = ledger.load_case(account)
    return dict(case.texts), dict(case.names), case.projects, dict(case.figures)


@pytest.mark.parametrize("method", ["get", "post"])
def test_for_others_there_is_nothing(outsider: Client, account: Account, method: str) -> None:
    nowhere(outsider, method, url(account), f"/desk/accounts/{10**30}/carry-over/")


@pytest.mark.parametrize("role", ["reviewer", "bureau", "publisher", "administrator"])
def test_who_may_read_may_not_write(account: Account, role: str) -> None:
    client = person("查看人", account, role)
    assert "不能填写" in shown(client, account) and "带入所选内容" not in shown(client, account)
    assert client.post(url(account), ALL).status_code == 404
    assert state(account) == ({}, {}, (), {})


def test_the_page_shows_what_would_come_over(clerk: Client, account: Account) -> None:
    page = shown(clerk, account)
    for told in ("负责某事", "其他支出", "宣传", "1 项指标", "9.00万元", "年初结转和结余"):
        assert told in page
    assert "人员增加" not in page, "no reason is asked for as long as there are no figures"


def test_a_name_of_the_official_list_needs_no_carrying(clerk: Client, account: Account) -> None:
    """Also while no figure of that subject is there."""
    Subject.objects.create(year=2024, classification="functional", code="2299999", name="其他支出")
    assert "科目 2299999" not in shown(clerk, account)


def test_everything_comes_over_once_and_is_taken_back(clerk: Client, account: Account) -> None:
    for _ in range(2):
        assert clerk.post(url(account), ALL).status_code == 302
    texts, names, (sheet,), figures = state(account)
    assert texts == {"profile.duties": "负责某事"} and names == {"2299999": "其他支出"}
    assert (sheet.name, sheet.score, sheet.indicators[0].weight) == ("宣传", "", "90")
    assert set(map(str, figures)) == {"t01/income.opening/amount", "t04/income.opening_general/amount"}
    assert Change.objects.filter(account=account).count() == 2
    assert set(TextChange.objects.filter(account=account).values_list("by", flat=True)) == {"张三"}
    page = shown(clerk, account)
    assert "您带入了 5 项" in page and "没有可以带入的了" in page
    clerk.post(url(account), {"undo": "1"})
    assert state(account) == ({}, {}, (), {})
    assert "撤回了 5 项" in shown(clerk, account)
    assert clerk.post(url(account), {"undo": "1"}).status_code == 302


def test_only_chosen_groups_and_only_blanks(clerk: Client, account: Account) -> None:
    filing.explain(account, {"profile.duties": "自己写的"}, by="李四")
    write(account, "t01/income.opening/amount 3")
    clerk.post(url(account), {"group": ["profile", "opening"]})
    texts, names, projects, figures = state(account)
    assert texts == {"profile.duties": "自己写的"} and not names and not projects
    assert figures[at("t01/income.opening/amount")] == 30_000 and len(figures) == 2
    assert clerk.post(url(account), {}).status_code == 409


def test_what_was_changed_since_is_not_taken_back(clerk: Client, account: Account) -> None:
    clerk.post(url(account), ALL)
    filing.explain(account, {"profile.duties": "改过"}, by="李四")
    write(account, "project/old.total/budget 5 t01/income.opening/amount 8")
    clerk.post(url(account), {"undo": "1"})
    texts, names, projects, figures = state(account)
    assert texts == {"profile.duties": "改过"} and not names and len(projects) == 1
    assert set(map(str, figures)) == {"project/old.total/budget", "t01/income.opening/amount"}
    assert "另有 3 项带入之后又改过，没有动" in shown(clerk, account)


def test_reasons_come_over_when_they_are_asked_for(clerk: Client, account: Account) -> None:
    clerk.post(url(account), ALL)
    write(account, "t01/income.grand_total/amount 5 t01/spending.grand_total/amount 5")
    assert "人员增加" in shown(clerk, account)
    clerk.post(url(account), {"group": "words"})
    assert state(account)[0]["reason.overall"] == "人员增加"
    assert "您带入了 6 项" in shown(clerk, account)


def test_a_closed_account_says_why(clerk: Client, account: Account) -> None:
    stages.submit(account)
    answer = clerk.post(url(account), ALL)
    assert answer.status_code == 409 and "正在等审核" in answer.content.decode()
    assert state(account) == ({}, {}, (), {})


def test_without_a_year_before_there_is_nothing(clerk: Client, account: Account) -> None:
    unit = account.unit
    first = Account.objects.create(unit=unit, year=2022, edition="jilin-2024-unit", scale="wan")
    assert "没有2021年度的决算" in shown(clerk, first)
    assert clerk.post(url(first), ALL).status_code == 302


def test_the_page_costs_the_same_whatever_its_size(
    clerk: Client, account: Account, django_assert_num_queries: Any
) -> None:
    before = Account.objects.get(unit=account.unit, year=2023)
    for count in (1, 30):
        sheets = [
            ProjectSheet(f"x{n}", f"项目{n}", "某局", indicators=SHEET.indicators) for n in range(count)
        ]
        filing.put_projects(before, sheets, by="前任")
        with django_assert_num_queries(QUERIES):
            shown(clerk, account)


QUERIES = 22
