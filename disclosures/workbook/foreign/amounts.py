"""One cell of a file as an amount in the account's own unit, exactly, or why it cannot be. Pure."""

import re
from decimal import Decimal

from accounts.editions.definitions import Measure
from accounts.entry.amounts import BLANKS, CURRENCY, Unreadable, cleaned, read, shortened, written
from accounts.money import Scale
from disclosures.workbook.comparing import text_of_number
from disclosures.workbook.foreign.synonyms import DASHES, SAYS_NONE
from disclosures.workbook.foreign.words import plain
from disclosures.workbook.stream import Cell

NOTHING = str.maketrans(dict.fromkeys(DASHES, "-"))
NONE_SAID = re.compile(rf"\D*(?:\d{{4}}年)?\D*(?:{SAYS_NONE})\D*(?:\d{{4}}年)?\D*")
"""Words without any number but the year."""


def is_blank(cell: Cell | None) -> bool:
    if cell is None or cell.kind != "text":
        return cell is None
    return cleaned(cell.text.translate(NOTHING)) in BLANKS or bool(NONE_SAID.fullmatch(plain(cell.text)))


def amount(cell: Cell, measure: Measure, money: str, scale: Scale) -> Decimal | None:
    """In 元 (or pieces, %); `money`: the file's unit. Unreadable where two places do not hold it."""
    text = text_of_number(cell, measure)
    if measure != "money" or cleaned(text).endswith("元"):
        return read(text, measure, scale)
    text = CURRENCY.sub("", cleaned(text))
    if text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1]}"
    try:
        return read(f"{text}{money}", measure, scale)
    except Unreadable as fault:
        if scale is Scale.WAN and "超过两位" in str(fault):
            how = "请改用以万元为单位的表" if money == "元" else "请先在 Excel 里用 ROUND 取两位"
            told = (
                f"{shortened(text)}{money}，以万元计超过两位小数；本决算以万元为单位，不替您四舍五入，{how}"
            )
            raise Unreadable(told) from None
        raise Unreadable(str(fault).replace(shortened(f"{text}{money}"), shortened(text))) from None


def as_cell(value: Decimal, measure: Measure, scale: Scale) -> Cell:
    """As the account's own workbook would have it."""
    return Cell("number", written(value, measure, scale))
