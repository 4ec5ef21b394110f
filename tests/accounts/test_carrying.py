"""What of last year's account is offered for blank places of this year's."""

import pytest

from accounts.carrying import LastYear, Offer, offers
from accounts.case import Case
from accounts.money import Scale
from accounts.projects import IndicatorLine, ProjectSheet
from tests.casebook import case

SHEET = ProjectSheet(
    "p1", "甲", "某局", actual="完成", score="99", indicators=(IndicatorLine("a", "b", "c", target="9"),)
)
LAST = LastYear(
    {
        "profile.duties": "负责某事",
        "reason.overall": "2023年人员增加",
        "reason.fiscal": "同上",
        "replace.overall": "总计9",
    },
    {"2050203": "初中", "2080505": "养老", "2299999": "其他"},
    (SHEET,),
)
CLOSING = (
    "t01/spending.closing/amount 9 t04/spending.closing/general 5 t04/spending.closing/fund 4 "
    "t04/spending.closing/total 9 t07/total/closing 4 t07/2120803/closing 4"
)


def offered(of: Case, needed: tuple[str, ...] = ()) -> dict[str, Offer]:
    return {each.place: each for each in offers(of, LAST, needed)}


def test_the_profile_comes_over_and_of_reasons_only_what_is_asked_for() -> None:
    found = offered(case(), ("reason.overall",))
    assert found["profile.duties"].group == "profile" and found["reason.overall"].group == "words"
    assert found["reason.overall"].hint == "文中有“2023年”，带入后请改"
    assert "reason.fiscal" not in found and "replace.overall" not in found


def test_what_is_written_already_is_not_offered() -> None:
    of = case(CLOSING.replace("spending.closing/amount", "income.opening/amount").split(" t04")[0], CLOSING,
              texts={"profile.duties": "自己写的"}, projects=(SHEET,))  # fmt: skip
    found = offered(of)
    assert not {"profile.duties", "p1", "t01/income.opening/amount"} & found.keys()


def test_official_names_need_none() -> None:
    found = offered(case())
    assert [place for place, each in found.items() if each.group == "names"] == ["2080505", "2299999"]


def test_a_project_begins_without_results() -> None:
    sheet = offered(case())["p1"].sheet
    assert sheet and (sheet.actual, sheet.score, sheet.indicators[0].target) == ("", "", "")


def test_closing_balances_become_opening_ones_and_nothing_else_does() -> None:
    found = offered(
        case("", CLOSING + " t03/total/total 7 operations/equipment/value 3 initial_budget/total/amount 5")
    )
    assert {place: str(each.amount) for place, each in found.items() if each.group == "opening"} == {
        "t01/income.opening/amount": "90000.00",
        "t04/income.opening_general/amount": "50000.00",
        "t04/income.opening_fund/amount": "40000.00",
        "t04/income.opening/amount": "90000.00",
        "t07/total/opening": "40000.00",
        "t07/2120803/opening": "40000.00",
    }


def test_money_with_a_declared_adjustment_is_left_to_the_clerk() -> None:
    found = offered(case("adjustment/fund/amount 1", CLOSING))
    assert [place for place, each in found.items() if each.group == "opening"] == [
        "t04/income.opening_general/amount"
    ]


@pytest.mark.parametrize(("scale", "count"), [(Scale.WAN, 0), (Scale.YUAN, 1)])
def test_what_the_account_cannot_hold_is_not_offered(scale: Scale, count: int) -> None:
    of = case("", "t01/spending.closing/amount 0.00001", scale=scale)
    assert sum(each.group == "opening" for each in offered(of).values()) == count
