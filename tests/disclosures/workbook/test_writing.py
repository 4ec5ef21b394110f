"""The workbook as it is opened: numbers, texts, heads, paper, protection, nothing to be calculated."""

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from accounts.case import Case
from accounts.figures import Figures, at
from accounts.money import Scale
from disclosures.workbook import writing
from tests.disclosures.workbook.sheets import EVIL, LIAOYUAN, T03, YANBIAN, compared, row_of


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("write", [writing.account, writing.empty])
@pytest.mark.parametrize("case", [LIAOYUAN, YANBIAN], ids=["liaoyuan", "yanbian"])
def test_no_cell_is_a_formula_and_every_page_is_set(case: Case, write: Any) -> None:
    book = opened(write(case))
    for sheet in book.worksheets:
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        if sheet.sheet_state == "visible":
            assert sheet.print_area and sheet.page_setup.paperSize == 9 and sheet.page_setup.fitToWidth == 1
    wanted = [f"{table.number} {table.title}" for table in case.edition.tables if table.number]
    assert [name for name in book.sheetnames if name[:2].isdigit()] == wanted


def test_rows_of_lists_have_room_for_their_longest_text() -> None:
    text = "一句很长的说明。" * 40
    sheet = opened(writing.account(replace(LIAOYUAN, texts={"profile.duties": text, "profile.units": "短"})))
    words = sheet["文字说明"]
    heights = {words.cell(row, 2).value: words.row_dimensions[row].height for row in range(5, 40)}
    assert heights["profile.duties"] > 60 and heights["profile.units"] <= 46


def test_a_table_looks_like_the_official_one() -> None:
    sheet = opened(writing.account(YANBIAN))[T03]
    assert sheet["B2"].value == "支出决算表" and sheet["B3"].value == "公开03表"
    assert "金额单位：万元" in [cell.value for cell in sheet[4]]
    assert {"B5:E5", "B2:K2", "F5:F6"} <= {str(each) for each in sheet.merged_cells.ranges}
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$2:$6"
    assert sheet.column_dimensions["A"].hidden and sheet.row_dimensions[1].hidden
    cell = sheet.cell(row_of(sheet, "合计"), 6)
    assert isinstance(cell.value, float) and cell.number_format == "#,##0.00"
    assert sheet.protection.sheet and not cell.protection.locked and sheet["B5"].protection.locked
    assert any(str(cell.value).startswith("注：") for row in sheet.iter_rows() for cell in row)


def test_money_is_in_the_unit_of_the_account() -> None:
    figures = Figures({at("t01/income.general_budget/amount"): Decimal("12345678.91")})
    case = replace(LIAOYUAN, scale=Scale.YUAN, figures=figures)
    cells = [c.value for row in opened(writing.account(case))["01 收入支出决算总表"].iter_rows() for c in row]
    assert [each for each in cells if isinstance(each, float)] == [12345678.91]
    assert "单位：元" in cells


@pytest.mark.parametrize("text", EVIL)
def test_a_clerks_text_stays_text_and_comes_back(text: str) -> None:
    project = replace(LIAOYUAN.projects[0], name=text.strip(), expected=text)
    case = replace(
        LIAOYUAN,
        texts={"reason.overall": text},
        names={"208": text.strip()},
        subjects={},
        projects=(project,),
        figures=Figures({a: v for a, v in LIAOYUAN.figures.items() if a.table != "project"}),
        unit=replace(LIAOYUAN.unit, name=text),
    )
    content = writing.account(case)
    for sheet in opened(content).worksheets:
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type in ("f", "e", "d", "b")]
    assert compared(content, case).counts == {}


def test_an_amount_that_excel_would_round_is_written_as_text() -> None:
    figures = {at("t01/income.general_budget/amount"): Decimal("99999999999999.99")}
    case = replace(LIAOYUAN, scale=Scale.YUAN, figures=Figures(figures))
    assert compared(writing.account(case), case).counts == {}


def test_a_text_too_long_for_a_cell_is_left_to_the_page() -> None:
    case = replace(LIAOYUAN, texts={"profile.duties": "职" * 40_000, "reason.overall": "坏\x07字\r\n二行"})
    found = compared(writing.account(case), case)
    assert found.plan.entries == () and not found.counts.get("blanked")


def test_the_empty_form_has_instructions_validation_and_rows_to_fill_in() -> None:
    book = opened(writing.empty(LIAOYUAN))
    assert book.sheetnames[0] == "填写说明" and book.worksheets[0]["A1"].value.endswith("工作簿")
    sheet = book[T03]
    assert len(sheet.data_validations.dataValidation) == 6
    assert not [c for row in sheet.iter_rows(min_row=9) for c in row if isinstance(c.value, int | float)]
    assert book["项目"].data_validations.dataValidation[0].formula1.startswith('"一般公共预算')
    assert book["_juesuan"].sheet_state == "veryHidden"
