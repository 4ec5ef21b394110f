"""A stranger's .ods as plain data, in one pass over its content. Pure.

A stream of our own, as for .xlsx: other readers build a tree of the whole file, or fill in each of the
billions of blank cells that a few bytes can ask for; none tells percentages, errors and hidden rows.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from disclosures.workbook.foreign.book import Book
from disclosures.workbook.foreign.gathering import Draft, Gathering
from disclosures.workbook.members import BROKEN, Members, local, whole
from disclosures.workbook.package import Unreadable
from disclosures.workbook.stream import COLUMNS, ROWS, TEXT, Cell, number_cell, text_cell, without_midnight

ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TABLE, STYLE, WORDS = (ODF % name for name in ("office", "table", "style", "text"))
VALUE_TYPE, FORMULA = f"{OFFICE}value-type", f"{TABLE}formula"
SHOWN_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
"""LibreOffice's own; tells errors."""
CONTENT, MANIFEST, META = "content.xml", "META-INF/manifest.xml", "meta.xml"
TRUTHS = {"of:=TRUE()": "TRUE", "of:=FALSE()": "FALSE"}
"""How LibreOffice keeps a truth value of an .xlsx: a number by a formula."""
MACROS = ("basic/", "scripts/")
ERROR = re.compile(r"#(REF!|DIV/0!|N/A|VALUE!|NAME\?|NUM!|NULL!)|Err:\d{3}")
LASTS = re.compile(r"PT(\d+)H(\d+)M(\d+)")
ELEMENTS = ("style", "table-column", "table-row", "table", "table-source", "dde-source")


def book(package: zipfile.ZipFile) -> Book:
    refuse_locked(package)
    found = Gathering()
    with whole():
        reading = Reading(found, leaves_out_blanks=by_libreoffice(package))
        for each in Members(package).elements(CONTENT, *ELEMENTS, opening="table"):
            reading.take(each)
    return found.book("ods")


def refuse_locked(package: zipfile.ZipFile) -> None:
    names = package.namelist()
    if any(name.lower().startswith(MACROS) for name in names):
        raise Unreadable("文件含有宏。请另存为“Excel 工作簿（.xlsx）”后再上传")
    if MANIFEST in names:
        with whole():
            if any(True for _ in Members(package).elements(MANIFEST, "encryption-data")):
                raise Unreadable("文件有打开密码。请在 LibreOffice 或 WPS 中去掉密码，保存后再上传")
    if CONTENT not in names:
        raise Unreadable(BROKEN)


def by_libreoffice(package: zipfile.ZipFile) -> bool:
    """It writes no value for a formula that results in a blank; with others there is no result yet."""
    if META not in package.namelist():
        return False
    generators = (each.text or "" for each in Members(package).elements(META, "generator"))
    return any(each.startswith(("LibreOffice", "OpenOffice")) for each in generators)


