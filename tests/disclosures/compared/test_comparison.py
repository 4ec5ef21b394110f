"""Rows of several reports brought together."""

import json

from disclosures.catalogue.tables import Figure, Line, Table
from disclosures.compared import shapes
from disclosures.compared.assembling import NOTHING, beside, limits, over_years
from disclosures.compared.comparison import Comparison, Report, compare
from disclosures.compared.recoding import Recoding
from disclosures.compared.written import as_csv, as_json
from tests.disclosures.compared.tables import cells, report, table

NEW, OLD = (
    table("total 合计 300.00\n208 社会保障 300.00\n2089999 其他 300.00"),
    table("total 合计 200.00\n208 社会保障 150.00\n2089901 其他 150.00\n205 教育 50.00"),
)
KNOWN = (Recoding("2089901", "2089999", 2021, "medium", "某文件"),)


def years(*reports: Report, beneath: str = "growth") -> Comparison:
    found = compare(
        over_years({each.source.year: each for each in reports}),
        "t03",
        "",
        "share" if beneath == "share" else "growth",
        KNOWN,
    )
    assert found
    return found


def test_each_row_by_year_the_newest_first() -> None:
    shown = years(report(2020, OLD), report(2021, NEW))
    assert [side.title for side in shown.sides] == ["2021年度", "2020年度"]
    assert cells(shown) == {
        "total": ["300.00 增长50%", "200.00"],
        "205": ["—", "50.00"],
        "208": ["300.00 增长100%", "150.00"],
        "2089999": ["300.00 增长100%", "150.00"],
    }


def test_a_recoded_subject_is_one_row_and_says_why() -> None:
    row = years(report(2020, OLD), report(2021, NEW)).rows[-1]
    assert row.notes == ("2020年度编码2089901，2021年起改为2089999（科目变动表，可信度中，来源 某文件）",)


def test_without_grounds_two_codes_are_two_rows() -> None:
    shown = years(report(2021, OLD), report(2022, NEW))
    assert cells(shown)["2089901"] == ["—", "150.00"]
    assert cells(shown)["2089999"] == ["300.00 上年没有这个数", "—"]


def test_where_a_report_has_both_codes_they_stay_apart() -> None:
    both = table("2089901 其他 1.00\n2089999 其他 2.00")
    assert list(cells(years(report(2020, both)))) == ["2089901", "2089999"]


def test_a_renamed_subject_is_one_row_and_says_what_it_was_called() -> None:
    shown = years(
        report(2019, table("21305 扶贫 10.00")),
        report(2020, table("21305 扶贫 20.00")),
        report(2021, table("21305 巩固脱贫 30.00")),
    )
    assert [(row.title, row.notes) for row in shown.rows] == [("巩固脱贫", ("2020年度、2019年度名为“扶贫”",))]


def test_a_name_in_wide_letters_is_the_same_name() -> None:
    shown = years(report(2020, table("2010101 ＡＢ 1.00")), report(2021, table("2010101 AB 1.00")))
    assert shown.rows[0].notes == ()


def test_a_year_of_which_nothing_is_public_is_a_column_that_says_so() -> None:
    shown = years(report(2019, OLD), report(2021, NEW))
    assert [side.note for side in shown.sides] == ["上年没有公开", NOTHING, ""]
    assert cells(shown)["total"] == ["300.00", "—", "200.00"]


def test_shares_are_of_the_total_of_the_table() -> None:
    shown = years(report(2020, OLD), beneath="share")
    assert cells(shown)["208"] == ["150.00 占75%"]
    nothing = years(report(2020, table("total 合计 0.00\n208 社会保障 0.00")), beneath="share")
    assert cells(nothing)["208"] == ["0.00"]


def test_negative_totals_have_no_percentage() -> None:
    below = table("total 合计 -5.00\n229 其他 -5.00")
    above = table("total 合计 5.00\n229 其他 5.00")
    assert cells(years(report(2020, below), report(2021, above)))["229"] == ["5.00 上年为负数", "-5.00"]
    assert cells(years(report(2020, below), beneath="share"))["229"] == ["-5.00"]


