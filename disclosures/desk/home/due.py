"""By when an account must be published, and how many days are left, in words. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from accounts.days import day
from disclosures.duties.dates import Standing, Terms

SOON = 5
"""So many days before the end it is said with emphasis."""


@dataclass(frozen=True)
class Due:
    words: str
    style: Literal["", "soon", "late"] = ""


def due(terms: Terms, today: date) -> Due:
    """Without a last day only what its days will run from."""
    last, left = terms.last, Standing(terms.last, terms.disclosed, today).left
    if terms.disclosed:
        told = f"{day(terms.disclosed)}公开"
        return Due(f"{told}，晚于期限", "late") if left is not None and left < 0 else Due(told)
    if last is None or left is None:
        return Due("批复后计算")
    if left < 0:
        return Due(f"已超过 {-left} 天（应在{day(last)}前公开）", "late")
    words = f"今天到期（{day(last)}）" if not left else f"还有 {left} 天（{day(last)}前公开）"
    return Due(words, "soon" if left <= SOON else "")
