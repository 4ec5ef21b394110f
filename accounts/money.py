"""Amounts: stored in 元 with two places, printed in 万元 with two decimals, always `Decimal`."""

from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

YUAN_PER_WAN = Decimal(10_000)
CENT = Decimal("0.01")


class Scale(Enum):
    """The precision in which an account was entered."""

    YUAN = "yuan"
    WAN = "wan"

    @property
    def step(self) -> Decimal:
        """The smallest difference between two amounts, in 元: 0.01 万元 are 100 元."""
        return Decimal(100) if self is Scale.WAN else CENT

    @property
    def half_step(self) -> Decimal:
        """How far, in 元, an amount may honestly be from what it stands for: 50 元 in a 万元 account."""
        return Decimal(50) if self is Scale.WAN else Decimal(0)


def slack(parts: int, scale: Scale) -> Decimal:
    """How far a rounded total may honestly be from the sum of its `parts` rounded parts, in 元."""
    return scale.half_step * (parts + 1)


def half_up(value: Decimal, places: int) -> Decimal:
    """`value` rounded half up to `places` decimals (the rounding of 财务 reports, not banker's)."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def in_wan(yuan: Decimal) -> Decimal:
    """元 → 万元 with two decimals, half up: the only rounding of a printed cell."""
    return half_up(yuan / YUAN_PER_WAN, 2)


def from_wan(wan: Decimal) -> Decimal:
    """万元 → 元 with two places."""
    return (wan * YUAN_PER_WAN).quantize(CENT, rounding=ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """A number as sentences print it: no separators, no trailing zeros (1153.90 → 1153.9)."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def grouped(value: Decimal) -> str:
    """An amount as tables print it: separators and two decimals (1,153.90)."""
    return f"{half_up(value, 2):,.2f}"


def percent(part: Decimal, whole: Decimal) -> str:
    """The share of `part` in `whole` as sentences print it, without the sign (95.6).

    One decimal, half up, trailing zero dropped; two where one would print 0 or 100 for what is not;
    不足0.01, 超过99.99 or 超过100 where two still would.
    Raises ZeroDivisionError for a zero `whole`: the caller omits the clause.
    """
    if not whole:
        raise ZeroDivisionError("a share of zero has no percentage")
    exact = part / whole * 100
    for places in (1, 2):
        shown = half_up(exact, places)
        if shown not in (0, 100) or exact == shown:
            return plain(shown)
    if shown == 0:
        return "不足0.01"
    return "超过99.99" if exact < 100 else "超过100"
