"""What is said only where it is declared: other units than last year, opening balances that were adjusted."""

from dataclasses import replace

import pytest

from accounts.case import Case, UnitShare
from accounts.checks.engine import Level, findings
from disclosures.assembly import build
from disclosures.checks import run
from disclosures.narrative import write
from disclosures.plaintext import text as plain
from disclosures.report import Issue
from tests.casebook import case

DEPARTMENT = "jilin-2024-department"
UNITS = "与2023年度相比，编制范围增加乙站，减少丙所，主要是"


def told(of: Case, section: str) -> str:
    return "\n".join(paragraph.text for paragraph in write(of, section))


def department(now: str, before: str | None, **texts: str) -> Case:
    def units(names: str) -> tuple[UnitShare, ...]:
        return tuple(UnitShare(name, name) for name in names.split())

    last = None if before is None else units(before)
    return replace(case(edition=DEPARTMENT, texts=texts), units=units(now), last_units=last)


def test_other_units_than_last_year_need_a_reason() -> None:
    text = told(department("甲局 乙站", "甲局 丙所"), "organisation")
    assert text.endswith(f"{UNITS}〔待填写：编制范围变动的主要原因〕。")


def test_the_reason_stands_where_it_is_asked_for() -> None:
    of = department("甲局 乙站", "甲局 丙所", **{"reason.units": "主要是机构改革，职责划转。"})
    assert told(of, "organisation").endswith(f"{UNITS}机构改革，职责划转。")


@pytest.mark.parametrize(("now", "before"), [("甲局", "甲局"), ("", "甲局"), ("甲局", None)])
def test_the_same_units_or_unknown_ones_need_no_word(now: str, before: str | None) -> None:
    assert "相比" not in told(department(now, before), "organisation")


def test_a_word_on_the_units_is_printed_where_nothing_is_known_of_them() -> None:
    of = department("甲局", None, **{"reason.units": "新设立乙站"})
    assert told(of, "organisation").endswith("与2023年度相比，编制范围的变动情况：新设立乙站。")


ADJUSTED = "adjustment/general/amount 3.5 adjustment/capital/amount -2 adjustment/other/amount 1"


def test_fiscal_adjustments_stand_in_section_four() -> None:
    of = case(ADJUSTED, texts={"reason.adjustment.general": "主要是前期差错更正。"})
    assert told(of, "fiscal").splitlines()[-1] == (
        "2024年年初结转和结余有调整：一般公共预算财政拨款年初结转和结余比2023年年末调增3.5万元，主要是前期差错更正；"
        "国有资本经营预算财政拨款年初结转和结余比2023年年末调减2万元，"
        "主要是〔待填写：国有资本经营预算财政拨款年初结转和结余调整的原因〕。"
    )


def test_adjustments_of_other_money_stand_in_section_one() -> None:
    text = told(case(ADJUSTED), "overall").splitlines()[-1]
    assert text.startswith("2024年年初结转和结余有调整：非财政拨款资金年初结转和结余比2023年年末调增1万元")


def test_without_an_adjustment_nothing_is_said() -> None:
    of = case("adjustment/general/amount 0", texts={"reason.adjustment.general": "没有了"})
    assert "调整" not in told(of, "fiscal") + told(of, "overall")


def test_what_is_said_of_adjustments_raises_no_error_when_it_is_given_back() -> None:
    reasons = {f"reason.adjustment.{key}": "前期差错更正" for key in ("general", "capital", "other")}
    of = case(ADJUSTED, texts=reasons)
    of = replace(of, given=plain(build(of, Issue())))
    found = [each for each in findings(run(of)) if each.place.startswith("given/") and "调" in each.message]
    assert [each for each in found if each.level is not Level.NOTICE] == []
