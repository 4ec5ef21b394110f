"""A published account as a workbook for readers, in 万元 as the report prints it: about it, tables, forms
of the projects, sentences. The same report gives the same bytes. Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from accounts.case import Case
from disclosures import imprint
from disclosures.placement import Placed, placed
from disclosures.report import Cell, Grid, Paragraph, Report, ReportSection, TermEntry
from disclosures.workbook.looks import EXACT, Look, Pen, lines_of
from disclosures.workbook.pages import TALLEST, footer, paper
from disclosures.workbook.stream import letters
from disclosures.workbook.tables import HEAD, LANDSCAPE, LINE_HEIGHT, PORTRAIT, TITLE, Manner, TableSheet
from disclosures.workbook.writing import new_book, saved, sheet_named, titles

ABOUT, NARRATIVE = "说明", "情况说明"
NOTICE = (
    "正式文本是同一版本的 PDF；本工作簿由同一份数据生成，便于查阅和计算。",
    f"数存为数值；超过 {EXACT} 位有效数字的金额 Excel 存不准，存为文本。各表没有公式。",
    "精确到元、角、分的金额和每个数的地址，在同一版本的 CSV、JSON 数据文件中。",
)
WIDE = 88.0
"""Characters across a page of sentences, of 11 points."""
LINE = 1.4
"""Height of a line to the size of its characters."""
PLAIN = Look(11, boxed=False, down="top")
LINK = replace(PLAIN, colour="0B4F8A")
HEADING = replace(PLAIN, strong=True)
SENTENCE_ENDS = re.compile(r"(?<=[。；\n])")


def published(report: Report, case: Case, site: str = "") -> bytes:
    """`site`: the site's own address, https://…"""
    book = new_book(report.title)
    about = sheet_named(book, ABOUT)
    for name, table in titles(case):
        TableSheet(sheet_named(book, name), table, case, Manner(case.scale, editable=False)).draw()
    names = {f"project-{project.key}": project.name for project in case.projects}
    forms = [grid for grid in grids(report) if grid.key in names]
    for n, grid in enumerate(forms, 1):
        form(sheet_named(book, f"项目{n} {names[grid.key]}"), grid, case)
    sentences(sheet_named(book, NARRATIVE), report)
    tell(about, report, site)
    for sheet in book.worksheets:
        sheet.oddFooter = footer(imprint.mark(report))
    return saved(book)


def grids(report: Report) -> Iterator[Grid]:
    for section in report.sections:
        yield from (content for content in section.contents if isinstance(content, Grid))


def tell(sheet: Worksheet, report: Report, site: str) -> None:
    """Which version this is, what to know of it, and a list of its sheets that leads to them."""
    pen, row = Pen(sheet), 1

    def line(text: str, look: Look) -> None:
        nonlocal row
        pen.put(row, 1, text, look)
        sheet.row_dimensions[row].height = height(text, look)
        row += 1

    line(report.title, TITLE)
    for text in (*imprint.lines(report, site), "", *NOTICE, *report.summary.limits, ""):
        line(text, PLAIN)
    for each in sheet.parent.worksheets if sheet.parent else ():
        if each is not sheet:
            line(each.title, LINK)
            sheet.cell(row - 1, 1).hyperlink = Hyperlink(ref=f"A{row - 1}", location=f"'{each.title}'!A1")
    sheet.column_dimensions["A"].width = WIDE
    paper(sheet, f"A1:A{row - 1}", None, landscape=False)


def form(sheet: Worksheet, grid: Grid, case: Case) -> None:
    """The 项目支出绩效自评表 as it is printed."""
    pen, wide = Pen(sheet), LANDSCAPE if grid.landscape else PORTRAIT
    widths = [max(float(each.rstrip("%")) / 100 * wide, 5.0) for each in grid.widths]
    pen.put(1, 1, grid.title, TITLE, columns=len(widths))
    sheet.row_dimensions[1].height = 26
    for row, cells in enumerate(placed(grid.body), 2):
        for column, cell in cells:
            form_cell(pen, row, column + 1, cell, case)
        sheet.row_dimensions[row].height = tall(cells, widths)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[letters(column)].width = round(width, 1)
    paper(sheet, f"A1:{letters(len(widths))}{len(grid.body) + 1}", (1, 1), landscape=grid.landscape)


def form_cell(pen: Pen, row: int, column: int, cell: Cell, case: Case) -> None:
    is_words = cell.columns > 1 and cell.kind != "number"
    look = HEAD if cell.kind == "head" else Look(across="left" if is_words else "center")
    amount = case.figures.get(cell.address) if cell.address else None
    if cell.address and amount is not None:
        measure = case.edition.measure(cell.address)
        value = Manner(case.scale, editable=False).value(amount, measure)
        sign = '"%"' if cell.text.endswith("%") else ""
        pen.put(row, column, value, replace(look, format=f"General{sign}"), columns=cell.columns)
    else:
        pen.put(row, column, cell.text, look, columns=cell.columns, rows=cell.rows)


def tall(cells: Placed, widths: list[float]) -> float:
    """Of a row, so that its longest text has room."""
    counts = [
        lines_of(cell.text, sum(widths[column : column + cell.columns]))
        for column, cell in cells
        if cell.rows == 1
    ]
    return min(max(20.0, LINE_HEIGHT * max(counts, default=1) + 4), TALLEST)


def sentences(sheet: Worksheet, report: Report) -> None:
    """The parts in words, a paragraph a row."""
    pen, row = Pen(sheet), 1
    for text, look in spoken(report):
        if look is TITLE and row > 1:
            sheet.row_breaks.append(Break(id=row - 1))
        for piece in pieces(text):
            pen.put(row, 1, piece, look)
            sheet.row_dimensions[row].height = height(piece, look)
            row += 1
    sheet.column_dimensions["A"].width = WIDE
    paper(sheet, f"A1:A{max(row - 1, 1)}", None, landscape=False)
    sheet.page_setup.fitToHeight = 0


def height(text: str, look: Look) -> float:
    """Of a row that holds nothing else."""
    return LINE * look.size * lines_of(text, WIDE, look.size) + 4


def spoken(report: Report) -> Iterator[tuple[str, Look]]:
    """Titles, headings and paragraphs of the parts that are not tables alone."""
    for part in report.parts:
        if any(map(has_words, part.sections)):
            yield f"{part.ordinal} {part.title}", TITLE
        for section in filter(has_words, part.sections):
            if section.listed:
                yield section.heading, HEADING
            for content in section.contents:
                if isinstance(content, Paragraph):
                    is_heading = content.style == "heading"
                    yield content.text, HEADING if is_heading else PLAIN
                elif isinstance(content, TermEntry):
                    yield f"{content.ordinal}、{content.name}：{content.text}", PLAIN


def has_words(section: ReportSection) -> bool:
    return any(isinstance(content, Paragraph | TermEntry) for content in section.contents)


def pieces(text: str) -> Iterator[str]:
    """A paragraph cut at the ends of sentences, so that no row is taller than a row may be."""
    piece = ""
    for sentence in SENTENCE_ENDS.split(text):
        if piece and height(piece + sentence, PLAIN) > TALLEST:
            yield piece
            piece = ""
        piece += sentence
    if piece:
        yield piece
