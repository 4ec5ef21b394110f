"""A case survives being frozen as JSON, to the last cell and word."""

import json

from accounts.case import as_data, from_data
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


def test_no_account_of_last_year_stays_none() -> None:
    assert from_data(as_data(case("", None))).last is None


def test_an_unlisted_subject_keeps_the_accounts_own_name() -> None:
    assert case().name_of("205") == "教育支出"
    assert case().name_of("9999999") == ""


def test_operators_are_normalised() -> None:
    assert [normal_operator(o) for o in ("<=", ">=", "＝", "≤", "")] == ["≤", "≥", "=", "≤", ""]
