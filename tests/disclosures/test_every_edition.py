"""An invented account of each region, in every form in which it is published but paper."""

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from accounts.case import Case
from accounts.editions import EDITIONS, fitting, region_of
from accounts.editions.definitions import Table
from accounts.editions.validation import NINE
from accounts.figures import at
from accounts.invented import invent
from accounts.money import Scale
from disclosures import rendering, word
from disclosures.assembly import build
from disclosures.catalogue import reading
from disclosures.desk.working_copy import printed as addresses
from disclosures.desk.working_copy import with_supplement
from disclosures.report import Grid, Issue, Report

every = pytest.mark.parametrize("code", [e.code for e in EDITIONS.values() if e.wording.scope == "单位"])


@cache
def made(code: str) -> tuple[Case, Report, dict[str, bytes]]:
    case = invent(EDITIONS[code], "every", "institution", Scale.YUAN)
    report = build(case, Issue())
    return case, report, rendering.web(case, report)


def printed(case: Case) -> list[Table]:
    sections = [each for each in case.edition.sections if each.kind == "table"]
    return [case.edition.table(each.key) for each in sections]


@every
def test_lists_and_comparisons_find_its_headline_figures(code: str) -> None:
    case, _, files = made(code)
    headlines = reading.read(files["report.json"]).headlines
    assert headlines == {name: case.figures[at(address)] for name, address in reading.HEADLINES.items()}


@every
def test_what_a_search_finds_stands_on_the_page(code: str) -> None:
    _, _, files = made(code)
    anchors = {each.anchor for each in reading.read(files["report.json"]).passages}
    assert anchors and anchors <= set(re.findall(r' id="([^"]+)"', files["article.html"].decode()))


@every
def test_the_nine_tables_stand_in_it_each_once_and_in_their_order(code: str) -> None:
    case, report, files = made(code)
    found = [each for section in report.sections for each in section.contents if isinstance(each, Grid)]
    tables = [each.key for each in found if each.key in NINE]
    assert tables == [table.key for table in printed(case)] and sorted(tables) == list(NINE)
    headings = re.findall(r"^([一二三四五六七八九]、.*表)$", files["report.txt"].decode(), re.MULTILINE)
    assert headings[-9:] == [f"{'一二三四五六七八九'[n]}、{t.title}" for n, t in enumerate(printed(case))]


@every
def test_who_works_on_it_sees_every_figure_and_the_form_of_every_project(code: str) -> None:
    case, report, _ = made(code)
    working = with_supplement(report, case)
    shown = {content.key for s in working.sections for content in s.contents if isinstance(content, Grid)}
    assert {f"project-{each.key}" for each in case.projects} <= shown
    assert set(case.figures) <= addresses(working)


@every
def test_office_files_have_all_tables(code: str) -> None:
    case, report, _ = made(code)
    sheets = load_workbook(BytesIO(rendering.workbook(report, case)), read_only=True).sheetnames
    assert all(any(table.title[:20] in name for name in sheets) for table in printed(case)), sheets
    text = ZipFile(BytesIO(word.document(report, ""))).read("word/document.xml").decode()
    assert all(table.title in text for table in printed(case))


def test_a_unit_begins_with_the_form_of_its_region() -> None:
    assert fitting("部门", "上海市普陀区", 2024)[0].code == "shanghai-2024-department"
    assert fitting("单位", "吉林省辽源市", 2024)[0].code == "jilin-2024-unit"
    assert fitting("单位", "", 2024)[0].code == "jilin-2024-unit"
    assert region_of("nowhere-2030-unit") == ""


def test_of_several_years_the_nearest_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for year in (2025, 2026):
        later = replace(EDITIONS["jilin-2024-unit"], code=f"jilin-{year}-unit", year=year)
        monkeypatch.setitem(EDITIONS, later.code, later)
    assert [fitting("单位", "", year)[0].year for year in (2023, 2024, 2025, 2030, None)] == [
        *(2024, 2024, 2025, 2026, 2026)
    ]
