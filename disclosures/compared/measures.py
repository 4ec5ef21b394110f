"""How much a figure grew, and what share of a whole it is: by the rules of the 情况说明, in few words."""

from decimal import Decimal

from accounts.money import grouped, in_wan, percent, plain
from disclosures.catalogue.tables import YUAN, Figure

NOUGHT = Decimal(50)
"""In 元: below it an amount is printed as 0.00 万元."""
NOTHING_BEFORE = "上年没有这个数"


def growth(now: Figure, before: Figure | None) -> str:
    """增长5.3% · 下降2% · 持平, or why there is no percentage; nothing of what is a percentage itself."""
    if before is None:
        return NOTHING_BEFORE
    if now.unit != before.unit:
        return f"上年单位是{before.unit}"
    return "" if now.unit == "%" else changed(*shown(now, before))


def changed(now: Decimal, before: Decimal) -> str:
    """Of two amounts as they are printed."""
    if now == before:
        return "持平"
    if not before:
        return "上年为0"
    if before < 0 or now < 0:
        return f"{'上年' if before < 0 else '本年'}为负数"
    return f"{'增长' if now > before else '下降'}{percent(abs(now - before), before)}%"


def shown(now: Figure, before: Figure) -> tuple[Decimal, Decimal]:
    """Unrounded, unless what is printed of them, or of their difference, is nothing."""
    if now.unit != YUAN:
        return now.amount, before.amount
    if not in_wan(now.amount - before.amount):
        return before.amount, before.amount
    return now.amount, before.amount if in_wan(before.amount) else Decimal(0)


def share(part: Figure, whole: Figure | None) -> str:
    """占12.3%; nothing of a whole that is not there, is not above 0, or counts something else."""
    if whole is None or whole.unit != part.unit or part.unit == "%" or part.amount < 0:
        return ""
    least = NOUGHT if part.unit == YUAN else Decimal(1)
    if whole.amount < least:
        return ""
    is_whole = part.unit == YUAN and in_wan(part.amount) == in_wan(whole.amount)
    return f"占{percent(whole.amount if is_whole else part.amount, whole.amount)}%"


def growth_in_yuan(now: Decimal, before: Decimal | None) -> str:
    return growth(Figure(now), None if before is None else Figure(before))


def share_in_yuan(part: Decimal, whole: Decimal | None) -> str:
    return share(Figure(part), None if whole is None else Figure(whole))


def printed(figure: Figure) -> str:
    """万元 with separators; what is no amount of money with its unit."""
    if figure.unit == YUAN:
        return grouped(in_wan(figure.amount))
    return f"{plain(figure.amount)}{figure.unit}"
