"""The two numbers a reason is about, and their difference. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from accounts.case import Case
from accounts.figures import ZERO, Address, Figures, at
from accounts.money import grouped, in_wan
from disclosures.phrases import Missing, Number, Runs, Source, Typed

BUDGETS = {
    "reason.item.": ("initial_budget/{}/amount", "t05/{}/total"),
    "reason.three_public.": ("t09/budget/{}", "t09/actual/{}"),
}
"""Where budget and outturn stand of which a slot tells the difference."""


@dataclass(frozen=True)
class Amount:
    title: str
    text: str
    address: Address | None
    """Of this year's account, so that a link leads there."""


@dataclass(frozen=True)
class Compared:
    amounts: tuple[Amount, ...]
    difference: str = ""


def compared(case: Case, slot: str, before: Runs) -> Compared | None:
    """Of budget and outturn where the slot is for that, else of the change or the amount told last."""
    for start, (budget, outturn) in BUDGETS.items():
        key = slot.removeprefix(start)
        if key != slot and (start == "reason.item." or key.endswith(".budget")):
            key = key.removesuffix(".budget")
            return against_budget(case, at(budget.format(key)), at(outturn.format(key)))
    number = told_last(before)
    if number is None:
        return None
    if number.kind == "change" and {source.year for source in number.sources} == {case.year, case.year - 1}:
        return against_last_year(case, number)
    address = number.sources[0].address if number.sources else None
    return Compared((Amount(f"{case.year}年", f"{grouped(in_wan(number.value))}万元", address),))


def told_last(before: Runs) -> Number | None:
    """The change told of since the last field; without one, the amount."""
    numbers: list[Number] = []
    for run in reversed(before):
        if isinstance(run, Typed | Missing):
            break
        if isinstance(run, Number):
            numbers.append(run)
    found = [each for each in numbers if each.kind == "change"] or [n for n in numbers if n.kind == "amount"]
    return found[0] if found else None


def against_budget(case: Case, budget: Address, outturn: Address) -> Compared:
    had, has = case.figures.amount(budget), case.figures.amount(outturn)
    amounts = (amount(case, "年初预算", budget), amount(case, "支出决算", outturn))
    if budget.table == "t09":
        amounts = (amount(case, "预算", budget), amount(case, "决算", outturn))
    return Compared(amounts, step(has - had, "多", "少"))


def amount(case: Case, title: str, address: Address) -> Amount:
    return Amount(title, f"{grouped(in_wan(case.figures.amount(address)))}万元", address)


def against_last_year(case: Case, number: Number) -> Compared:
    now, before = (total(case.figures, number, case.year), total(case.last, number, case.year - 1))
    address = next(source.address for source in number.sources if source.year == case.year)
    amounts = (
        Amount(f"{case.year - 1}年", f"{grouped(in_wan(before))}万元", None),
        Amount(f"{case.year}年", f"{grouped(in_wan(now))}万元", address),
    )
    return Compared(amounts, step(now - before))


def total(figures: Figures | None, number: Number, year: int) -> Decimal:
    cells: dict[Address, Source] = {s.address: s for s in number.sources if s.year == year}
    return figures.total(cells) if figures is not None else ZERO


def step(difference: Decimal, more: str = "增加", less: str = "减少") -> str:
    """增加12.50万元 · 减少3.00万元."""
    word = more if difference > 0 else less
    return f"{word}{grouped(in_wan(abs(difference)))}万元" if in_wan(difference) else "无变化"
