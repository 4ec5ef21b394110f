"""Merging, pasting and suggesting: what is typed, what is copied from Excel, what would be computed."""

from dataclasses import replace

import pytest

from accounts.carrying import bare
from accounts.case import Case
from accounts.projects import IndicatorLine, ProjectSheet
from disclosures.desk.projects import merging
from disclosures.desk.projects.forms import KEYS, Row, columns_of, row_of
from disclosures.desk.projects.pasting import pasted
from disclosures.desk.projects.suggesting import suggestions
from disclosures.project_layouts import LAYOUTS
from tests.casebook import case

SHEET = ProjectSheet("p", "甲", "某局", layout="C", execution_weight="10")


def row(**texts: str) -> Row:
    return tuple(texts.get(key, "") for key in KEYS)


def test_only_what_was_changed_and_is_as_seen_is_written() -> None:
    found = merging.fields(
        {"a": "1", "b": "2", "c": "3", "d": ""}, {"a": "1", "b": "", "d": "x"}, {"c": "9", "d": "x"}
    )
    assert found.write == {"b": "2", "d": ""} and found.conflicts == {"c": "9"}


ONE, TWO = row(name="一", actual="5"), row(name="二")


@pytest.mark.parametrize(
    ("typed", "seen", "now", "wanted"),
    [
        ((ONE,), (ONE,), (TWO,), (TWO,)),
        ((TWO,), (ONE,), (ONE,), (TWO,)),
        ((ONE, TWO), (ONE,), (ONE, TWO), (ONE, TWO)),
        ((row(name="一", actual="6"),), (ONE,), (row(name="壹", actual="5"),), (row(name="壹", actual="6"),)),
        ((row(name="一", actual="6"),), (ONE,), (row(name="一", actual="7"),), None),
        ((ONE, TWO), (ONE,), (TWO,), None),
    ],
)
def test_rows_of_two_people(
    typed: tuple[Row, ...], seen: tuple[Row, ...], now: tuple[Row, ...], wanted: tuple[Row, ...] | None
) -> None:
    assert merging.rows(typed, seen, now) == wanted


def test_a_block_of_excel_with_heads_and_merged_cells() -> None:
    text = (
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\n"
        "产出指标\t数量指标\t培训人数\t≥100人\t120人\t20\n"
        "\t质量指标\t合格率\t>=90%\t95%\t30\n"
        '效益指标\t社会效益指标\t"影响\n面"\t持续提升\t持续提升\t40\n'
    )
    first, second, third = pasted(text, ())
    assert first == row(
        level1="产出指标",
        level2="数量指标",
        name="培训人数",
        operator="≥",
        target="100",
        unit="人",
        actual="120",
        weight="20",
    )
    assert second[:3] == ("产出指标", "质量指标", "合格率") and second[4:8] == ("≥", "90", "%", "95")
    assert third[2] == "影响\n面" and third[5] == "持续提升"


def test_a_block_without_heads_has_the_columns_of_the_page() -> None:
    columns = columns_of(LAYOUTS["C"], [])
    text = "产出指标\t数量指标\t人数\t正向\t≥\t100\t人\t90\t90%\t20\t18\t未完成\r\n"
    assert columns == KEYS and pasted(text, columns) == [tuple(text.strip().split("\t"))]


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t\n", "一个字", '"没有完'])
def test_odd_clipboards_break_nothing(text: str) -> None:
    assert all(len(each) == len(KEYS) for each in pasted(text, KEYS))


def offered(figures: str, sheet: ProjectSheet = SHEET) -> dict[str, str]:
    of: Case = case(figures, projects=(sheet,))
    return suggestions(of, sheet)


def test_totals_and_rates() -> None:
    money = "project/p.current/budget 60 project/p.current/executed 40 project/p.other/budget 4"
    assert offered(money) == {"total/budget": "64.00", "total/executed": "40.00", "current/rate": "66.67"}


def test_what_stands_there_already_is_not_offered() -> None:
    money = "project/p.total/budget 60 project/p.total/executed 60 project/p.total/rate 100"
    assert "total/rate" not in offered(money)
    assert offered(money)["execution_score"] == "10"
    assert "execution_score" not in offered(money, replace(SHEET, execution_score="10.00"))


def test_without_a_budget_there_is_no_rate() -> None:
    assert offered("project/p.total/budget 0 project/p.total/executed 5") == {}


def test_points_follow_the_targets() -> None:
    lines = (
        IndicatorLine(
            "产出指标", "数量指标", "甲", operator="≥", target="10", actual="12", weight="50", score="40"
        ),
        IndicatorLine(
            "产出指标",
            "数量指标",
            "乙",
            operator="≥",
            target="10",
            actual="5",
            weight="40",
            score="20",
            completion="60%",
        ),
    )
    sheet = replace(SHEET, execution_score="8", indicators=lines)
    assert offered("", sheet) == {"i.0.score": "50", "i.1.completion": "50%", "score": "68"}


def test_a_project_begins_again_without_figures() -> None:
    line = IndicatorLine(
        "产出指标", "数量指标", "甲", operator="≥", target="10", actual="12", weight="50", score="50"
    )
    kept = bare(replace(SHEET, actual="完成", score="99", department_evaluated=True, indicators=(line,)))
    assert (kept.name, kept.actual, kept.score, kept.execution_weight) == ("甲", "", "", "10")
    assert not kept.department_evaluated
    assert kept.indicators == (replace(line, target="", actual="", score=""),)
    assert (
        bare(replace(SHEET, indicators=(replace(line, target="持续提升"),))).indicators[0].target
        == "持续提升"
    )
    assert row_of(line)[2] == "甲"
