from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.editions import BY_REGION, EDITIONS
from accounts.editions.definitions import Column
from accounts.filing import begin, explain, name_subjects, put_projects
from accounts.ledger import load, load_case, record
from accounts.models import Account, Change, Explanation, Subject, Unit
from accounts.money import Scale
from accounts.projects import IndicatorLine, ProjectSheet
from accounts.refusals import Closed, Refused, WrongAddress
from tests.accounts.amounts import cells

ROAD = ProjectSheet(
    "road",
    "道路养护",
    "本级",
    layout="C",
    indicators=(IndicatorLine("产出", "数量", "里程", operator="≥", target="12"),),
)
ROOF = ProjectSheet("roof", "屋面维修", "本级")


def test_a_unit_has_one_account_a_year(account: Account) -> None:
    with pytest.raises(Refused, match="2024年度决算已经建立"):
        begin(account.unit, 2024, edition="jilin-2024-unit", scale=Scale.YUAN)


def test_an_account_says_who_began_it_and_that_stays(bureau: Unit) -> None:
    account = begin(bureau, 2024, edition="jilin-2024-unit", scale=Scale.YUAN, by=" 张三 ")
    account.refresh_from_db()
    assert account.begun_by == "张三" and account.begun_at
    for change in ({"begun_by": "李四"}, {"begun_at": None}):
        with pytest.raises(IntegrityError, match="never altered"), transaction.atomic():
            Account.objects.filter(pk=account.pk).update(**change)


