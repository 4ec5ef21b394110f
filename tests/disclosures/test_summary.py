"""What stands on top of the page: the figures as reported, their change as the narrative words it, limits."""

from dataclasses import replace

import pytest

from accounts.case import Case
from accounts.money import Scale
from disclosures import sample_files, summary
from disclosures.assembly import build
from disclosures.phrases import Number
from disclosures.report import Grid, Headline, Issue, Paragraph
from tests.casebook import case


def headline(of: Case, title: str) -> Headline:
    return next(each for each in summary.of(of).headlines if each.title == title)


def change(of: Case, title: str) -> str:
    return headline(of, title).change


def test_five_figures_in_万元_each_with_its_cell() -> None:
    shown = summary.of(case("t02/total/total 1234.5 t03/total/total 1000 t09/actual/total 0", None)).headlines
    assert [each.title for each in shown] == [
        "本年收入",
        "本年支出",
        "一般公共预算财政拨款支出",
        "项目支出",
        "“三公”经费支出",
    ]
    assert (shown[0].amount, str(shown[0].address)) == ("1,234.50", "t02/total/total")
    assert shown[4].amount == "0.00"


def test_a_figure_nobody_gave_is_not_shown_as_zero() -> None:
    empty = case("", None)
    assert (headline(empty, "项目支出").amount, change(empty, "项目支出")) == ("", "没有这项数据")
    assert change(empty, "“三公”经费支出") == "本单位未发生财政拨款“三公”经费支出数据"


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("t03/total/project 80", "比上年增加20.00万元，增长25%"),
        ("t03/total/project 125", "比上年减少25.00万元，下降20%"),
        ("t03/total/project 100", "与上年持平"),
        ("t03/total/project 0", "比上年增加100.00万元（上年为0，不可比）"),
        (None, "无上年可比数据"),
    ],
)
def test_the_change_is_worded_as_in_the_narrative_and_its_amount_written_as_in_the_tables(
    before: str | None, words: str
) -> None:
    assert change(case("t03/total/project 100", before), "项目支出") == words


def test_a_total_last_year_did_not_keep_is_compared_with_its_kinds() -> None:
    """A comparison account holds only what the sentences need: the kinds, not their sum."""
    kinds = case("t02/total/total 300", "t02/total/fiscal 150 t02/total/other 50")
    assert change(kinds, "本年收入") == "比上年增加100.00万元，增长50%"
    kept = case("t02/total/total 300", "t02/total/total 100 t02/total/fiscal 150")
    assert change(kept, "本年收入") == "比上年增加200.00万元，增长200%"
    nothing = case("t02/total/total 300", "operations/operating_expenses/value 1")
    assert change(nothing, "本年收入") == "无上年可比数据"


def test_a_headline_has_last_years_amount_and_numbers_that_stay_with_their_units() -> None:
    shown = summary.of(case("t03/total/project 3000", "t03/total/project 1000")).headlines[3]
    assert shown.before == "1,000.00"
    assert [piece.text for piece in shown.pieces if piece.kept] == ["2,000.00万元", "200%"]
    assert "".join(piece.text for piece in shown.pieces) == shown.change
    alone = summary.of(case("t03/total/project 3000", None)).headlines[3]
    assert (alone.before, [piece.kept for piece in alone.pieces]) == ("", [False])


def test_figures_that_sentences_speak_of_and_no_table_prints_are_listed() -> None:
    figures = "t05/total/total 90 t05/2050203/total 90 initial_budget/2050203/amount 80"
    listed = summary.of(case(f"{figures} operations/vehicles.held/value 3", "t05/total/total 60")).unprinted
    found = {figure.address: figure for table in listed for figure in table.figures}
    past = found["t05/total/total@2023"]
    assert (past.title, past.text, past.unit) == ("合计 · 本年支出 合计", "60.00", "")
    assert found["initial_budget/2050203/amount@2024"].title == "初中教育"
    held = found["operations/vehicles.held/value@2024"]
    assert (held.title, held.text, held.unit) == ("公务用车保有量", "3", "辆")
    assert "t05/total/total@2024" not in found
    titles = [table.title for table in listed]
    assert titles == sorted(titles, key=lambda title: title[:4]) and len(titles) == len(set(titles))


@pytest.mark.parametrize("name", sample_files.names())
def test_every_source_of_a_sentence_is_printed_or_listed(name: str) -> None:
    report = build(sample_files.read(name), Issue())
    contents = [content for section in report.sections for content in section.contents]
    lines = [line for content in contents if isinstance(content, Grid) for line in content.body]
    known = {f"{cell.address}@{report.year}" for line in lines for cell in line.cells if cell.address}
    known |= {f.address for table in summary.of(sample_files.read(name)).unprinted for f in table.figures}
    runs = [run for content in contents if isinstance(content, Paragraph) for run in content.runs]
    sources = {f"{s.address}@{s.year}" for run in runs if isinstance(run, Number) for s in run.sources}
    assert sources <= known


def test_the_whole_is_cut_up_by_kind_and_by_class() -> None:
    spending = "t01/spending.total/amount 400 t01/spending.205/amount 300 t01/spending.208/amount 100"
    shown = summary.of(case(f"{spending} t01/spending.210/amount 0", None)).breakdowns
    assert [each.title for each in shown] == ["本年支出去向（按功能分类）"]
    assert [(s.title, s.amount, s.share, s.width) for s in shown[0].slices] == [
        ("教育支出", "300.00", "75", "75.0"),
        ("社会保障和就业支出", "100.00", "25", "25.0"),
    ]


@pytest.mark.parametrize("figures", ["t01/spending.205/amount -3", "t01/spending.205/amount 900"])
def test_what_is_no_share_of_the_whole_has_none(figures: str) -> None:
    (only,) = summary.of(case(f"t01/spending.total/amount 400 {figures}", None)).breakdowns[0].slices
    assert (only.share, only.width) == ("", "0.00")


def test_the_limits_name_unit_precision_scope_and_comparison() -> None:
    wan = " ".join(summary.of(case("", None)).limits)
    assert "单位为万元" in wan and "按万元填报" in wan and "不含其他单位" in wan and "没有上年数据" in wan
    department = case("", "", edition="jilin-2024-department", scale=Scale.YUAN)
    named = replace(department, unit=replace(department.unit, members=("甲", "乙")))
    assert "部门汇总决算，汇总2个单位" in " ".join(summary.of(named).limits)
    assert "部门汇总决算。" in " ".join(summary.of(department).limits)
    assert "精确到分" in " ".join(summary.of(department).limits)
    assert "2023年度" in " ".join(summary.of(department).limits)


@pytest.mark.parametrize("name", sample_files.names())
def test_the_samples_have_their_overview(name: str) -> None:
    shown = summary.of(sample_files.read(name))
    assert len(shown.headlines) == 5 and len(shown.breakdowns) == 2
    assert "比上年" in shown.headlines[0].change


def test_last_year_published_elsewhere_says_where() -> None:
    own, other = case("", ""), replace(case("", ""), last_source="公开于市政府网站")
    assert "不在本站公开" not in " ".join(summary.of(own).limits)
    assert "2023年度的决算公开于市政府网站，不在本站公开。" in summary.of(other).limits
