"""The process that reads one .xls (`python -m disclosures.workbook.foreign.biff`): the file comes on standard
input; its sheets, or the reason why not, go as JSON to standard output (`apart`). Without Django.
"""

import io
from typing import Any

import xlrd
from xlrd.book import SUPBOOK_DDEOLE, SUPBOOK_EXTERNAL

from disclosures.workbook.foreign.apart import answer
from disclosures.workbook.foreign.gathering import Draft, Gathering
from disclosures.workbook.members import BROKEN
from disclosures.workbook.package import Unreadable
from disclosures.workbook.stream import Cell, Kind, kind_of, number_cell, text_cell

CUSTOM = 164
"""The first number of a format of the file's own."""
MACRO_SHEET = "= Macro sheet)"
NUMBERED = 50
"""BIFF5: from then on formats are known by number, too."""


LOCKED = "文件有打开密码，或者工作簿的结构有保护。请在 Excel 或 WPS 中去掉密码和保护，保存后再上传"
MACROS = "文件含有宏表（Excel 4.0）。请在 Excel 或 WPS 中删除宏表，另存为“Excel 工作簿（.xlsx）”后再上传"
LINKED = "文件含有到其他文件的链接。请在 Excel“数据—编辑链接”中断开链接，保存后再上传"


def gathered(content: bytes) -> Gathering:
    log = io.StringIO()
    try:
        book = xlrd.open_workbook(
            file_contents=content,
            logfile=log,
            verbosity=1,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            # Sectors that overlap: some accounting systems write so, and Excel opens it.
            ignore_workbook_corruption=True,
        )
    except xlrd.XLRDError as fault:
        raise Unreadable(LOCKED if "encrypted" in str(fault) else BROKEN) from None
    if MACRO_SHEET in log.getvalue():  # xlrd passes it over and tells nobody else
        raise Unreadable(MACROS)
    if {SUPBOOK_EXTERNAL, SUPBOOK_DDEOLE} & set(book._supbook_types):
        raise Unreadable(LINKED)
    found = Gathering()
    kinds = [kind_in(book, each) for each in book.xf_list]
    for index in range(book.nsheets):
        sheet = book.sheet_by_index(index)
        draft = found.begin(sheet.name, sheet.visibility != 0)
        read(sheet, kinds, draft, found)
        if book.on_demand:
            book.unload_sheet(index)
    return found


def read(sheet: Any, kinds: list[Kind], draft: Draft, found: Gathering) -> None:
    for row in range(sheet.nrows):
        values = sheet.row_values(row)
        for column, kind in enumerate(sheet.row_types(row)):
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            shown_as = kinds[sheet.cell_xf_index(row, column)]
            if cell := cell_of(kind, values[column], shown_as, sheet.book.datemode == 1):
                found.put(draft, row + 1, column + 1, cell)
    for row, about in sheet.rowinfo_map.items():
        if about.hidden or about.height == 0:
            draft.hide_rows(row + 1, row + 1)
    for column, about in sheet.colinfo_map.items():
        if about.hidden or about.width == 0:
            draft.hide_columns(column + 1, column + 1)
    for top, bottom, left, right in sheet.merged_cells:
        draft.merge(top + 1, left + 1, bottom, right)


def cell_of(kind: int, value: Any, shown_as: Kind, since_1904: bool) -> Cell | None:
    match kind:
        case xlrd.XL_CELL_TEXT:
            return text_cell(value)
        case xlrd.XL_CELL_BOOLEAN:
            return Cell("boolean", "TRUE" if value else "FALSE")
        case xlrd.XL_CELL_ERROR:
            return Cell("error", xlrd.error_text_from_code.get(value, "#N/A"))
        case _:
            return number_cell(repr(value), shown_as, since_1904)


def kind_in(book: Any, style: Any) -> Kind:
    """What a number of this style is."""
    number = style.format_key
    if book.biff_version >= NUMBERED and number < CUSTOM:
        return kind_of(str(number), None)
    form = book.format_map.get(number)
    return kind_of("", form.format_str) if form and form.format_str else "number"


if __name__ == "__main__":
    answer(gathered)
