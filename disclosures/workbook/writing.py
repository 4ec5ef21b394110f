"""An account or an empty form as the bytes of one workbook. The same case gives the same bytes. Pure."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from accounts.case import Case
from accounts.editions.definitions import Table
from accounts.figures import Figures
from accounts.money import Scale
from disclosures import assembly
from disclosures.report import Issue
from disclosures.workbook import base, values
from disclosures.workbook.base import Head
from disclosures.workbook.frames import INDICATORS, PROJECTS, TEXTS
from disclosures.workbook.listed import ListSheet, indicators_of, projects_of, texts_of
from disclosures.workbook.lists import LISTINGS
from disclosures.workbook.looks import Look, Pen, write_text
from disclosures.workbook.pages import paper, protect
from disclosures.workbook.tables import HEAD, TITLE, Manner, TableSheet

MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - a constant: the same case gives the same bytes
SPARE, SPARE_WHEN_EMPTY = 5, 25
UNITS = {Scale.YUAN: "元", Scale.WAN: "万元（两位小数）"}
RULES = (
    "淡黄色的格可以填写，其余的格已保护（没有密码）。没有数的格留空，不要填“无”；0 是数，会印成 0.00。",
    "金额以{unit}填写，数直接填成数值，也可以写公式；上传时取公式算出的值。",
    "按科目的表：在空行填科目编码和名称，或插入一行再填编码；要删去一行的数，把各格清空。",
    "不要改动已有行的编码和名称所对应的数：编码或行名与原来对不上的行会列出，不写入。",
    "可以只留下要改的工作表；没有的表、没有的行保持平台上的数不变。",
    "不要删除隐藏的第 1 行和左侧隐藏的列，它们说明每一格是哪个数。",
    "填好后在平台“工作簿”页上传。先预览每一处改动，确认后才写入；写入后可以撤销一次。",
)
EMPTY_RULE = "这是空白格式：空着的格不改动平台上已有的数，只写入填了的格。"


def head_of(case: Case, *, empty: bool = False) -> Head:
    unit = case.unit
    return Head(case.edition.code, unit.code, unit.name, case.year, case.scale.value, empty)


def account(case: Case) -> bytes:
    """The account as it stands, to be changed and uploaded again."""
    labels = {slot.key: slot.label for slot in case.edition.slots if not slot.key.endswith("*")}
    missing = {each.slot: each.label for each in assembly.build(case, Issue()).missing}
    return editable(case, labels | missing, empty=False)


def empty(case: Case) -> bytes:
    """The form of the account's edition, with nothing filled in."""
    labels = {slot.key: slot.label for slot in case.edition.slots if not slot.key.endswith("*")}
    bare = replace(case, figures=Figures(), last=None, texts={}, projects=(), names={}, subjects={})
    return editable(bare, labels, empty=True)


def editable(case: Case, labels: dict[str, str], *, empty: bool) -> bytes:
    book = new_book(f"{case.year}年度{case.unit.name}{case.edition.wording.scope}决算")
    spare = SPARE_WHEN_EMPTY if empty else SPARE
    about = sheet_named(book, base.ABOUT)
    for name, table in titles(case):
        TableSheet(sheet_named(book, name), table, case, Manner(case.scale, spare=spare)).draw()
    entries = {TEXTS: texts_of(case, labels), PROJECTS: projects_of(case), INDICATORS: indicators_of(case)}
    for listing in LISTINGS:
        room = spare * 3 if listing.key == INDICATORS else spare
        sheet = sheet_named(book, listing.title)
        ListSheet(sheet, listing, unit_line(case), room, editable=True).draw(entries[listing.key])
    instruct(about, case, empty=empty)
    for sheet in book.worksheets:
        protect(sheet)
    hidden(book, head_of(case, empty=empty), {} if empty else values.of_case(case))
    return saved(book)


def titles(case: Case) -> Iterator[tuple[str, Table]]:
    """公开NN表 by its number or place; supplementary ones counted."""
    extra = 0
    for table in case.edition.tables:
        number = case.edition.number_of(table.key)
        extra += not number
        yield (f"{number} {table.title}" if number else f"附{extra} {table.title}"), table


def unit_line(case: Case) -> str:
    return f"{case.edition.wording.scope}：{case.unit.name}　{case.year}年度"


def new_book(title: str) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = values.clean(title)
    book.properties.creator = "决算公开门户"
    book.properties.created = book.properties.modified = MOMENT
    return book


def sheet_named(book: Workbook, name: str) -> Worksheet:
    sheet: Worksheet = book.create_sheet(re.sub(r"[\[\]:*?/\\']|\s+$", "", values.clean(name)[:31]))
    return sheet


def hidden(book: Workbook, head: Head, found: dict[str, str | None]) -> None:
    sheet = sheet_named(book, base.SHEET)
    for row, words in enumerate(base.lines(head, found), 1):
        for column, text in enumerate(words, 1):
            write_text(sheet.cell(row, column), text)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True


def instruct(sheet: Worksheet, case: Case, *, empty: bool) -> None:
    """What the workbook is, how it is filled in, and a list of its sheets that leads to them."""
    pen, unit = Pen(sheet), UNITS[case.scale]
    pen.put(1, 1, f"{case.year}年度{case.unit.name}{case.edition.wording.scope}决算工作簿", TITLE, columns=2)
    facts = (
        (case.edition.wording.scope, case.unit.name),
        ("年度", str(case.year)),
        ("报表格式", case.edition.title),
        ("金额单位", unit),
    )
    for row, (title, text) in enumerate(facts, 2):
        pen.put(row, 1, title, HEAD)
        pen.put(row, 2, text, Look())
    row = len(facts) + 3
    for n, rule in enumerate((EMPTY_RULE, *RULES) if empty else RULES, 1):
        pen.put(row, 1, f"{n}．{rule.format(unit=unit)}", Look(11, boxed=False, down="top"), columns=2)
        sheet.row_dimensions[row].height = 34
        row += 1
    for each in sheet.parent.worksheets if sheet.parent else ():
        if each is not sheet:
            pen.put(row, 1, each.title, Look(11, boxed=False, colour="0B4F8A"), columns=2)
            sheet.cell(row, 1).hyperlink = Hyperlink(ref=f"A{row}", location=f"'{each.title}'!A1")
            row += 1
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 76
    sheet.row_dimensions[1].height = 60
    paper(sheet, f"A1:B{row}", (1, 1), landscape=False)


def saved(book: Workbook) -> bytes:
    """With no trace of when: members bear one date, as the properties do."""
    out, plain = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as steady:
        for name in made.namelist():
            content = made.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", content)
            steady.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
