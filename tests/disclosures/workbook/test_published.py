"""The workbook for readers, as it is opened: as printed, in 万元, nothing to be calculated."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from accounts.case import Case
from accounts.figures import Figures, at
from accounts.money import Scale, in_wan
from disclosures import assembly
from disclosures.report import Grid, Issue, Paragraph, TermEntry
from disclosures.workbook.foreign.recognised import Recognised
from disclosures.workbook.pages import TALLEST
from disclosures.workbook.published import pieces, published
from disclosures.workbook.receiving import receive
from tests.disclosures.workbook.sheets import EVIL, LIAOYUAN, YANBIAN

ISSUE = Issue(1, date(2025, 9, 26), "K7M2QX4R9T")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def made(case: Case, issue: Issue = ISSUE) -> bytes:
    return published(assembly.build(case, issue), case, "https://js.example.gov.cn")


def opened(case: Case) -> Any:
    return load_workbook(io.BytesIO(made(case)))


def values(book: Any) -> list[Any]:
    return [c.value for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]


def elements(content: bytes) -> Iterator[ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                yield from ElementTree.fromstring(package.read(name)).iter()


@pytest.mark.parametrize("case", [LIAOYUAN, YANBIAN], ids=["liaoyuan", "yanbian"])
def test_every_figure_and_every_sentence_is_there(case: Case) -> None:
    book = opened(case)
    found = values(book)
    numbers = {round(Decimal(str(each)), 2) for each in found if isinstance(each, int | float)}
    for address, amount in case.figures.items():
        money = case.edition.measure(address) == "money"
        assert round(in_wan(amount) if money else amount, 2) in numbers, address
    text = "\n".join(map(str, found))
    for section in assembly.build(case, ISSUE).sections:
        for content in section.contents:
            if isinstance(content, Paragraph):
                assert content.text.strip() in text
            elif isinstance(content, TermEntry):
                assert f"{content.ordinal}、{content.name}：{content.text}" in text
            elif isinstance(content, Grid):
                assert content.title in text and all(note in text for note in content.notes)
    tables = [f"{table.number} {table.title}" for table in case.edition.tables if table.number]
    assert [name for name in book.sheetnames if name[:2].isdigit()] == tables


def test_the_first_sheet_says_which_version_it_is_and_leads_to_the_others() -> None:
    book = opened(LIAOYUAN)
    sheet = book["说明"]
    told = [row[0].value for row in sheet.iter_rows()]
    assert told[:5] == [
        "2024年度辽源市社会保险事业管理局单位决算",
        "2024年度辽源市社会保险事业管理局单位决算　第1版　2025年9月26日公开",
        "版本编码：K7M2QX4R9T",
        "网址：https://js.example.gov.cn/liaoyuan/2024/v1/",
        "核验：https://js.example.gov.cn/verify/K7M2QX4R9T/",
    ]
    assert "正式文本是同一版本的 PDF；本工作簿由同一份数据生成，便于查阅和计算。" in told
    leads = [row[0].hyperlink.location for row in sheet.iter_rows() if row[0].hyperlink]
    assert leads == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    assert {each.oddFooter.left.text for each in book} == {"第1版 K7M2QX4R9T"}


def test_every_sheet_is_set_for_a4_with_its_heads_repeated() -> None:
    for sheet in opened(YANBIAN):
        assert sheet.print_area and sheet.page_setup.paperSize == 9 and sheet.page_setup.fitToWidth == 1
        assert max(each.height or 0 for each in sheet.row_dimensions.values()) <= TALLEST
        if sheet.title[:2].isdigit():
            assert sheet.print_title_rows and sheet.freeze_panes


def test_money_is_in_wan_as_printed() -> None:
    figures = Figures({at("t01/income.general_budget/amount"): Decimal("12345678.91")})
    case = replace(LIAOYUAN, scale=Scale.YUAN, figures=figures, projects=())
    found = values(opened(case))
    assert 1234.57 in found and 12345678.91 not in found and "单位：元" not in found


def test_the_amounts_of_a_form_are_numbers() -> None:
    sheet = next(each for each in opened(LIAOYUAN) if each.title.startswith("项目1 "))
    cells = {cell.value: cell.number_format for row in sheet.iter_rows() for cell in row}
    assert cells[37] == "General" and cells[100] == 'General"%"'


def test_an_amount_that_excel_would_round_is_text() -> None:
    amount = Decimal("123456789012345678901.00")
    case = replace(LIAOYUAN, figures=Figures({at("t01/income.general_budget/amount"): amount}), projects=())
    assert "12345678901234567.89" in values(opened(case))


@pytest.mark.parametrize("text", EVIL)
def test_what_somebody_typed_is_never_a_formula(text: str) -> None:
    case = replace(
        LIAOYUAN,
        unit=replace(LIAOYUAN.unit, name=text),
        texts={**LIAOYUAN.texts, "reason.overall": text, "profile.duties": text},
        names={"208": text},
        subjects={},
        projects=tuple(replace(each, name=text, expected=text) for each in LIAOYUAN.projects),
    )
    kinds = set()
    for element in elements(made(case)):
        assert element.tag != f"{MAIN}f"
        if element.tag == f"{MAIN}c" and len(element):
            kinds.add(element.get("t", "n"))
    assert kinds <= {"n", "s", "inlineStr"}


def test_a_paragraph_too_tall_for_a_row_is_cut_between_sentences() -> None:
    text = "职责很多。" * 600
    assert "".join(pieces(text)) == text and all(each.endswith("。") for each in pieces(text))
    assert len(list(pieces(text))) > 2 and list(pieces("一句。")) == ["一句。"]


def test_the_same_report_gives_the_same_bytes_with_no_trace_of_when() -> None:
    content = made(LIAOYUAN)
    assert content == made(LIAOYUAN)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2


def test_a_draft_says_so() -> None:
    book = load_workbook(io.BytesIO(made(LIAOYUAN, Issue())))
    assert book["说明"]["A2"].value.endswith("草稿") and book["说明"].oddFooter.left.text == "草稿"


def test_laid_beside_another_unit_all_its_tables_are_read_and_asked_about() -> None:
    other = replace(LIAOYUAN, unit=replace(LIAOYUAN.unit, name="白山市社会保险事业管理局"), figures=Figures())
    ours, theirs = (receive(made(LIAOYUAN)).content_for(each) for each in (LIAOYUAN, other))
    assert isinstance(ours, Recognised) and isinstance(theirs, Recognised)
    assert theirs.figures.keys() == ours.figures.keys() and not ours.doubts
    assert "本决算是“白山市社会保险事业管理局”" in theirs.doubts[0].reason
