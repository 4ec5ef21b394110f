"""When the rules on a department's units can decide nothing, and what they say."""

from dataclasses import replace
from decimal import Decimal

import pytest

from accounts.case import Case, UnitShare
from accounts.checks.engine import RULES, Result, State, outcome
from accounts.consolidation.records import Adjusted
from accounts.figures import at
from accounts.money import Scale
from tests.casebook import case

DEPARTMENT = "jilin-2024-department"
LIBRARY = UnitShare("library", "图书馆", case("t03/total/total 40").figures)


def asked(code: str, found: Case) -> Result:
    return outcome(RULES[code], found)


def of_units(*units: UnitShare, figures: str = "t03/total/total 40") -> Case:
    return replace(case(figures, edition=DEPARTMENT), units=units)


def test_a_missing_account_is_named() -> None:
    result = asked("D55", of_units(LIBRARY, UnitShare("archive", "档案馆"), UnitShare("theatre", "剧院")))
    assert (result.state, result.reason) == (State.COULD_NOT_RUN, "没有档案馆、剧院的2024年度决算，无法汇总")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("D55", "没有所属单位的2024年度决算，无法汇总"),
        ("C54", "没有所属单位2024年度的决算，无法核对编制范围"),
    ],
)
def test_without_any_account_of_a_unit_they_could_not_run(code: str, reason: str) -> None:
    result = asked(code, of_units())
    assert (result.state, result.reason) == (State.COULD_NOT_RUN, reason)


def test_without_last_years_units_the_scope_cannot_be_compared() -> None:
    result = asked("C54", of_units(LIBRARY))
    assert (result.state, result.reason) == (
        State.COULD_NOT_RUN,
        "没有所属单位2023年度的决算，无法核对编制范围",
    )


@pytest.mark.parametrize("code", ["C54", "D55"])
def test_a_unit_is_no_department(code: str) -> None:
    assert asked(code, case("t03/total/total 40")).state is State.NOT_APPLICABLE


def test_who_came_and_who_went_is_named() -> None:
    found = replace(of_units(LIBRARY), last_units=(UnitShare("archive", "档案馆"),))
    (finding,) = asked("C54", found).findings
    assert finding.message == "编制范围与2023年度相比增加图书馆，减少档案馆，没有说明"
    assert finding.slot == finding.place == "reason.units"


def test_units_in_yuan_leave_only_the_departments_own_rounding() -> None:
    unit = replace(LIBRARY, scale=Scale.YUAN)
    assert asked("D55", of_units(unit)).state is State.PASSED
    near = asked("D55", of_units(unit, figures="t05/total/total 0.01 t03/total/total 40"))
    assert near.state is State.FAILED and near.findings[0].difference == 100


def test_what_was_taken_out_is_said() -> None:
    (finding,) = asked("D55", of_units(LIBRARY, figures="t03/total/total 50")).findings
    assert finding.message == (
        "《支出决算表》“合计”行“本年支出合计”栏为50.00万元，所属1个单位汇总（已减去内部往来）应为40.00万元，"
        "相差10.00万元"
    )


ARCHIVE = UnitShare("archive", "档案馆", case("t03/total/total 60").figures)


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ("t03/total/total 40", "，恰为档案馆的数，可能漏汇总"),
        ("t03/total/total 140", "，恰为图书馆的数，可能重复汇总"),
        ("t03/total/total 99", "；其中图书馆40.00万元，档案馆60.00万元"),
    ],
)
def test_the_unit_whose_figure_the_difference_is_is_named(figures: str, told: str) -> None:
    (finding,) = asked("D55", of_units(LIBRARY, ARCHIVE, figures=figures)).findings
    assert finding.message.endswith(told)


def test_what_was_adjusted_is_taken_into_account_exactly() -> None:
    adjusted = (Adjusted(at("t03/total/total"), Decimal(-100_000), "重复列支"),)
    found = of_units(LIBRARY, ARCHIVE, figures="t03/total/total 90")
    assert asked("D55", found).state is State.FAILED
    assert asked("D55", replace(found, adjustments=adjusted)).state is State.PASSED


def test_with_adjustments_nothing_more_is_taken_to_be_a_payment_between_units() -> None:
    giver = UnitShare("ju", "局", case("t03/total/subsidy_down 30").figures)
    found = of_units(giver, figures="t03/total/subsidy_down 10")
    adjusted = (Adjusted(at("t03/total/subsidy_down"), Decimal(-100_000), "拨给馆"),)
    assert not any(each.level.value == "错误" for each in asked("D55", found).findings)
    assert any(
        each.level.value == "错误" for each in asked("D55", replace(found, adjustments=adjusted)).findings
    )


def test_a_department_in_yuan_has_the_roundings_of_its_units_in_wan() -> None:
    """60.01 and 40.00 万元 beside 100.02: one unit rounded each of the three."""
    text = "t03/205/total 100.02 t03/205/basic 60.01 t03/205/project 40"
    unit = UnitShare("library", "图书馆", case(text).figures)
    department = replace(of_units(unit, figures=text), scale=Scale.YUAN)
    assert asked("A10", department).state is State.PASSED
    exact = replace(department, units=(replace(unit, scale=Scale.YUAN),))
    assert asked("A10", exact).state is State.FAILED


def test_a_department_in_wan_that_sums_yuan_has_its_own_rounding() -> None:
    text = "t03/205/total 100.02 t03/205/basic 60.01 t03/205/project 40"
    unit = UnitShare("library", "图书馆", case(text).figures, Scale.YUAN)
    assert asked("A10", of_units(unit, figures=text)).state is State.PASSED
    far = text.replace("100.02", "100.04")
    assert asked("A10", of_units(unit, figures=far)).state is State.FAILED
