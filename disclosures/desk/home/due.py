"""By when an account must be published, and how many days are left. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from disclosures.desk.checklist import Terms, day, deadline

SOON = 5
"""So many days before the end it is said with emphasis."""


@dataclass(frozen=True)
class Due:
    words: str
    style: Literal["", "soon", "late"] = ""


def due(terms: Terms, today: date, *, published: bool) -> Due:
    """In words; without the date of the 批复 only how many days there will be."""
    if terms.replied is None:
        return Due(f"{day(terms.disclosed)}公开") if terms.disclosed else Due("批复后计算")
    last = deadline(terms.replied, terms.days, working=terms.working)
    if published:
        late = terms.disclosed is not None and terms.disclosed > last
        told = f"{day(terms.disclosed)}公开" if terms.disclosed else "已公开"
        return Due(f"{told}，晚于期限", "late") if late else Due(told)
    left = (last - today).days
    if left < 0:
        return Due(f"已超过 {-left} 天（应在{day(last)}前公开）", "late")
    words = f"今天到期（{day(last)}）" if not left else f"还有 {left} 天（{day(last)}前公开）"
    return Due(words, "soon" if left <= SOON else "")
