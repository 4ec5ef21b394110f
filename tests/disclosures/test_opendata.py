"""Open data: amounts in 元 as text with addresses, sentences with sources, the same bytes each time."""

import csv
import io
import json
from datetime import date

from accounts.case import Case
from disclosures import opendata, sample_files
from disclosures.assembly import build
from disclosures.report import Issue
from tests.disclosures.drawing import case_of

ISSUE = Issue(2, date(2025, 9, 26), "K7M2QX4R9T")
FIGURES = """
    t03/total/total       12345678.90
    t03/2050101/project          0.00
    t06/operating/amount    275110000
    operations/vehicles.held/value  3
"""


def data(text: str = FIGURES):
    case = case_of(text)
    return json.loads(opendata.as_json(case, build(case, ISSUE)))


def lines(case: Case) -> list[list[str]]:
    return list(csv.reader(io.StringIO(opendata.as_csv(case, build(case, ISSUE)))))


def rows(text: str = FIGURES, **names: str) -> list[list[str]]:
    return lines(case_of(text, names=names))


def test_the_head_says_what_it_is():
    found = data()
    assert found["schema"] == "juesuan-report/1"
    assert (found["unit"]["code"], found["year"], found["edition"]) == ("ceshi", 2024, "jilin-2024-unit")
    assert (found["version"], found["disclosed"], found["scale"]) == (2, "2025-09-26", "yuan")
    assert (found["address"], found["version_code"]) == ("/ceshi/2024/v2/", "K7M2QX4R9T")


def test_a_draft_has_no_address():
    case = case_of(FIGURES)
    assert json.loads(opendata.as_json(case, build(case, Issue())))["address"] is None


def test_cells_have_their_address_the_amount_in_yuan_and_the_printed_text():
    tables = {table["key"]: table["cells"] for table in data()["tables"]}
    assert tables["t03"][0] == {
        "address": "t03/total/total",
        "row": "合计",
        "column": "本年支出合计",
        "amount": "12345678.90",
        "unit": "元",
        "printed": "1,234.57",
    }
    assert tables["t03"][1]["amount"] == "0.00"
    assert tables["t06"][0]["row"] == "公用经费合计"
    assert (tables["operations"][0]["printed"], tables["operations"][0]["unit"]) == ("3", "辆")
    assert tables["t01"] == []


def test_numbers_in_sentences_name_their_sources():
    found = json.loads(opendata.as_json(case := sample_files.read("liaoyuan-2024"), build(case, ISSUE)))
    runs = [
        run
        for part in found["parts"]
        for section in part["sections"]
        if section["key"] == "overall"
        for content in section["contents"]
        for run in content["runs"]
    ]
    first = next(run for run in runs if "sources" in run)
    assert (first["text"], first["kind"]) == ("3806.47", "amount")
    assert {"year": 2024, "address": "t01/income.grand_total/amount"} in first["sources"]


def test_every_figure_of_a_sample_is_in_both():
    for name in sample_files.names():
        case = sample_files.read(name)
        cells = [
            c for t in json.loads(opendata.as_json(case, build(case, ISSUE)))["tables"] for c in t["cells"]
        ]
        assert {cell["address"] for cell in cells} == {str(address) for address in case.figures}
        assert len(lines(case)) == len(case.figures) + 1


def test_the_same_case_gives_the_same_bytes():
    case = sample_files.read("yanbian-2024")
    assert opendata.as_json(case, build(case, ISSUE)) == opendata.as_json(case, build(case, ISSUE))


def test_csv_lines():
    assert rows()[:2] == [
        [
            *("单位代码", "年度", "版次", "版本编码"),
            *("表", "表名", "行", "行名", "栏", "栏名", "数", "单位", "印刷数"),
        ],
        [
            *("ceshi", "2024", "2", "K7M2QX4R9T"),
            *("t03", "支出决算表", "total", "合计", "total", "本年支出合计", "12345678.90", "元", "1,234.57"),
        ],
    ]


def test_a_name_is_never_a_formula_of_the_spreadsheet():
    line = rows("t03/205/total -5.00", **{"205": "=HYPERLINK(0)"})[1]
    assert (line[7], line[10]) == ("'=HYPERLINK(0)", "-5.00")
