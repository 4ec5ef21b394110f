"""This year's opening balances against last year's account. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from accounts.case import Case
from accounts.checks.engine import Agreement, CouldNotRun, Fault, Level, Seen, rule
from accounts.checks.wording import amount, as_at, where
from accounts.editions.central_2024 import FISCAL_FUNDS
from accounts.figures import Address, Figures, at
from accounts.money import slack

SOURCE = "与上年决算的衔接关系"
REMEDY = "核对上年数和年初数；有年初调整（前期差错、收回结余、划转）的，说明原因"
SPENDING_KINDS = ("basic", "project", "remitted_up", "business", "subsidy_down")


def last_year(case: Case) -> Figures:
    if case.last is None:
        raise CouldNotRun(f"没有{case.year - 1}年度决算，无法核对")
    return case.last


@rule("C51", title="年初结转等于上年年末结转", level=Level.REASON, source=SOURCE, idle="两年都没有结转")
def rule_opening_is_last_years_closing(case: Case) -> Iterator[Seen]:
    """总表和财政拨款总表各预算的年初结转等于上年决算的年末结转，不等的要说明（勾稽51）。"""
    last = last_year(case)
    pairs = [(at("t01/income.opening/amount"), at("t01/spending.closing/amount"))]
    pairs += [
        (at(f"t04/income.opening_{key}/amount"), at(f"t04/spending.closing/{key}")) for key, _ in FISCAL_FUNDS
    ]
    pairs = [(here, there) for here, there in pairs if complete(last, there.table)]
    if not pairs:
        raise CouldNotRun(f"{case.year - 1}年度只有供比较的数，没有年末结转")
    for here, there in pairs:
        if here in case.figures or there in last:
            yield carried(case, last, here, there)


def complete(last: Figures, table: str) -> bool:
    """Whether last year's table was entered in full: its grand total and what it consists of."""
    return any(cell.table == table and cell.row == "income.total" for cell in last)


def carried(case: Case, last: Figures, here: Address, there: Address) -> Seen:
    off = case.figures.amount(here) - last.amount(there)
    if off == 0:
        return Agreement((here,))
    return Fault(
        f"{where(case, here)}为{amount(case, here)}，{case.year - 1}年度{where(case, there)}为"
        f"{as_at(case, there, last.amount(there))}，相差{as_at(case, here, off)}",
        (here,),
        (case.figures.amount(here), last.amount(there)),
        off,
        REMEDY,
    )


@rule("C53", title="由上年总计和支出推算年初结转", level=Level.REASON, source=SOURCE, idle="没有可推算的数")
def rule_opening_follows_from_last_years_totals(case: Case) -> Iterator[Seen]:
    """上年总计减上年支出和结余分配，等于本年年初结转；上年只有供比较的数时由此核对（勾稽53）。"""
    last = last_year(case)
    kinds = [at(f"t03/total/{kind}") for kind in SPENDING_KINDS]
    yield from derived(
        case,
        at("t01/income.opening/amount"),
        at("t01/spending.grand_total/amount"),
        (at("t01/spending.distribution/amount"),),
        first(last, [at("t03/total/total")], kinds, [at("t01/spending.total/amount")]),
    )
    budgets = [at("t05/total/total"), at("t07/total/spending"), at("t08/total/total")]
    yield from derived(
        case,
        at("t04/income.opening/amount"),
        at("t04/spending.grand_total/total"),
        (),
        first(last, [at("t04/spending.total/total")], budgets),
    )


def first(last: Figures, *choices: Sequence[Address]) -> list[Address]:
    """The cells of the first choice that last year's figures have."""
    found = ([cell for cell in choice if cell in last] for choice in choices)
    return next((cells for cells in found if cells), [])


def derived(
    case: Case, opening: Address, total: Address, less: Sequence[Address], spent: Sequence[Address]
) -> Iterator[Seen]:
    last = last_year(case)
    if total not in last or not spent:
        return
    terms = [cell for cell in (*less, *spent) if cell in last]
    closing = last[total] - last.total(terms)
    off = case.figures.amount(opening) - closing
    if abs(off) <= allowance(case, len(terms) + 1):
        yield Agreement((opening,), rounded=off != 0)
    else:
        yield Fault(
            f"{where(case, opening)}为{amount(case, opening)}，但{case.year - 1}年度总计"
            f"{as_at(case, total, last[total])}减支出{as_at(case, total, last.total(terms))}，年末应余"
            f"{as_at(case, total, closing)}，相差{as_at(case, opening, off)}",
            (opening,),
            (case.figures.amount(opening), closing),
            off,
            REMEDY,
        )


def allowance(case: Case, parts: int) -> Decimal:
    """Comparison figures were themselves got from this year's and a change: twice the rounding."""
    return 2 * slack(parts, case.scale)
