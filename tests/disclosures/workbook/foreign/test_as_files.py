"""The way of a real file: opened, recognised, compared. What a publication offers for download is a foreign
workbook too, and so is our own when the sheet that makes it ours is gone.
"""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from accounts.case import Case
from accounts.figures import Address
from disclosures import assembly
from disclosures.report import Issue
from disclosures.workbook import comparing
from disclosures.workbook.foreign.book import Book
from disclosures.workbook.foreign.opening import opened
from disclosures.workbook.foreign.recognised import Recognised
from disclosures.workbook.foreign.recognition import recognise
from disclosures.workbook.published import published
from tests.disclosures.workbook.foreign.layouts import emptied
from tests.disclosures.workbook.foreign.libreoffice import FILES, FORMATS
from tests.disclosures.workbook.foreign.regional import LAYOUTS, NINE, Layout
from tests.disclosures.workbook.sheets import LIAOYUAN, YANBIAN, written

AS_FILES = ("jilin", "yanbian", "shanghai", "named_only", "wide", "untidy")


def as_xlsx(book: Book) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for sheet in book.sheets:
        page = made.create_sheet(sheet.name)
        for row, cells in sheet.rows.items():
            for column, cell in cells.items():
                page.cell(row, column).value = Decimal(cell.text) if cell.kind == "number" else cell.text
        for each in sheet.merges:
            if (each.top, each.left) != (each.bottom, each.right):
                page.merge_cells(None, each.top, each.left, each.bottom, each.right)
        for row in sheet.hidden_rows:
            page.row_dimensions[row].hidden = True
        for column in sheet.hidden_columns:
            page.column_dimensions[get_column_letter(column)].hidden = True
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def taken(content: bytes, case: Case) -> tuple[Recognised, dict[Address, Decimal]]:
    empty = emptied(case)
    found = recognise(opened(content), empty)
    return found, dict(written(comparing.compare(found, empty).plan, empty).figures)


def of_nine(figures: dict[Address, Decimal]) -> dict[Address, Decimal]:
    return {address: amount for address, amount in figures.items() if address.table in NINE and amount}


@pytest.mark.parametrize(
    "layout",
    [each for each in LAYOUTS if each.made.__name__ in AS_FILES],
    ids=lambda each: each.made.__name__,
)
def test_a_layout_as_a_file(layout: Layout) -> None:
    found, figures = taken(as_xlsx(layout.made(YANBIAN)), YANBIAN)
    assert (found.faults, found.doubts) == ([], [])
    assert of_nine(figures) == layout.expected(YANBIAN)


@pytest.mark.parametrize("case", [LIAOYUAN, YANBIAN], ids=lambda case: case.unit.code)
def test_the_workbook_of_a_publication_comes_in_whole(case: Case) -> None:
    report = assembly.build(case, Issue(1, date(2025, 9, 26), "K7M2QX4R9T"))
    found, figures = taken(published(report, case, "https://js.example.gov.cn"), case)
    assert (found.faults, found.doubts) == ([], [])
    assert figures == {address: v for address, v in case.figures.items() if address.table != "project"}


@pytest.mark.parametrize("form", FORMATS)
def test_our_own_workbook_saved_by_others_without_its_hidden_sheet(form: str) -> None:
    book = opened((FILES / f"liaoyuan.{form}").read_bytes())
    kept = Book(tuple(sheet for sheet in book.sheets if not sheet.name.startswith("_")), book.format)
    empty = emptied(LIAOYUAN)
    found = recognise(kept, empty)
    figures = dict(written(comparing.compare(found, empty).plan, empty).figures)
    assert (found.faults, found.doubts) == ([], [])
    assert of_nine(figures) == of_nine(dict(LIAOYUAN.figures))
