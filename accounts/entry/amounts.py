"""What a clerk typed or pasted into a cell, as a number. `static/desk/grid/amounts.js` reads the same way in
the browser; both are held to tests/accounts/entry/amounts.json. Pure.
"""

import re
import unicodedata
from decimal import Decimal

from accounts.editions.definitions import Measure
from accounts.money import CENT, YUAN_PER_WAN, Scale, plain

BLANKS = frozenset({"", "-", "--", "---", "/", "无", "空"})
"""What accountants write for nothing, dashes of every length read as hyphens."""
MINUS = str.maketrans("−–—‐‑﹣", "------")
GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
PLAIN = re.compile(r"[0-9]+(\.[0-9]*)?|\.[0-9]+")
CURRENCY = re.compile(r"^(人民币|RMB|CNY|¥)", re.IGNORECASE)
DIGITS = 14
"""Before the point: what the database holds in 元 (16 digits and two places), with room for a sum."""


class Unreadable(ValueError):
    """What stands there is no number of this cell; the message says why, in the clerk's words."""


def read(typed: str, measure: Measure, scale: Scale) -> Decimal | None:
    """Money in 元, counts and percents as they are; None for a blank. Raises Unreadable.

    Money without a unit is in the account's own (`scale`); 元 and 万元 behind it are heeded.
    """
    text = cleaned(typed)
    if text in BLANKS:
        return None
    text, negative = unsigned(text)
    number, factor = unit(text, measure, scale)
    value = decimal(typed, number)
    if sum(c.isdigit() for c in number.partition(".")[0].lstrip("0")) > DIGITS:
        raise Unreadable(f"“{shortened(typed)}”超过 {DIGITS} 位，请核对")
    value = fitted(typed, value * factor if factor else value, measure, scale)
    return -value if negative and value else value


def cleaned(typed: str) -> str:
    """Full-width forms as half-width, without white space; Excel's mark for text (') dropped."""
    text = unicodedata.normalize("NFKC", typed).translate(MINUS)
    return re.sub(r"[\s\u200b\ufeff]+", "", text).removeprefix("'").replace("，", ",")


def unsigned(text: str) -> tuple[str, bool]:
    """Without its sign; brackets around an amount are a minus: (1,234.56)."""
    if text.startswith("(") and text.endswith(")"):
        inner = CURRENCY.sub("", text[1:-1])
        return inner, True
    text = CURRENCY.sub("", text)
    if text[:1] in "+-":
        return CURRENCY.sub("", text[1:]), text[:1] == "-"
    return text, False


def unit(text: str, measure: Measure, scale: Scale) -> tuple[str, Decimal | None]:
    """The number before its unit, and what makes 元 of it."""
    if measure == "percent":
        return text.removesuffix("%"), None
    if measure == "count":
        return re.sub(r"(人次|台\(套\)|[个辆人次台套])$", "", text), None
    if text.endswith("万元"):
        return text[:-2], YUAN_PER_WAN
    if text.endswith("元"):
        return text[:-1], Decimal(1)
    return text, YUAN_PER_WAN if scale is Scale.WAN else Decimal(1)


def decimal(typed: str, number: str) -> Decimal:
    if GROUPED.fullmatch(number) or PLAIN.fullmatch(number):
        return Decimal(number.replace(",", ""))
    if re.fullmatch(r"[0-9,.]*[0-9][0-9,.]*", number):
        raise Unreadable(f"“{shortened(typed)}”的分节号或小数点不对，请核对")
    if re.fullmatch(r"[0-9.]+E[+-]?[0-9]+", number, re.IGNORECASE):
        raise Unreadable(f"“{shortened(typed)}”是科学记数，请在 Excel 中改为数值格式后再粘贴")
    if re.fullmatch(r"#+", number):
        raise Unreadable("Excel 的列太窄，复制到的是 ####，请加宽后再复制")
    raise Unreadable(f"“{shortened(typed)}”不是数")


def fitted(typed: str, value: Decimal, measure: Measure, scale: Scale) -> Decimal:
    """Refuses more places than the cell has: nothing is rounded behind the clerk's back."""
    if measure == "count":
        if value != value.to_integral_value():
            raise Unreadable(f"“{shortened(typed)}”应为整数")
        return value.to_integral_value()
    step = scale.step if measure == "money" else CENT
    if value % step:
        where = "（本决算以万元为单位）" if measure == "money" and scale is Scale.WAN else ""
        raise Unreadable(f"“{shortened(typed)}”的小数超过两位{where}")
    return value.quantize(CENT)


def shortened(typed: str) -> str:
    text = " ".join(typed.split())
    return text if len(text) <= 24 else f"{text[:23]}…"


def written(amount: Decimal | None, measure: Measure, scale: Scale) -> str:
    """A stored amount as the clerk edits it: 1234.50, without separators; empty for a blank."""
    if amount is None:
        return ""
    if measure != "money":
        return plain(amount)
    return f"{amount / YUAN_PER_WAN if scale is Scale.WAN else amount:.2f}"
