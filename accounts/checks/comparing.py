"""The three comparisons that rules are made of: a sum, the same number twice, an inequality. Pure.

A blank cell is zero and carries no rounding; a printed amount of a 万元 account stands for ±50 元, one that
was summed from the accounts of units for ±50 元 of each unit that printed it.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from accounts.case import Case
from accounts.checks.engine import Addition, Agreement, Fault, Level, Seen
from accounts.checks.wording import NAMED_AT_MOST, amount, as_at, heads, places, terms, where
from accounts.editions.validation import NINE
from accounts.figures import ZERO, Address
from accounts.money import Scale, slack


def mend(cell: Address) -> str:
    """The nine tables are as the finance department approved them; other figures are the unit's own."""
    return "以财政部门批复的决算为准核对后更正" if cell.table in NINE else "核对原始资料后更正"


def printed(case: Case, addresses: Sequence[Address]) -> list[Address]:
    return [address for address in addresses if address in case.figures]


def honest(case: Case, whole: Address, parts: Sequence[Address]) -> Decimal:
    """How far `whole` may be from the sum of its printed parts; counts are exact."""
    if case.edition.measure(whole) != "money":
        return ZERO
    return slack(roundings(case, (whole, *parts)) - 1, Scale.WAN)


def roundings(case: Case, cells: Sequence[Address]) -> int:
    """How many rounded amounts stand in these cells: one in each or, in a sum of units, one of each unit.

    In 元 only those of units that keep their accounts in 万元.
    """
    if case.scale is Scale.YUAN:
        return sum(case.printed_by.get(cell, 0) for cell in cells)
    if case.rounds_itself:
        return sum(case.printed_by.get(cell, 0) + 1 for cell in cells)
    return sum(case.printed_by.get(cell, 1) for cell in cells)


def adds_up(
    case: Case, whole: Address, parts: Sequence[Address], less: Sequence[Address] = ()
) -> Iterator[Seen]:
    """`whole` is the sum of `parts`, less those of `less`, within rounding.

    A fault also names the blank parts where they are few: one of them may be what is missing.
    """
    plus, minus = printed(case, parts), printed(case, less)
    if whole not in case.figures and not plus and not minus:
        return
    has, computed = case.figures.amount(whole), case.figures.total(plus) - case.figures.total(minus)
    off, cells = has - computed, (whole, *plus, *minus)
    holds = off == 0 or abs(off) <= honest(case, whole, [*plus, *minus])
    addition = Addition(whole, tuple(plus), tuple(minus), holds)
    if holds:
        yield Agreement(cells, rounded=off != 0, addition=addition)
    else:
        yield Fault(
            f"{where(case, whole)}为{amount(case, whole)}，但{formula(case, whole, plus, minus)}为"
            f"{as_at(case, whole, computed)}，两数不符，相差{as_at(case, whole, abs(off))}",
            cells + few_blanks(case, (*parts, *less)),
            (has, computed),
            off,
            f"核对合计数与各分项，找出错的一处；{mend(whole)}",
            addition=addition,
        )


def few_blanks(case: Case, parts: Sequence[Address]) -> tuple[Address, ...]:
    blank = tuple(cell for cell in parts if cell not in case.figures)
    return blank if len(blank) <= NAMED_AT_MOST else ()


def formula(case: Case, whole: Address, plus: Sequence[Address], minus: Sequence[Address]) -> str:
    everywhere = len({each.table for each in (whole, *plus, *minus)}) > 1
    across = all(each.row == whole.row for each in (*plus, *minus))
    listed = places if everywhere else heads if across else terms
    added = listed(case, plus) if plus else "分项（均为空白）"
    return f"{added}合计" + (f"，减去{listed(case, minus)}" if minus else "")


def same(case: Case, here: Address, there: Address) -> Iterator[Seen]:
    """One number in two places: equal; in a 万元 account one last place apart is a 提示."""
    if here in case.figures or there in case.figures:
        off = case.figures.amount(here) - case.figures.amount(there)
        yield judged(case, here, there, off, "应相等")


def at_most(case: Case, here: Address, there: Address) -> Iterator[Seen]:
    """The amount here does not exceed the one there; rounding cannot reverse that by more than one place."""
    if here in case.figures:
        off = case.figures.amount(here) - case.figures.amount(there)
        yield judged(case, here, there, max(off, ZERO), "前者不应大于后者")


def within(case: Case, parts: Sequence[Address], whole: Address) -> Iterator[Seen]:
    """Parts that together do not exceed the whole, within rounding."""
    found = printed(case, parts)
    if len(found) < 2:
        for part in found:
            yield from at_most(case, part, whole)
        return
    total, limit = case.figures.total(found), case.figures.amount(whole)
    over = total - limit
    if over <= honest(case, whole, found):
        yield Agreement((*found, whole), rounded=over > 0)
    else:
        yield Fault(
            f"{places(case, found)}合计{as_at(case, whole, total)}，"
            f"{where(case, whole)}为{amount(case, whole)}，前者不应大于后者，相差{as_at(case, whole, over)}",
            (whole, *found),
            (total, limit),
            over,
            f"核对各处，找出错的一处；{mend(whole)}",
        )


def judged(case: Case, here: Address, there: Address, off: Decimal, demand: str) -> Seen:
    cells = (here, there)
    if off == 0:
        return Agreement(cells)
    near = abs(off) <= honest(case, here, (there,))
    return Fault(
        f"{where(case, here)}为{amount(case, here)}，{where(case, there)}为{amount(case, there)}，"
        f"{demand}，相差{as_at(case, here, abs(off))}",
        cells,
        (case.figures.amount(here), case.figures.amount(there)),
        off,
        "只差末位，多为元折算万元的尾差，确认即可" if near else f"核对两处，找出错的一处；{mend(here)}",
        Level.NOTICE if near else None,
    )
