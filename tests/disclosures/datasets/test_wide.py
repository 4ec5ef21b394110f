"""A table wide: rows as printed, a column for each column, in 元; tables of many reports stack."""

import csv
import io
from datetime import date

import pytest

from accounts.case import Case
from accounts.editions import EDITIONS
from disclosures import rendering, sample_files
from disclosures.assembly import build
from disclosures.datasets import wide
from disclosures.report import Issue
from tests.disclosures.drawing import case_of

ISSUE = Issue(1, date(2025, 9, 26), "K7M2QX4R9T")
VERSION = ("ceshi", "某局", 2024, 1, "K7M2QX4R9T")


def lines_of(case: Case) -> wide.Lines:
    return wide.read(rendering.table(build(case, ISSUE), case))


def rows(case: Case, key: str) -> list[dict[str, str]]:
    content = wide.as_csv(VERSION, case.edition.table(key), lines_of(case))
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_row_has_the_version_its_names_and_an_amount_in_each_column():
    case = case_of("t03/total/total 12345678.90\nt03/2050101/project -0.50", names={"2050101": "行政运行"})
    total, subject = rows(case, "t03")
    assert (total["行名"], total["科目代码"], total["本年支出合计"]) == ("合计", "", "12345678.90")
    assert (subject["行"], subject["科目代码"], subject["行名"]) == ("2050101", "2050101", "行政运行")
    assert (subject["项目支出"], subject["基本支出"], subject["计量单位"]) == ("-0.50", "", "元")
    assert [subject[name] for name in ("单位代码", "单位名称", "年度", "版次", "版本编码")] == [
        *("ceshi", "某局", "2024", "1", "K7M2QX4R9T")
    ]


def test_a_row_that_is_blank_in_print_is_there_and_empty():
    total, *more = rows(case_of(""), "t03")
    assert not more and (total["行名"], total["本年支出合计"]) == ("合计", "")
    budget, actual = rows(case_of("t09/actual/total 8.00"), "t09")
    assert (budget["部分"], budget["行名"], budget["合计"]) == ("预算数", "预算数", "")
    assert (actual["部分"], actual["合计"]) == ("决算数", "8.00")


def test_tables_side_by_side_come_one_below_the_other():
    found = rows(case_of("t01/income.total/amount 5.00\nt01/spending.total/amount 4.00"), "t01")
    assert [(row["部分"], row["决算数"]) for row in found if row["决算数"]] == [
        ("收入", "5.00"),
        ("支出", "4.00"),
    ]


def test_what_is_counted_has_its_own_measure():
    found = {row["行"]: row for row in rows(case_of("operations/vehicles.held/value 3"), "operations")}
    assert (found["vehicles.held"]["计量单位"], found["vehicles.held"]["数值"]) == ("辆", "3")
    assert found["operating_expenses"]["计量单位"] == "元"


def test_what_somebody_typed_is_no_formula():
    case = case_of("t03/2050101/project 1.00", names={"2050101": "=1+1"})
    assert rows(case, "t03")[1]["行名"] == "'=1+1"


@pytest.mark.parametrize("name", ["liaoyuan-2024", "yanbian-2024"])
def test_all_amounts_of_the_samples_are_there_and_each_once(name: str):
    case = sample_files.read(name)
    found = [
        (key, row["行"], head, row[head])
        for key in (table.key for table in case.edition.tables)
        for row in rows(case, key)
        for head in wide.columns([case.edition.table(key)]).values()
        if row[head]
    ]
    assert len(found) == len(set(found)) == len(case.figures)


def test_each_column_of_an_edition_has_a_head_of_its_own_also_beside_the_other_editions():
    for tables in wide.tables_of(EDITIONS).values():
        for together in (tables, *([table] for table in tables)):
            heads = wide.resource(together).heads
            assert len(heads) == len(set(heads)), together[0].title


@pytest.mark.parametrize("content", [b"", b"a,b\r\n1,2\r\n"])
def test_another_file_is_not_taken_for_figures(content: bytes):
    with pytest.raises(wide.NotFigures):
        wide.read(content)
