"""Titles, heads, unit lines and codes as files have them."""

import pytest

from accounts.editions import EDITIONS
from disclosures.workbook.foreign.captions import in_text
from disclosures.workbook.foreign.columns import claims, fits, idle_words
from disclosures.workbook.foreign.subject_rows import assembled
from disclosures.workbook.foreign.titles import named, numbered
from disclosures.workbook.foreign.words import bare, money_in, name, tokens, year_in

EDITION = EDITIONS["jilin-2024-unit"]
YEAR = 2024


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("收入支出决算总表", "t01"),
        ("收入支出决算批复表", "t01"),
        ("一、收入支出决算总表", "t01"),
        ("2024年度部门收入支出决算总表", "t01"),
        ("某某县财政局2024年度收入决算表（续表）", "t02"),
        ("表三 支出决算表", "t03"),
        ("附表3：支出决算表", "t03"),
        ("GK03 支出决算表", "t03"),
        ("支出决算表 (2)", "t03"),
        ("财政拨款收入支出决算总表", "t04"),
        ("表五 一般公共预算财政拨款支出决算表", "t05"),
        ("06一般公共预算财政拨款基本支出决算表", "t06"),
        ("政府性基金预算财政拨款收入支出决算", "t07"),
        ("国有资本经营预算财政拨款收入支出决算表", "t08"),
        ('财政拨款"三公"经费支出决算表', "t09"),
        ("“三公”经费支出决算表", "t09"),
    ],
)
def test_a_title_is_that_of_its_table(text: str, table: str) -> None:
    found = named(text, EDITION)
    assert found and found.key == table


@pytest.mark.parametrize(
    "text",
    [
        "项目支出决算表",
        "一般公共预算财政拨款项目支出决算表",
        "支出",
        "本表反映支出决算表的情况。",
        "",
        "决算表",
    ],
)
def test_what_only_resembles_a_title_is_none(text: str) -> None:
    assert named(text, EDITION) is None


@pytest.mark.parametrize(
    "text", ["公开03表", "公开 03 表", "公 开０３表", "公开3表", "财决公开03表", "公开03表 金额单位：万元"]
)
def test_a_table_by_its_number(text: str) -> None:
    found = numbered(text, EDITION)
    assert found and found.key == "t03"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("单位：万元", [("money", "万元")]),
        ("（单位：元）", [("money", "元")]),
        ("金额单位：人民币万元", [("money", "万元")]),
        ("金额单位：万元（保留两位小数）", [("money", "万元")]),
        ("部门：某某局　　　公开01表　单位：万元", [("unit", "某某局"), ("money", "万元")]),
        ("编制单位：某某局 2024年度 金额单位：元", [("year", "2024"), ("unit", "某某局"), ("money", "元")]),
        ("填报单位（盖章）：某某局", [("unit", "某某局")]),
        ("编制单位：", [("unit", "隔壁一格")]),
        ("单位负责人：张三", []),
        ("填表日期：2025年3月1日", []),
    ],
)
def test_what_a_line_around_a_table_says(text: str, said: list[tuple[str, str]]) -> None:
    assert list(in_text(text, "隔壁一格" if text.endswith("：") else "")) == said


def placed(table: str, *path: str) -> list[tuple[int, str]]:
    said = frozenset().union(*(tokens(words, YEAR) for words in path))
    found = EDITION.table(table)
    return [(each.block, each.column) for each in fits(claims(found, YEAR), said, idle_words(found, YEAR))]


@pytest.mark.parametrize(
    ("table", "path", "column"),
    [
        ("t02", ("合计",), "total"),
        ("t02", ("本年收入", "事业收入", "小计"), "service"),
        ("t02", ("附属单位缴款",), "subordinate_remittance"),
        ("t03", ("本年支出合计",), "total"),
        ("t03", ("2024年", "基本支出"), "basic"),
        ("t05", ("合计",), "total"),
        ("t05", ("基本支出小计",), "basic"),
        ("t05", ("基本支出", "其中：日常公用经费"), "operating"),
        ("t07", ("本年支出", "合计"), "spending"),
        ("t07", ("本年收入",), "income"),
        ("t08", ("本年支出", "小计"), "total"),
        ("t09", ("2024年决算数", "公务用车购置及运行费", "公务用车运行费"), "running"),
    ],
)
def test_a_head_is_its_column_whatever_stands_above(table: str, path: tuple[str, ...], column: str) -> None:
    assert [key for _, key in placed(table, *path)] == [column]
    assert placed(table, *reversed(path)) == placed(table, *path)


@pytest.mark.parametrize(
    ("table", "path"),
    [
        ("t02", ("基本支出",)),
        ("t02", ("事业收入", "其中：教育收费")),
        ("t03", ("本年收入合计",)),
        ("t03", ("2023年", "基本支出")),
        ("t03", ("上年决算数",)),
        ("t05", ("本年支出", "小计")),
        ("t09", ("年初预算数", "合计")),
        ("t09", ("合计",)),
        ("t09", ("预算数", "小计")),
    ],
)
def test_a_head_with_a_word_too_many_or_too_few_is_none(table: str, path: tuple[str, ...]) -> None:
    assert placed(table, *path) == []


def test_the_same_words_are_one() -> None:
    assert name(" 行政事业单位离退休") == name("行政事业单位养老支出")
    assert name("一、一般公共预算财政拨款收入") == name("一般公共预算 财政拨款")
    assert name("2.公务用车购置及运行费") == name("公务用车购置及运行维护费")
    assert bare("（二）其中：奖金") == "奖金"
    assert (money_in("决算数（元）"), money_in("金额单位：万元"), money_in("单价")) == ("元", "万元", "")
    assert (year_in("2024年度部门决算"), year_in("2025年3月")) == (2024, None)


@pytest.mark.parametrize(
    ("cells", "above", "code"),
    [
        (("2080505",), "", "2080505"),
        (("201", "06", "01"), "", "2010601"),
        (("201", "6", "1"), "", "2010601"),
        (("201", "", ""), "2080505", "201"),
        (("", "05", ""), "208", "20805"),
        (("", "", "99"), "2080505", "2080599"),
        (("2080505", "", ""), "", "2080505"),
        (("208", "20805", "2080505"), "", "2080505"),
    ],
)
def test_a_code_of_one_or_three_columns(cells: tuple[str, ...], above: str, code: str) -> None:
    assert assembled(cells, above) == code
