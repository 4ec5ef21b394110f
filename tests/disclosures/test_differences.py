"""A correction says what it changed: each cell and sentence, before and after, and nothing else."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from accounts.case import Case
from accounts.figures import Figures, at
from disclosures import assembly, differences
from disclosures.differences import CellChange, Difference, TextChange, pieces
from disclosures.report import Issue
from tests.casebook import case, cells

FIGURES = """
t01/income.general_budget/amount 100.00 t01/income.total/amount 100.00 t01/income.grand_total/amount 100.00
t01/spending.205/amount 100.00 t03/205/total 100.00 t03/205/project 100.00 t03/total/total 100.00
"""


def corrected(before: Case, after: Case) -> Difference:
    versions = (
        (each, assembly.build(each, Issue(number, date(2025, 9, number))))
        for number, each in enumerate((before, after), 1)
    )
    return differences.between(*versions)


def with_amounts(before: Case, text: str) -> Case:
    return replace(before, figures=Figures({**before.figures, **cells(before.edition, text)}))


def without(before: Case, *gone: str) -> Case:
    return replace(before, figures=Figures({a: v for a, v in before.figures.items() if str(a) not in gone}))


def test_nothing_changed() -> None:
    account = case(FIGURES)
    assert not corrected(account, account)


def test_a_cell_and_the_sentences_that_say_it() -> None:
    account = case(FIGURES)
    found = corrected(account, with_amounts(account, "t01/income.grand_total/amount 120.00"))
    assert found.cells == (
        CellChange(
            at("t01/income.grand_total/amount"),
            "《收入支出决算总表》“收入·总计”行“决算数”栏",
            "100.00",
            "120.00",
            Decimal("1000000.00"),
            Decimal("1200000.00"),
        ),
    )
    assert all("100" in text.before and "120" in text.after for text in found.texts)
    assert found.texts


def test_a_change_below_what_is_printed() -> None:
    account = case(FIGURES)
    precise = Figures({**account.figures, at("t01/income.total/amount"): Decimal("1000000.01")})
    (cell,) = corrected(account, replace(account, figures=precise)).cells
    assert (cell.before, cell.after) == ("100.00", "100.00")
    assert (cell.before_amount, cell.after_amount) == (Decimal("1000000.00"), Decimal("1000000.01"))


def test_a_figure_that_comes_and_one_that_goes() -> None:
    account = case(FIGURES)
    more = with_amounts(account, "t03/2050203/total 40.00")
    (cell,) = corrected(account, more).cells
    assert (cell.title, cell.before, cell.after) == (
        "《支出决算表》“2050203 初中教育”行“本年支出合计”栏",
        "",
        "40.00",
    )
    (cell,) = corrected(more, account).cells
    assert (cell.before, cell.after) == ("40.00", "")


def test_a_zero_that_becomes_a_blank() -> None:
    account = with_amounts(case(FIGURES), "t03/205/basic 0.00")
    (cell,) = corrected(account, without(account, "t03/205/basic")).cells
    assert (cell.before, cell.after) == ("0.00", "")


def test_a_reason_alone() -> None:
    before, after = (
        case(FIGURES, texts={"profile.duties": f"负责{what}。"}) for what in ("学校管理", "学校和幼儿园管理")
    )
    found = corrected(before, after)
    assert not found.cells
    assert any("幼儿园" in text.after and text.section for text in found.texts)


def test_a_name_of_a_subject() -> None:
    account = case(FIGURES)
    found = corrected(account, replace(account, names={"205": "教育和科学支出"}))
    assert not found.cells
    assert any(text.after == "205 教育和科学支出" for text in found.texts)


def test_another_unit_name_is_told_once_in_the_title() -> None:
    account = case(FIGURES)
    found = corrected(account, replace(account, unit=replace(account.unit, name="某某局")))
    titles = [text for text in found.texts if text.section == "标题"]
    assert titles == [TextChange("标题", "2024年度某局单位决算", "2024年度某某局单位决算")]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "收入17,783.00万元。",
            "收入1,783.00万元。",
            [("same", "收入"), ("before", "17,783.00"), ("after", "1,783.00"), ("same", "万元。")],
        ),
        ("", "新的一段。", [("after", "新的一段。")]),
        ("旧的一段。", "", [("before", "旧的一段。")]),
        ("完全不同的话", "另外写成这样", [("before", "完全不同的话"), ("after", "另外写成这样")]),
        ("比上年增加", "比上年减少", [("same", "比上年"), ("before", "增加"), ("after", "减少")]),
    ],
)
def test_what_is_marked_in_a_sentence(before: str, after: str, told: list[tuple[str, str]]) -> None:
    assert pieces(before, after) == told


def test_very_long_sentences_are_shown_whole() -> None:
    assert pieces("一" * 4_000 + "二", "一" * 4_000 + "三") == [
        ("before", "一" * 4_000 + "二"),
        ("after", "一" * 4_000 + "三"),
    ]
