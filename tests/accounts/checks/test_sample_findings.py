"""What the rules find in the two published accounts: each defect of their figures, nothing that is right."""

import pytest

from accounts.checks.engine import Finding, Level, Result, State, findings
from disclosures import sample_files
from tests.accounts.checks.ours import run_ours


def of(name: str, *, corrected: bool = False) -> list[Result]:
    return run_ours(sample_files.read(name, corrected=corrected))


def short(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.level.value, str(finding.cells[0]) if finding.cells else finding.place


UNSCORED = {("P34", "提示", "project/city-county-award"), ("P34", "提示", "project/award")}
"""L-23: a total of 99 points, and a form without scores. Only the unit can mend it."""


def test_liaoyuan_as_printed() -> None:
    assert set(map(short, findings(of("liaoyuan-2024")))) == UNSCORED | {
        ("A19", "错误", "t05/2080599/total"),  # L-01: 17783 for 1783, across,
        ("A20", "错误", "t05/20805/project"),  # down,
        ("B44", "错误", "t05/2080599/project"),  # and against table 03
        ("A61", "错误", "initial_budget/total/amount"),  # L-03: the first two items only
    }


def test_liaoyuan_corrected_has_no_error_and_no_false_alarm() -> None:
    assert set(map(short, findings(of("liaoyuan-2024", corrected=True)))) == UNSCORED


def test_yanbian_as_printed() -> None:
    assert set(map(short, findings(of("yanbian-2024")))) == {
        ("B50", "错误", "t05/total/basic"),  # Y-01: table 06 is missing
        ("C53", "需说明", "t01/income.opening/amount"),  # Y-03
        ("C53", "需说明", "t04/income.opening/amount"),  # Y-04
        ("P61", "提示", "project/information-system.total/executed"),  # Y-20: 87.7 and 88.7
        ("P32", "需说明", "project/collection-audit.current/rate"),  # Y-21: 71.56 and 71.57
        ("P62", "提示", "project/information-system.total/rate"),  # Y-22: 7 of 10 at 98.56%
        ("P62", "提示", "project/collection-audit.total/rate"),  # Y-22: 5 of 10 at 71.56%
        ("P351", "需说明", "project/insurance-services/4"),  # Y-23: more than 90, and 90
        ("P351", "提示", "project/insurance-services/1"),  # Y-24: met, and no score
        ("P32", "需说明", "project/insurance-services.total/executed"),  # Y-24: blank
        ("P36", "需说明", "project/digital-archive/1"),  # Y-25: a cost of at least 2
        ("P36", "需说明", "project/digital-archive/3"),  # Y-25: and of at least 4
    }


@pytest.mark.parametrize(("name", "roundings"), [("liaoyuan-2024", 32), ("yanbian-2024", 3)])
def test_roundings_are_counted_not_reported(name: str, roundings: int) -> None:
    assert sum(result.roundings for result in of(name) if result.rule.code.startswith("A")) == roundings


def test_without_last_years_balances_the_rule_on_them_could_not_run() -> None:
    states = {result.rule.code: result for result in of("liaoyuan-2024", corrected=True)}
    not_run = [code for code, result in states.items() if result.state is State.COULD_NOT_RUN]
    assert not_run == ["C51"]
    assert states["C51"].reason == "2023年度只有供比较的数，没有年末结转"


def test_messages_name_both_numbers_their_cells_the_difference_and_the_remedy() -> None:
    found = next(f for f in findings(of("liaoyuan-2024")) if f.rule == "B44")
    assert found.level is Level.ERROR
    assert found.message == (
        "《一般公共预算财政拨款支出决算表》“2080599 其他行政事业单位养老支出”行“本年支出·项目支出”栏"
        "为17,783.00万元，《支出决算表》“2080599 其他行政事业单位养老支出”行“项目支出”栏为1,783.00万元，"
        "前者不应大于后者，相差16,000.00万元"
    )
    assert found.remedy == "核对两处，找出错的一处；以财政部门批复的决算为准核对后更正"
