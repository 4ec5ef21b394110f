"""A case survives being frozen as JSON, to the last cell and word."""

import json
from dataclasses import replace
from decimal import Decimal

from accounts import content
from accounts.case import UnitShare, as_data, from_data
from accounts.consolidation.records import Adjusted, Consolidated, Contributed, Moved
from accounts.figures import at
from accounts.money import Scale
from accounts.projects import IndicatorLine, ProjectSheet, normal_operator
from tests.casebook import case

ROAD = ProjectSheet(
    "road", "道路", "某局", indicators=(IndicatorLine("产出指标", "数量指标", "里程", target="1"),)
)


def test_a_case_comes_back_from_json_as_it_was() -> None:
    frozen = case(
        "t03/total/total 1.05", "t03/total/total 1", texts={"reason.general": "甲"}, projects=(ROAD,)
    )
    thawed = from_data(json.loads(json.dumps(as_data(frozen))))
    assert as_data(thawed) == as_data(frozen)
    assert thawed.figures == frozen.figures and thawed.last == frozen.last
    assert thawed.projects == (ROAD,)


def test_the_units_of_a_department_come_back_too() -> None:
    share = case("t03/total/total 1").figures
    units = (UnitShare("a", "甲馆", share, Scale.YUAN, "填报中"), UnitShare("b", "乙馆"))
    frozen = replace(case(), units=units, last_units=units[1:])
    thawed = from_data(json.loads(json.dumps(as_data(frozen))))
    assert (thawed.units, thawed.last_units) == (units, units[1:])


def test_what_was_summed_and_adjusted_comes_back_too() -> None:
    moved = Moved("t03/205/basic", None, "1.00", "李四", "2025-03-06T09:10:00+08:00")
    made = Consolidated("张三", "2025-03-05T14:00:00+08:00", (Contributed("a", "甲馆", "0" * 64, (moved,)),))
    adjusted = (Adjusted(at("t03/205/basic"), Decimal("-1.50"), "抵销", "a", "ju"),)
    thawed = from_data(
        json.loads(json.dumps(as_data(replace(case(), consolidated=made, adjustments=adjusted))))
    )
    assert (thawed.consolidated, thawed.adjustments) == (made, adjusted)


def test_what_units_do_after_submission_leaves_the_mark_of_the_report() -> None:
    units = (UnitShare("a", "甲馆", case("t03/total/total 1").figures, Scale.YUAN, "填报中"),)
    adjusted = (Adjusted(at("t03/205/basic"), Decimal("-1.50"), "抵销"),)
    assert content.mark(replace(case(), units=units, adjustments=adjusted)) == content.mark(case())


def test_what_was_frozen_before_cases_knew_units_can_still_be_read() -> None:
    data = as_data(case())
    for name in ("units", "last_units", "adjustments", "consolidated"):
        del data[name]
    assert (from_data(data).units, from_data(data).last_units) == ((), None)


def test_no_account_of_last_year_stays_none() -> None:
    assert from_data(as_data(case("", None))).last is None


def test_an_unlisted_subject_keeps_the_accounts_own_name() -> None:
    assert case().name_of("205") == "教育支出"
    assert case().name_of("9999999") == ""


def test_operators_are_normalised() -> None:
    assert [normal_operator(o) for o in ("<=", ">=", "＝", "≤", "")] == ["≤", "≥", "=", "≤", ""]