def test_a_new_years_edition_leaves_the_open_account_of_last_year_as_it_is(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, unit = EDITIONS[account.edition], account.unit
    spending = old.table("t03")
    [block] = spending.blocks
    wider = replace(spending, blocks=(replace(block, columns=(*block.columns, Column("digital", "信息化"))),))
    tables = tuple(wider if each is spending else each for each in old.tables)
    new = replace(old, code="jilin-2025-next", year=2025, tables=tables)
    monkeypatch.setitem(EDITIONS, new.code, new)
    monkeypatch.setitem(BY_REGION, "吉林省", (new, *BY_REGION["吉林省"]))
    record(account, cells("t03/208/total 1.00"), by="填报人")
    later = begin(unit, 2025, edition=new.code, scale=Scale.YUAN, by="填报人")
    record(later, cells("t03/208/digital 1.00"), by="填报人")
    assert (load_case(account).edition, load_case(later).edition) == (old, new)
    assert load_case(later).last == load(account)
    with pytest.raises(WrongAddress):
        record(account, cells("t03/208/digital 1.00"), by="填报人")


def test_an_unknown_edition_names_those_there_are(bureau: Unit) -> None:
    with pytest.raises(Refused, match=r"没有报表格式 mars-2024；已有：jilin-2024-department"):
        begin(bureau, 2024, edition="mars-2024", scale=Scale.WAN)
    assert not Account.objects.exists()


def test_texts_are_written_changed_and_emptied(account: Account) -> None:
    explain(account, {"reason.overall": "甲", "reason.fiscal": "乙", "reason.general": "丙"}, by="填报人")
    explain(account, {"reason.overall": " 丁 ", "reason.fiscal": "  ", "reason.general": None}, by="同事")
    assert list(Explanation.objects.values_list("slot", "text", "by")) == [("reason.overall", "丁", "同事")]


def test_a_text_without_a_slot_is_refused_and_none_written(account: Account) -> None:
    with pytest.raises(WrongAddress, match=r"没有说明位置“reason\.weather”"):
        explain(account, {"reason.overall": "甲", "reason.weather": "晴"}, by="填报人")
    assert not Explanation.objects.exists()


def test_radicals_become_whole_characters_and_controls_are_refused_by_name(account: Account) -> None:
    explain(account, {"reason.overall": "公⽤⻋"}, by="填报人")
    name_subjects(account, {"208": "社会保障⽀出"}, by="填报人")
    line = replace(ROAD.indicators[0], name="⻋辆")
    put_projects(account, [replace(ROAD, name="公⽤", indicators=(line,))], by="填报人")
    case = load_case(account)
    assert (case.texts["reason.overall"], case.names["208"]) == ("公用车", "社会保障支出")
    assert (case.projects[0].name, case.projects[0].indicators[0].name) == ("公用", "车辆")
    with pytest.raises(WrongAddress, match=r"^“reason.overall”有不能印刷的字符U\+0007（见“增加减少”）"):
        explain(account, {"reason.overall": "增加\x07减少"}, by="填报人")
    with pytest.raises(WrongAddress, match=r"U\+0007"):
        name_subjects(account, {"208": "社会\x07保障"}, by="填报人")
    with pytest.raises(WrongAddress, match=r"^项目“道路养护”有不能印刷的字符U\+0007"):
        put_projects(account, [replace(ROAD, name="道路\x07养护")], by="填报人")


def test_names_are_written_changed_and_removed(account: Account) -> None:
    name_subjects(account, {"208": "社会保障", "20805": "养老"}, by="填报人")
    name_subjects(account, {"208": "社会保障和就业支出", "20805": None}, by="填报人")
    assert load_case(account).names == {"208": "社会保障和就业支出"}


@pytest.mark.parametrize("code", ["2080", "total", "二〇八", "２０８"])
def test_a_name_without_a_code_is_refused(account: Account, code: str) -> None:
    with pytest.raises(WrongAddress, match=f"“{code}”不是科目编码"):
        name_subjects(account, {code: "名称"}, by="填报人")


def test_projects_come_back_as_they_were_put(account: Account) -> None:
    put_projects(account, [ROAD, ROOF], by="填报人")
    assert load_case(account).projects == (ROAD, ROOF)
    put_projects(account, [replace(ROOF, name="屋面大修"), ROAD], by="填报人")
    assert [p.name for p in load_case(account).projects] == ["屋面大修", "道路养护"]


def test_the_money_of_a_project_that_is_gone_is_blanked_and_logged(account: Account) -> None:
    put_projects(account, [ROAD, ROOF], by="填报人")
    record(account, cells("project/road.total/executed 1.00 project/roof.total/executed 2.00"), by="填报人")
    put_projects(account, [ROOF], by="同事")
    assert dict(load(account)) == cells("project/roof.total/executed 2.00")
    assert Change.objects.get(by="同事").address == "project/road.total/executed"


@pytest.mark.parametrize(
    ("sheets", "why"),
    [
        ([ROAD, ROAD], "项目代码“road”重复"),
        ([replace(ROAD, key="路/桥")], "应由小写字母"),
        ([replace(ROAD, layout="Z")], "没有表样 Z"),
        ([replace(ROAD, indicators=(IndicatorLine("产出", "数量", "里程", operator=">="),))], "符号“>=”"),
    ],
)
def test_a_faulty_project_is_refused_and_all_stay(
    account: Account, sheets: list[ProjectSheet], why: str
) -> None:
    put_projects(account, [ROOF], by="填报人")
    with pytest.raises(WrongAddress, match=why):
        put_projects(account, sheets, by="填报人")
    assert load_case(account).projects == (ROOF,)


@pytest.mark.parametrize(
    "write",
    [
        lambda account: explain(account, {"reason.overall": "甲"}, by="填报人"),
        lambda account: name_subjects(account, {"208": "社会保障"}, by="填报人"),
        lambda account: put_projects(account, [ROAD], by="填报人"),
    ],
)
def test_nothing_is_filed_in_a_closed_account(published: Account, write: Callable[[Account], None]) -> None:
    with pytest.raises(Closed, match="辽源市社会保险事业管理局2024年度决算已公开，不能修改"):
        write(published)


@pytest.mark.parametrize("score", ["优", "99分", "-1", "1e9", "NaN"])
def test_a_score_must_be_a_number(account: Account, score: str) -> None:
    with pytest.raises(WrongAddress, match=f"自评得分“{score}”不是数"):
        put_projects(account, [replace(ROAD, score=score)], by="填报人")


def test_a_doubtful_official_name_does_not_replace_the_accounts_own(account: Account) -> None:
    for code, confidence in (("208", "high"), ("20805", "low")):
        Subject.objects.create(
            year=2024, classification="functional", code=code, name="官方名称", confidence=confidence
        )
    record(account, cells("t03/20805/basic 1.00"), by="填报人")
    assert load_case(account).subjects == {"208": "官方名称"}


@pytest.mark.parametrize("count", [1, 40])
def test_filing_costs_the_same_whatever_there_is(
    account: Account, count: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    """Lock, name who writes, write, name nobody; and the test's savepoint and its release."""
    texts = {f"reason.item.{n}": "原因" for n in range(count)}
    with django_assert_num_queries(4 + 2):
        explain(account, texts, by="填报人")
    with django_assert_num_queries(4 + 2):
        name_subjects(account, {f"{208 + n}": "名称" for n in range(count)}, by="填报人")


def test_a_case_holds_all_that_is_known(account: Account) -> None:
    last = begin(
        account.unit, 2023, edition=account.edition, scale=Scale.YUAN, source=Account.Source.COMPARISON
    )
    Subject.objects.create(year=2024, classification="functional", code="208", name="社会保障和就业支出")
    Subject.objects.create(year=2024, classification="functional", code="20805", name="养老支出")
    Subject.objects.create(year=2024, classification="functional", code="212", name="城乡社区支出")
    Subject.objects.create(year=2023, classification="functional", code="208", name="旧名")
    record(account, cells("t03/20805/basic 2.00 t04/spending.208/fund 3.00"), by="填报人")
    record(last, cells("t01/income.grand_total/amount 1.00"), by="填报人")
    explain(account, {"reason.overall": "甲"}, by="填报人")
    name_subjects(account, {"20805": "养老"}, by="填报人")
    case = load_case(account)
    assert (case.unit.code, case.unit.name, case.unit.kind, case.unit.level) == (
        "liaoyuan",
        "辽源市社会保险事业管理局",
        "unit",
        "市",
    )
    assert (case.year, case.edition.code, case.scale) == (2024, "jilin-2024-unit", Scale.YUAN)
    assert dict(case.figures) == cells("t03/20805/basic 2.00 t04/spending.208/fund 3.00")
    assert case.last is not None and dict(case.last) == cells("t01/income.grand_total/amount 1.00")
    assert (case.names, case.texts) == ({"20805": "养老"}, {"reason.overall": "甲"})
    assert case.subjects == {"208": "社会保障和就业支出", "20805": "养老支出"}


def test_without_an_account_of_the_year_before_there_is_nothing_to_compare(account: Account) -> None:
    assert load_case(account).last is None


def test_a_department_reports_under_its_consolidated_name_for_the_units_below_it(department: Unit) -> None:
    account = begin(department, 2024, edition="jilin-2024-department", scale=Scale.WAN)
    unit = load_case(account).unit
    assert (unit.name, unit.members) == ("延边州社保局（汇总）", ("州社保局本级", "机关保险局"))


@pytest.mark.parametrize("projects", [0, 30])
def test_a_case_costs_eight_queries_whatever_it_holds(
    account: Account, projects: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    """Account, last year's, figures of both, names, subjects, indicators, projects, texts."""
    put_projects(account, [replace(ROAD, key=f"road-{n}") for n in range(projects)], by="填报人")
    record(account, cells("t03/205/basic 1.00"), by="填报人")
    with django_assert_num_queries(8):
        load_case(account)


def test_the_case_of_a_department_costs_three_queries_more(
    department: Unit, django_assert_num_queries: Callable[[int], Any]
) -> None:
    account = begin(department, 2024, edition="jilin-2024-department", scale=Scale.WAN)
    record(account, cells("t03/205/basic 100.00"), by="填报人")
    with django_assert_num_queries(11):  # its units, what was summed, what was taken out of the sum
        load_case(account)
