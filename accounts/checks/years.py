"""This year's opening balances against last year's account. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from accounts.case import Case
from accounts.checks.comparing import roundings
from accounts.checks.engine import Agreement, CouldNotRun, Fault, Level, Seen, rule
from accounts.checks.wording import amount, as_at, where
from accounts.editions.central_2024 import FISCAL_FUNDS
from accounts.figures import Address, Figures, at
from accounts.money import slack

SOURCE = "与上年决算的衔接关系"
REMEDY = "核对上年数和年初数；有年初调整（前期差错、收回结余、划转）的，填入“年初结转和结余调整”并说明原因"
SPENDING_KINDS = ("basic", "project", "remitted_up", "business", "subsidy_down")


def last_year(case: Case) -> Figures:
    if case.last is None:
        raise CouldNotRun(f"没有{case.year - 1}年度决算，无法核对")
    return case.last


MONEY = (*(key for key, _ in FISCAL_FUNDS), "other")
"""Rows of the declared adjustments: the three budgets, and money that is not fiscal."""


@rule("C51", title="年初结转等于上年年末结转", level=Level.REASON, source=SOURCE, idle="两年都没有结转")
def rule_opening_is_last_years_closing(case: Case) -> Iterator[Seen]:
    """总表和财政拨款总表各预算的年初结转等于上年决算的年末结转加申报的年初调整，调整要说明原因，其他不等的要说明。"""
    last = last_year(case)
    yield from adjustments(case)
    pairs = [(at("t01/income.opening/amount"), at("t01/spending.closing/amount"), MONEY)]
    pairs += [
        (at(f"t04/income.opening_{key}/amount"), at(f"t04/spending.closing/{key}"), (key,))
        for key, _ in FISCAL_FUNDS
    ]
    pairs = [pair for pair in pairs if complete(last, pair[0].table)]
    if not pairs:
        raise CouldNotRun(f"{case.year - 1}年度只有供比较的数，没有年末结转")
    for here, there, money in pairs:
        if here in case.figures or there in last:
            yield carried(case, last, here, there, adjusted(case, money))


def adjusted(case: Case, money: Sequence[str]) -> list[Address]:
    """The declared adjustments of that money."""
    return [cell for key in money if case.figures.get(cell := at(f"adjustment/{key}/amount"))]


def adjustments(case: Case) -> Iterator[Seen]:
    """A declared adjustment says why."""
    for cell in adjusted(case, MONEY):
        slot = f"reason.adjustment.{cell.row}"
        if case.texts.get(slot, "").strip():
            yield Agreement((cell,))
        else:
            told = f"{where(case, cell)}为{amount(case, cell)}，没有说明调整的原因"
            yield Fault(told, (cell,), (case.figures[cell],), remedy="说明调整的原因", slot=slot)


def complete(last: Figures, table: str) -> bool:
    """Whether last year's table was entered in full: its grand total and what it consists of."""
    return any(cell.table == table and cell.row == "income.total" for cell in last)


def carried(case: Case, last: Figures, here: Address, there: Address, declared: list[Address]) -> Seen:
    """Exact, as both are the same amount; rounding only comes in with a declared adjustment."""
    adjustment = case.figures.total(declared)
    due = last.amount(there) + adjustment
    off = case.figures.amount(here) - due
    if off == 0 or (declared and abs(off) <= slack(roundings(case, [here, here, *declared]) - 1, case.scale)):
        return Agreement((here, *declared), rounded=off != 0)
    plus = f"，年初调整{as_at(case, here, adjustment)}" if declared else ""
    return Fault(
        f"{where(case, here)}为{amount(case, here)}，{case.year - 1}年度{where(case, there)}为"
        f"{as_at(case, there, last.amount(there))}{plus}，相差{as_at(case, here, abs(off))}",
        (here, *declared),
        (case.figures.amount(here), due),
        off,
        REMEDY,
    )