@dataclass
class Reading:
    """Where in the content we are: in which table, at which row and column."""

    found: Gathering
    leaves_out_blanks: bool
    table: Element | None = None
    draft: Draft | None = None
    row: int = 0
    column: int = 0
    hidden_styles: set[str] = field(default_factory=set)

    def take(self, element: Element) -> None:
        match local(element.tag):
            case "style":
                self.style(element)
            case "table" if element is self.table:
                self.table = self.draft = None
            case "table":
                self.begin(element)
            case "table-column" if self.draft:
                self.columns(element, self.draft)
            case "table-row" if self.draft:
                self.rows(element, self.draft)
            case "table-source" | "dde-source":
                raise Unreadable("文件含有到其他文件的链接。请在“编辑—链接”中断开链接，保存后再上传")

    def style(self, element: Element) -> None:
        """Tables are hidden by their style."""
        if any(each.get(f"{TABLE}display") == "false" for each in element):
            self.hidden_styles.add(element.get(f"{STYLE}name", ""))

    def begin(self, element: Element) -> None:
        if self.table is not None:
            raise Unreadable("文件里有嵌在表格里的表格，没有读取。请另存为“Excel 工作簿（.xlsx）”后再上传")
        self.table, self.row, self.column = element, 0, 0
        hidden = element.get(f"{TABLE}style-name") in self.hidden_styles
        self.draft = self.found.begin(element.get(f"{TABLE}name", ""), hidden)

    def columns(self, element: Element, draft: Draft) -> None:
        first, self.column = self.column + 1, self.column + times(element, f"{TABLE}number-columns-repeated")
        if is_hidden(element):
            draft.hide_columns(first, self.column)

    def rows(self, element: Element, draft: Draft) -> None:
        first, self.row = self.row + 1, self.row + times(element, f"{TABLE}number-rows-repeated")
        if is_hidden(element):
            draft.hide_rows(first, self.row)
        column = 0
        for each in element:
            if local(each.tag) not in ("table-cell", "covered-table-cell"):
                continue
            left, column = column + 1, column + times(each, f"{TABLE}number-columns-repeated")
            cell = cell_of(each)
            if cell and not (cell.kind == "formula" and self.leaves_out_blanks):
                self.put(draft, (first, self.row), (left, column), cell)
            right = left + times(each, f"{TABLE}number-columns-spanned") - 1
            bottom = first + times(each, f"{TABLE}number-rows-spanned") - 1
            draft.merge(first, left, bottom, right)

    def put(self, draft: Draft, rows: tuple[int, int], columns: tuple[int, int], cell: Cell) -> None:
        """The same cell in each of these rows and columns, ends within."""
        within = [(min(last, most) - first + 1) for (first, last), most in ((rows, ROWS), (columns, COLUMNS))]
        for row in range(rows[0], rows[0] + within[0]):
            for column in range(columns[0], columns[0] + within[1]):
                self.found.put(draft, row, column, cell)
        every = (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1)
        draft.beyond += every - max(0, within[0]) * max(0, within[1])


def cell_of(element: Element) -> Cell | None:
    if not len(element) and VALUE_TYPE not in element.attrib and FORMULA not in element.attrib:
        return None
    said = text_of(element)
    if element.get(SHOWN_TYPE) == "error" or (FORMULA in element.attrib and ERROR.fullmatch(said)):
        return Cell("error", said[:20])
    if truth := TRUTHS.get(element.get(FORMULA, "")):
        return Cell("boolean", truth)
    match element.get(VALUE_TYPE, ""):
        case "float" | "currency":
            return number_cell(element.get(f"{OFFICE}value", ""), "number")
        case "percentage":
            return number_cell(element.get(f"{OFFICE}value", ""), "percent")
        case "boolean":
            return Cell("boolean", element.get(f"{OFFICE}boolean-value", "").upper()[:5])
        case "date":
            return Cell("date", without_midnight(element.get(f"{OFFICE}date-value", "")))
        case "time":
            return Cell("date", lasting(element.get(f"{OFFICE}time-value", "")))
        case "" if FORMULA in element.attrib and not said:
            return Cell("formula", "")
        case _:
            return text_cell(element.get(f"{OFFICE}string-value") or said)


def text_of(element: Element) -> str:
    """The paragraphs of a cell; its remarks are no part of it."""
    return "\n".join("".join(words(each)) for each in element if local(each.tag) == "p")[:TEXT]


def words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for each in element:
        match local(each.tag):
            case "s":
                yield " " * min(times(each, f"{WORDS}c"), 100)
            case "tab":
                yield "\t"
            case "line-break":
                yield "\n"
            case "span" | "a" | "ruby" | "ruby-base":
                yield from words(each)
        yield each.tail or ""


def lasting(duration: str) -> str:
    """PT12H30M00S: 12:30:00."""
    found = LASTS.match(duration)
    return ":".join(f"{int(part):02}" for part in found.groups()) if found else duration[:40]


def is_hidden(element: Element) -> bool:
    return element.get(f"{TABLE}visibility") in ("collapse", "filter")


def times(element: Element, name: str) -> int:
    """How often, or over how many: 1 where it is not said."""
    number = int(element.get(name, 1))
    if number < 1:
        raise ValueError(number)
    return number