def test_rows_without_a_figure_in_the_column_are_hidden_and_counted() -> None:
    lines = (
        Line("201", "甲", {"total": Figure(NEW.lines[0].figures["total"].amount)}),
        Line("202", "乙", {"basic": Figure(NEW.lines[0].figures["total"].amount)}),
    )
    shown = years(report(2021, Table("t03", "03", "表", {"total": "合计", "basic": "基本"}, lines)))
    assert list(cells(shown)) == ["201"] and shown.hidden == 1
    assert "另有 1 行" in " ".join(limits(shown))


def test_units_side_by_side_with_what_kind_of_account_it_is() -> None:
    now = {
        "a": report(2021, NEW),
        "d": report(2021, NEW, unit="d", name="乙部门", kind="department"),
    }
    shown = compare(beside({"a": "甲局", "d": "乙部门", "x": "丙局"}, now, {}), "t03", "", "share")
    assert shown and cells(shown)["208"] == ["300.00 占100%", "300.00 占100%", "—"]
    assert [side.note.partition("；")[0] for side in shown.sides] == [
        "单位决算，不含其他单位",
        "部门决算，含所属单位",
        NOTHING,
    ]
    told = " ".join(limits(shown, [("甲局", "乙部门")]))
    assert "两者规模不同" in told and "甲局属于乙部门" in told


def test_accounts_in_wan_and_in_yuan_are_told_apart() -> None:
    exact = table("total 合计 200.0001")
    shown = years(report(2020, exact), report(2021, NEW))
    assert "2021年度按万元填报，只精确到0.01万元；与按元填报的相比" in " ".join(limits(shown))
    assert "按万元填报" not in " ".join(limits(years(report(2020, exact))))


def test_a_table_no_report_has_is_no_comparison() -> None:
    assert compare(over_years({2021: report(2021, NEW)}), "t07", "", "growth") is None


def test_an_unknown_column_is_the_main_one() -> None:
    shown = compare(over_years({2021: report(2021, NEW)}), "t03", "<script>", "growth")
    assert shown and shown.column == "total"


def test_a_table_of_two_lines_is_turned() -> None:
    lines = tuple(
        Line(key, title, {"total": Figure(NEW.lines[0].figures["total"].amount)})
        for key, title in (("budget", "预算数"), ("actual", "决算数"))
    )
    turned = shapes.shaped(Table("t09", "09", "三公", {"total": "预算数 合计"}, lines))
    assert turned.columns == {"budget": "预算数", "actual": "决算数"}
    assert [(line.key, line.title, list(line.figures)) for line in turned.lines] == [
        ("total", "合计", ["budget", "actual"])
    ]


def test_projects_of_different_reports_are_not_matched() -> None:
    assert shapes.comparable([Table("project", "", "项目", {}, ())]) == {}


def test_what_is_downloaded_is_what_is_shown() -> None:
    shown = years(report(2020, OLD), report(2021, NEW))
    head, *rows = as_csv(shown).removeprefix("\ufeff").splitlines()
    assert (
        head
        == "编码,行,计数单位,2021年度（版本 A2021）,2021年度比上年,2020年度（版本 A2020）,2020年度比上年,说明"
    )
    assert len(rows) == len(shown.rows) and rows[2].startswith(
        "208,社会保障,元,3000000.00,增长100%,1500000.00,,"
    )
    data = json.loads(as_json(shown, list(limits(shown))))
    assert [row["key"] for row in data["rows"]] == [row.key for row in shown.rows]
    assert data["rows"][1]["cells"] == [
        None,
        {"amount": "500000.00", "unit": "元", "printed": "50.00", "growth": None},
    ]
    assert data["columns"][0]["source"]["address"] == "/a/2021/v1/"


def test_words_that_would_be_formulas_are_not() -> None:
    shown = years(report(2021, table("2010101 =1+1 1.00")))
    assert ",'=1+1," in as_csv(shown)


def test_what_stands_below_the_total_of_a_side_is_no_part_of_it() -> None:
    text = "income.general 拨款 3.00\nincome.total 合计 4.00\nincome.opening 年初结转 1.00"
    both = report(2021, table(text, "t01", "amount"))
    shown = compare(over_years({2021: both}), "t01", "", "share")
    assert cells(shown) == {
        "income.general": ["3.00 占75%"],
        "income.total": ["4.00 占100%"],
        "income.opening": ["1.00"],
    }
