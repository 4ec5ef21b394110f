"""A foreign workbook understood: its figures at the addresses of the account's edition. Pure.

Find tables (`regions`), read heads (`heads`), place columns (`columns`) and rows (`fixed`, `subject_rows`),
read cells (`amounts`). What is not certain is named and not read.
"""

from accounts.case import Case
from disclosures.workbook.base import Base, Head
from disclosures.workbook.foreign import tables
from disclosures.workbook.foreign.book import Book
from disclosures.workbook.foreign.captions import Around
from disclosures.workbook.foreign.recognised import Recognised, Unused
from disclosures.workbook.foreign.regions import chosen, regions
from disclosures.workbook.foreign.subject_rows import Tree
from disclosures.workbook.foreign.view import View
from disclosures.workbook.package import Unreadable
from disclosures.workbook.reading import FAULTS_AT_MOST


def recognise(book: Book, case: Case) -> Recognised:
    """What the workbook says for the account; Unreadable where no table of the edition is found."""
    found = Recognised(base_of(case))
    of_book = regions(book, case.edition)
    by_key, found.unused = chosen(of_book)
    around = Around(View(sheet) for sheet in book.sheets)
    tree = Tree(case)
    for table in case.edition.tables:
        if table.key in by_key:
            tables.read(found, table, by_key[table.key], around, case, tree)
    if not found.tables:
        raise Unreadable(nothing(book, case))
    found.unused.extend(unnamed(book, {region.view.name for region in of_book}))
    read = {part.sheet for table in found.tables for part in table.parts}
    found.passed = [sheet.name for sheet in book.sheets if sheet.name not in read]
    found.doubts = list(dict.fromkeys(found.doubts))
    del found.faults[FAULTS_AT_MOST:]
    return found


def base_of(case: Case) -> Base:
    """As of an empty form of the account: blanks say nothing, and nothing is known of what stood there."""
    unit = case.unit
    return Base(Head(case.edition.code, unit.code, unit.name, case.year, case.scale.value, empty=True), {})


def unnamed(book: Book, known: set[str]) -> list[Unused]:
    return [
        Unused(sheet.name, "", "没有内容" if not sheet.rows else "没有找到本决算格式的表名或公开编号")
        for sheet in book.sheets
        if sheet.name not in known
    ]


def nothing(book: Book, case: Case) -> str:
    titles = "、".join(f"《{table.title}》" for table in case.edition.tables if table.number)
    sheets = "、".join(f"“{sheet.name}”" for sheet in book.sheets[:20]) or "没有"
    return f"没有找到本决算格式的表，没有读取。找的是表名{titles}或公开01表等编号；文件里的工作表：{sheets}"
