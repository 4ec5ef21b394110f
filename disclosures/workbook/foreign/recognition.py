"""A foreign workbook understood: its figures at the addresses of the account's edition. Pure.

Find tables (`regions`, `whose`), read heads (`heads`), place columns (`columns`) and rows (`fixed`,
`subject_rows`), read cells (`amounts`). What is not certain is named and not read.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from accounts.case import Case
from accounts.figures import Address
from disclosures.workbook.base import Base, Head
from disclosures.workbook.foreign import doubts, tables
from disclosures.workbook.foreign.book import Book
from disclosures.workbook.foreign.captions import Around
from disclosures.workbook.foreign.recognised import Recognised, Unused
from disclosures.workbook.foreign.regions import chosen, regions
from disclosures.workbook.foreign.subject_rows import Tree
from disclosures.workbook.foreign.view import View
from disclosures.workbook.foreign.whose import own_of
from disclosures.workbook.package import Unreadable
from disclosures.workbook.reading import FAULTS_AT_MOST, Fault
from disclosures.workbook.stream import COLUMNS, ROWS

TITLES_AT_MOST = 3


def recognise(book: Book, case: Case) -> Recognised:
    """What the workbook says for the account; Unreadable where it has no table of the edition."""
    found = Recognised(base_of(case))
    of_book = regions(book, case.edition)
    by_key, found.unused = chosen(of_book)
    around = Around(View(sheet) for sheet in book.sheets)
    tree = Tree(case)
    amounts: dict[Address, Decimal] = {}
    for table in case.edition.tables:
        if table.key in by_key:
            own, others = own_of(by_key[table.key], table, case)
            found.unused.extend(others)
            amounts |= tables.read(found, table, own, around, case, tree)
    if not found.tables and not found.faults:
        raise Unreadable(nothing(book, case))
    known = {region.view.name for region in of_book}
    found.unused = [*together(found.unused), *unnamed(book, known), *far_out(book)]
    read = {part.sheet for table in found.tables for part in table.parts}
    found.passed = [sheet.name for sheet in book.sheets if sheet.name not in read]
    found.doubts = list(dict.fromkeys((*found.doubts, *doubts.of_scale(amounts, case))))
    found.faults[FAULTS_AT_MOST:] = rest_of(found.faults)
    return found


def rest_of(faults: list[Fault]) -> list[Fault]:
    """One that counts those that are not listed."""
    more = faults[FAULTS_AT_MOST:]
    return (
        [Fault(more[0].group, more[0].sheet, "", f"另有 {len(more)} 处没有读取，没有逐一列出")]
        if more
        else []
    )


def base_of(case: Case) -> Base:
    """As of an empty form of the account: blanks say nothing, and nothing is known of what stood there."""
    unit = case.unit
    return Base(Head(case.edition.code, unit.code, unit.name, case.year, case.scale.value, empty=True), {})


def together(unused: Iterable[Unused]) -> Iterator[Unused]:
    """A list of contents is one thing, not nine."""
    titles: dict[tuple[str, str], list[str]] = {}
    for each in unused:
        titles.setdefault((each.sheet, each.reason), []).append(each.title)
    for (sheet, reason), words in titles.items():
        more = f"等 {len(words)} 张表" if len(words) > TITLES_AT_MOST else ""
        yield Unused(sheet, "、".join(words[:TITLES_AT_MOST]) + more, reason)


def unnamed(book: Book, known: set[str]) -> list[Unused]:
    return [
        Unused(sheet.name, "", "没有内容" if not sheet.rows else "没有找到本决算格式的表名或公开编号")
        for sheet in book.sheets
        if sheet.name not in known
    ]


def far_out(book: Book) -> Iterator[Unused]:
    for sheet in book.sheets:
        if sheet.beyond:
            reason = f"第 {ROWS:,} 行以下、第 {COLUMNS} 列以右还有 {sheet.beyond:,} 个单元格，没有读取"
            yield Unused(sheet.name, "", reason)


def nothing(book: Book, case: Case) -> str:
    edition = case.edition
    titles = "、".join(f"《{table.title}》" for table in edition.tables if edition.prints(table.key))
    sheets = "、".join(f"“{sheet.name}”" for sheet in book.sheets[:20]) or "没有"
    return f"没有找到本决算格式的表，没有读取。找的是表名{titles}或公开01表等编号；文件里的工作表：{sheets}"
