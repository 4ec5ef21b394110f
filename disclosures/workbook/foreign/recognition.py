"""A foreign workbook understood: its figures at the addresses of the account's edition. Pure."""

from accounts.case import Case
from disclosures.workbook.base import Base, Head
from disclosures.workbook.foreign.book import Book
from disclosures.workbook.foreign.recognised import Recognised
from disclosures.workbook.package import Unreadable


def recognise(book: Book, case: Case) -> Recognised:
    """What the workbook says for the account; Unreadable where no table of the edition is found."""
    found = Recognised(base_of(case))
    if not found.figures:
        raise Unreadable(nothing(book, case))
    return found


def base_of(case: Case) -> Base:
    """As of an empty form of the account: blanks say nothing, and nothing is known of what stood there."""
    unit = case.unit
    return Base(Head(case.edition.code, unit.code, unit.name, case.year, case.scale.value, empty=True), {})


def nothing(book: Book, case: Case) -> str:
    titles = "、".join(f"《{table.title}》" for table in case.edition.tables if table.number)
    sheets = "、".join(sheet.name for sheet in book.sheets) or "没有"
    return f"没有找到本决算格式的表，没有读取。找的是表名{titles}或公开01表等编号；文件里的工作表：{sheets}"
