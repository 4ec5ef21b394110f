"""One account at a glance: who acts next, every piece in the order of the report, and the way to each."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from accounts import filing, ledger
from accounts.figures import at
from accounts.models import Account, Unit
from accounts.money import Scale
from accounts.projects import ProjectSheet
from disclosures.assembly import build
from disclosures.checks import run
from disclosures.desk import findings
from disclosures.desk.overview.contents import Contents, Item
from disclosures.desk.overview.pages import stages as stages_of
from disclosures.desk.overview.pages import unfinished
from disclosures.report import Issue
from tests import stages
from tests.disclosures.desk.conftest import member, nowhere

ADDRESS = "/desk/accounts/{}/"


def items(account: Account, unmet: tuple[str, ...] = ()) -> dict[str, Item]:
    case = ledger.load_case(account)
    made = Contents(case, build(case, Issue()), findings.page(case, run(case), ()), unmet).stages()
    return {item.key: item for stage in made for item in stage.items}


@pytest.fixture
def blank(draft: Account) -> Account:
    unit = Unit.objects.get(code="liaoyuan")
    return filing.begin(unit, 2025, edition="jilin-2024-unit", scale=Scale.YUAN, by="张三")


def test_pieces_stand_in_the_order_of_the_report(draft: Account) -> None:
    case = ledger.load_case(draft)
    made = Contents(case, build(case, Issue()), findings.page(case, run(case), ()), ()).stages()
    assert [stage.title for stage in made] == [
        "单位概况",
        "决算表",
        "项目支出绩效自评",
        "补充资料（随数据公开，不印在报告中）",
        "决算情况说明：变动原因和用途",
        "检查、预览、报送",
    ]
    keys = [item.key for stage in made for item in stage.items]
    assert keys[:4] == ["duties", "organisation", "t01", "t02"]
    assert keys[-3:] == ["findings", "preview", "submit"] and len(keys) == len(set(keys))


def test_what_was_found_stands_with_its_piece(draft: Account) -> None:
    found = items(draft)
    assert found["t05"].state == "found" and found["t05"].found > 0 and found["t05"].anchor == "t05"
    assert found["t01"].words.endswith("个数") and found["findings"].state == "found"
    in_all = sum(item.found for item in found.values() if item.kind != "findings")
    assert in_all == found["findings"].found


def test_a_blank_account_says_what_to_begin_with(blank: Account) -> None:
    found = items(blank, ("还有 1 个问题没有改正或说明",))
    assert (found["duties"].state, found["duties"].words) == ("open", "还有 1 处没有写")
    assert (found["t01"].state, found["t01"].words) == ("open", "还没有填")
    assert found["t07"].state == "empty" and "没有这类收支的不用填" in found["t07"].words
    assert found["overall"].state == "empty" and found["projects"].state == "empty"
    assert (found["data-initial_budget"].state, found["data-adjustment"].state) == ("open", "empty")
    assert found["submit"].words == "还有 1 个问题没有改正或说明"


def test_a_project_without_money_is_not_done(blank: Account) -> None:
    filing.put_projects(blank, [ProjectSheet("p1", "宣传", "某局")], by="填报人")
    found = items(blank)["projects"]
    assert (found.state, found.words) == ("open", "1 个项目，其中 1 个还没有填金额")
    ledger.record(blank, {at("project/p1.total/budget"): Decimal("100.00")}, by="填报人")
    assert items(blank)["projects"].words == "1 个项目"


def test_a_table_that_may_be_empty_says_so_once_the_account_is_begun(blank: Account) -> None:
    ledger.record(blank, {at("t01/income.general_budget/amount"): Decimal("100.00")}, by="填报人")
    found = items(blank)
    assert found["t01"].words == "1 个数" and found["t07"].words == "没有数，报告中写明“没有”"


def test_the_page_tells_the_clerk_what_to_do(draft: Account, clerk: Client) -> None:
    page = clerk.get(ADDRESS.format(draft.pk)).content.decode()
    assert "由本单位填报人填写" in page and "批复后计算" in page
    assert "接着办：" in page and "去办理" not in page, "it cannot be submitted yet"
    for rest in ("tables/t01/", "findings/#g-t05", "preview/", "steps/", "history/"):
        assert f'href="{ADDRESS.format(draft.pk)}{rest}' in page, rest
    assert 'aria-current="page">总览</a>' in page


def test_every_link_of_the_page_leads_somewhere(draft: Account, clerk: Client) -> None:
    page = clerk.get(ADDRESS.format(draft.pk)).content.decode()
    links = {link.split("#")[0] for link in re.findall(r'href="(/desk/accounts/[^"]+)"', page)}
    assert len(links) > 15
    assert {link: clerk.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_a_reviewer_reads_it_and_is_not_asked_to_write(draft: Account, reviewer: Client) -> None:
    page = reviewer.get(ADDRESS.format(draft.pk)).content.decode()
    assert "您可以查看；填写由本单位填报人办理" in page and "去办理" not in page


def test_what_was_returned_says_why(draft: Account, clerk: Client) -> None:
    stages.submit(draft)
    locked = clerk.get(ADDRESS.format(draft.pk)).content.decode()
    assert "内容锁定" in locked and "去办理" not in locked
    stages.workflow.return_to_clerk(draft, by=stages.REVIEWER, reason="支出决算表的项目支出请核对")
    page = clerk.get(ADDRESS.format(draft.pk)).content.decode()
    assert "审核人于" in page and "支出决算表的项目支出请核对" in page


def test_the_days_that_are_left_are_told(draft: Account, clerk: Client) -> None:
    stages.put_in(draft, "replied")
    Account.objects.filter(pk=draft.pk).update(replied_on=date(2024, 9, 1))
    assert "已超过" in clerk.get(ADDRESS.format(draft.pk)).content.decode()


def test_others_get_nothing(draft: Account, outsider: Client) -> None:
    nowhere(outsider, "get", ADDRESS.format(draft.pk), f"{ADDRESS.format(draft.pk)}standing")


def test_the_number_of_queries_does_not_grow_with_what_is_left(
    draft: Account, blank: Account, clerk: Client, django_assert_max_num_queries: object
) -> None:
    for account in (draft, blank):
        with django_assert_max_num_queries(50):  # type: ignore[operator]
            clerk.get(ADDRESS.format(account.pk))


def test_a_bureau_sees_a_department(draft: Account) -> None:
    unit = Unit.objects.get(code="yanbian")
    account = Account.objects.get(unit=unit, year=2024)
    page = member("财政", "bureau", "yanbian").get(ADDRESS.format(account.pk)).content.decode()
    assert "部门概况" in page


def test_the_clerk_goes_on_with_the_first_piece_that_is_left(draft: Account) -> None:
    pieces = stages_of(draft, ledger.load_case(draft))
    found = unfinished(pieces)
    assert found is not None and found[0].is_left and found[0].kind != "submit"
    before = [item for piece in pieces for item, *_ in piece["items"]]
    assert not any(item.is_left for item in before[: before.index(found[0])])


def test_where_only_submission_is_left_there_is_nothing_to_go_on_with() -> None:
    submit = Item("submit", "报送审核", "submit", "open", "需要负责人审签")
    assert unfinished([{"items": [(submit, "/steps/", "")]}]) is None