@rule("C53", title="由上年总计和支出推算年初结转", level=Level.REASON, source=SOURCE, idle="没有可推算的数")
def rule_opening_follows_from_last_years_totals(case: Case) -> Iterator[Seen]:
    """上年总计减上年支出和结余分配，加申报的年初调整，等于本年年初结转；上年只有供比较的数时由此核对。"""
    last = last_year(case)
    kinds = [at(f"t03/total/{kind}") for kind in SPENDING_KINDS]
    yield from derived(
        case,
        at("t01/income.opening/amount"),
        at("t01/spending.grand_total/amount"),
        (at("t01/spending.distribution/amount"),),
        first(last, [at("t03/total/total")], kinds, [at("t01/spending.total/amount")]),
        adjusted(case, MONEY),
    )
    budgets = [at("t05/total/total"), at("t07/total/spending"), at("t08/total/total")]
    yield from derived(
        case,
        at("t04/income.opening/amount"),
        at("t04/spending.grand_total/total"),
        (),
        first(last, [at("t04/spending.total/total")], budgets),
        adjusted(case, [key for key, _ in FISCAL_FUNDS]),
    )


def first(last: Figures, *choices: Sequence[Address]) -> list[Address]:
    """The cells of the first choice that last year's figures have."""
    found = ([cell for cell in choice if cell in last] for choice in choices)
    return next((cells for cells in found if cells), [])


def derived(
    case: Case,
    opening: Address,
    total: Address,
    less: Sequence[Address],
    spent: Sequence[Address],
    declared: list[Address],
) -> Iterator[Seen]:
    last = last_year(case)
    if total not in last or not spent:
        return
    terms = [cell for cell in (*less, *spent) if cell in last]
    closing, adjustment = last[total] - last.total(terms), case.figures.total(declared)
    off = case.figures.amount(opening) - closing - adjustment
    if abs(off) <= allowance(case, [total, opening, *terms, *declared]):
        yield Agreement((opening, *declared), rounded=off != 0)
    else:
        plus = f"，年初调整{as_at(case, opening, adjustment)}" if declared else ""
        yield Fault(
            f"{where(case, opening)}为{amount(case, opening)}，但{case.year - 1}年度总计"
            f"{as_at(case, total, last[total])}减支出{as_at(case, total, last.total(terms))}，年末应余"
            f"{as_at(case, total, closing)}{plus}，相差{as_at(case, opening, abs(off))}",
            (opening, *declared),
            (case.figures.amount(opening), closing + adjustment),
            off,
            REMEDY,
        )


def allowance(case: Case, cells: Sequence[Address]) -> Decimal:
    """Comparison figures were themselves got from this year's and a change: twice the rounding."""
    return 2 * slack(roundings(case, cells) - 1, case.scale)


TOTALS = (at("t01/income.grand_total/amount"), at("t04/income.grand_total/amount"))
MAGNITUDE = 1000
"""No unit grows a thousandfold in a year; one that took 元 for 万元 seems to, ten thousandfold."""


@rule("C61", title="金额单位", level=Level.REASON, source="与上年数的数量级比较", idle="没有可比较的总计")
def rule_the_unit_of_money_is_right(case: Case) -> Iterator[Seen]:
    """总计与上年相差不到一千倍；相差更多的，多半是元和万元填错了。"""
    last = case.last or Figures()
    for cell in TOTALS:
        now, before = case.figures.amount(cell), last.amount(cell)
        if now > 0 and before > 0:
            if before < now * MAGNITUDE and now < before * MAGNITUDE:
                yield Agreement((cell,))
            else:
                yield magnified(case, cell, before)


def magnified(case: Case, cell: Address, before: Decimal) -> Fault:
    now = case.figures.amount(cell)
    wrong = "元当成了万元" if now > before else "万元当成了元"
    return Fault(
        f"{where(case, cell)}为{amount(case, cell)}，{case.year - 1}年度为{as_at(case, cell, before)}，"
        f"相差一千倍以上，像是把{wrong}",
        (cell,),
        (now, before),
        now - before,
        "核对金额单位；整份填错单位的，请按正确的单位重新录入或导入",
    )
