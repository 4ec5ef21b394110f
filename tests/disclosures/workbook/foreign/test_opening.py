"""Workbooks of all three formats: the same cells, whichever it is."""

import pytest

from disclosures.workbook.foreign.book import Book, Merge
from disclosures.workbook.foreign.opening import opened
from disclosures.workbook.stream import Cell, Kind
from tests.disclosures.workbook.foreign.handmade import bare_xls, changed, kept, number, ods, table, xlsx
from tests.disclosures.workbook.foreign.libreoffice import FORMATS, kinds


def cell(kind: Kind, text: str) -> Cell:
    return Cell(kind, text)


CELLS = {
    1: {1: cell("text", "收入支出决算总表")},
    3: {1: cell("text", "项目"), 2: cell("text", "金额")},
    4: {
        2: cell("number", "1234567890123.45"),
        3: cell("number", "0.3"),
        4: cell("percent", "0.5"),
        8: cell("text", "隐藏的列"),
    },
    5: {
        1: cell("date", "2024-12-31"),
        2: cell("date", "2024-12-31T12:30:00"),
        3: cell("boolean", "TRUE"),
        4: cell("error", "#DIV/0!"),
    },
    6: {
        1: cell("text", "两行\n第二行  有空格"),
        2: cell("number", "1234567890123.75"),
        4: cell("text", "'0012"),
        5: cell("date", "12:30:00"),
        6: cell("number", "-0.005"),
    },
    7: {1: cell("text", "隐藏的行")},
    8: {1: cell("number", "0"), 2: cell("text", "007"), 3: cell("percent", "0.25")},
}


@pytest.mark.parametrize("form", FORMATS)
def test_cells_of_all_kinds_as_libreoffice_saves_them(form: str) -> None:
    book = opened(kept(f"kinds.{form}"))
    first, hidden, protected = book.sheets
    assert book.format == form
    assert first.rows == CELLS
    assert set(first.merges) == {Merge(1, 1, 1, 4), Merge(3, 1, 4, 1)}
    assert (first.hidden_rows, first.hidden_columns) == ({7}, {8})
    assert (first.name, first.hidden, first.beyond) == ("01 收入支出决算总表", False, 0)
    assert (hidden.name, hidden.hidden) == ("隐藏的表", True)
    assert hidden.rows == {2: {2: cell("text", "有字")}}
    assert protected.rows == {1: {1: cell("number", "1")}}


def test_formulas_that_were_never_reckoned_have_no_value() -> None:
    """As openpyxl writes them; LibreOffice has the values."""
    row = opened(kinds()).sheets[0].rows[6]
    assert (row[2], row[3]) == (cell("formula", ""), cell("formula", ""))


def told(book: Book) -> list[object]:
    return [(each.name, each.rows, set(each.merges), each.hidden, each.hidden_rows) for each in book.sheets]


def test_our_own_export_is_the_same_whichever_way_it_was_saved() -> None:
    first, *others = (told(opened(kept(f"liaoyuan.{form}"))) for form in FORMATS)
    assert len(first) > 15
    assert others == [first, first]


def test_xlsx_whose_rows_and_columns_are_hidden_by_size() -> None:
    rows = '<row r="2" ht="0"><c r="B2"><v>1</v></c></row><row r="4"><c><v>2</v></c></row>'
    sheet = opened(xlsx(rows, before='<cols><col min="2" max="9" width="0"/></cols>')).sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {2})
    assert sheet.rows[4] == {1: cell("number", "2")}


def test_xlsx_with_a_used_range_of_all_there_is() -> None:
    """Two cells; the one at the far end is counted, not passed over."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    book = opened(xlsx(rows, after='<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>'))
    sheet = book.sheets[0]
    assert sheet.rows == {1: {1: cell("number", "1")}}
    assert sheet.merges == (Merge(2, 1, 20_000, 300),)
    assert sheet.beyond == 1


def test_xlsx_of_the_macintosh_counts_days_from_1904() -> None:
    book = opened(kept("kinds.xlsx"))
    assert book.sheets[0].rows[5][1].text == "2024-12-31"
    sheets = '<sheets><sheet name="表" r:id="rId2"/></sheets>'
    workbook = f'<workbook xmlns:r="r"><workbookPr date1904="1"/>{sheets}</workbook>'
    moved = opened(changed("kinds.xlsx", workbook=workbook)).sheets[0]
    assert moved.rows[5][1].text == "2029-01-01"


def test_ods_repeats_cells_and_rows() -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="2">'
        f'<table:table-cell table:number-columns-repeated="3"/>{number("7.10", columns=2)}</table:table-row>'
        '<table:table-row table:visibility="filter"><table:table-cell office:value-type="string">'
        "<office:annotation><text:p>备注</text:p></office:annotation>"
        '<text:p>一<text:s text:c="2"/>二<text:span>三<text:tab/></text:span></text:p><text:p>四</text:p>'
        "</table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048573"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    sheet = opened(ods(table(rows))).sheets[0]
    both = {4: cell("number", "7.1"), 5: cell("number", "7.1")}
    assert sheet.rows == {1: both, 2: both, 3: {1: cell("text", "一  二三\t\n四")}}
    assert (sheet.hidden_rows, sheet.beyond) == ({3}, 0)


def test_ods_counts_what_is_far_away() -> None:
    empty = '<table:table-row table:number-rows-repeated="1048575"/>'
    blank = '<table:table-cell table:number-columns-repeated="16383"/>'
    first, last = (
        f"<table:table-row>{cells}</table:table-row>" for cells in (number("1"), blank + number("2"))
    )
    sheet = opened(ods(table(first + empty + last))).sheets[0]
    assert sheet.rows == {1: {1: cell("number", "1")}}
    assert sheet.beyond == 1


def test_ods_without_values_of_its_formulas() -> None:
    """LibreOffice leaves the value out where it is a blank; others where there is none yet."""
    row = '<table:table-row><table:table-cell table:formula="of:=[.A1]"/></table:table-row>'
    assert opened(ods(table(row))).sheets[0].rows == {1: {1: cell("formula", "")}}
    meta = '<meta xmlns:m="m"><m:generator>LibreOffice/24.8</m:generator></meta>'
    assert opened(ods(table(row), members={"meta.xml": meta})).sheets[0].rows == {}


def test_xls_without_a_container() -> None:
    """Excel 2, as simple exporters write it; amounts exact, text in GBK."""
    sheet = opened(bare_xls((1, 1, "本年收入"), (1, 2, 2076.17), (16384, 256, 1.0))).sheets[0]
    assert sheet.rows == {
        1: {1: cell("text", "本年收入"), 2: cell("number", "2076.17")},
        16384: {256: cell("number", "1")},
    }
