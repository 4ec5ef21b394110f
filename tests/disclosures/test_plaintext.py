"""The report as text: reading order, one table row a line, blanks left out."""

from datetime import date
from decimal import Decimal

from accounts.figures import at
from disclosures.assembly import build
from disclosures.phrases import Number, Source, Words
from disclosures.plaintext import file, text
from disclosures.report import (
    Cell,
    Grid,
    Issue,
    Line,
    Paragraph,
    Report,
    ReportPart,
    ReportSection,
    TermEntry,
)
from tests.disclosures.drawing import case_of

GRID = Grid(
    key="t08",
    title="某表",
    number="公开08表",
    unit_line="单位：某局",
    money_line="单位：万元",
    widths=("50.00%", "50.00%"),
    head=(Line((Cell("项目", "head"), Cell("决算数", "head"))),),
    body=(
        Line((Cell("20801", "code"), Cell("某款", "item"), Cell("1,153.90", "number"), Cell("", "number"))),
        Line((Cell("", "item"), Cell("", "number"))),
    ),
    notes=("注：说明。",),
    empty="没有数据。",
)


def test_a_report_reads_from_top_to_bottom():
    number = Number("95.6", Decimal("95.6"), "percent", (Source(2024, at("t01/total/amount")),))
    sentence = Paragraph("overall.1", (Words("增长"), number, Words("%。")))
    sections = (
        ReportSection("t08", "一", "表", (GRID,)),
        ReportSection("overall", "二", "说明", (sentence,)),
        ReportSection("terms", "三", "名词解释", (TermEntry("一", "某词", "指某事。"),), listed=False),
    )
    part = ReportPart("tables", "第一部分", "概况", sections)
    report = Report(
        "x", "某局", 2024, "2024年度某局单位决算", "单位", "e", Issue(1, date(2025, 1, 1)), (part,)
    )
    assert text(report).splitlines() == [
        "2024年度某局单位决算",
        "第一部分 概况",
        "一、表",
        "某表",
        "公开08表",
        "单位：某局 单位：万元",
        "项目 决算数",
        "20801 某款 1,153.90",
        "注：说明。",
        "没有数据。",
        "二、说明",
        "增长95.6%。",
        "一、某词：指某事。",
    ]


def test_a_row_of_figures_is_one_line():
    report = build(case_of("t03/2050101/total 12345600\nt03/2050101/project 400"), Issue())
    assert "2050101 行政运行 1,234.56 0.04" in text(report).splitlines()


def test_a_file_of_it_says_which_version_it_is():
    report = build(case_of(""), Issue(2, date(2025, 10, 9), "K7M2QX4R9T"))
    assert file(report, "https://js.example.gov.cn").splitlines()[:6] == [
        f"{report.title}　第2版　2025年10月9日公开",
        "版本编码：K7M2QX4R9T",
        "网址：https://js.example.gov.cn/ceshi/2024/v2/",
        "核验：https://js.example.gov.cn/verify/K7M2QX4R9T/",
        "",
        report.title,
    ]
    assert file(build(case_of(""), Issue())).splitlines()[0] == f"{report.title}　草稿"
