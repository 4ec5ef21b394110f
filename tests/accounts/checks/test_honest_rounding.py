"""Accounts that are right in 元 and rounded honestly to 万元 raise no error: a hundred invented ones."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from accounts.case import Case
from accounts.checks.engine import Level, findings, run
from accounts.editions.economic_2024 import GOODS_AND_SERVICES, PERSONNEL
from accounts.figures import Address, Figures
from accounts.money import Scale, from_wan, in_wan
from accounts.subjects import branch
from tests.casebook import case

ITEMS = {
    "t05": ("2050203", "2050204", "2080505", "2101101", "2210201"),
    "t07": ("2120803",),
    "t08": ("2230105",),
}
BUDGETS = {"t05": ("general", "total"), "t07": ("fund", "spending"), "t08": ("capital", "total")}


class Account:
    """Cells to which leaf amounts are added, each in every total above it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.cells: dict[Address, Decimal] = {}

    def some(self) -> Decimal:
        return Decimal(self.chance.randrange(1, 10**9)) / 100

    def add(self, amount: Decimal, *cells: str) -> None:
        for cell in cells:
            table, row, column = cell.split("/")
            address = Address(table, row, column)
            self.cells[address] = self.cells.get(address, Decimal("0.00")) + amount

    def down(self, amount: Decimal, table: str, code: str, *columns: str) -> None:
        rows = ("total", *branch(code))
        self.add(amount, *(f"{table}/{row}/{column}" for row in rows for column in columns))


def invented(seed: int) -> Case:
    account = Account(seed)
    for table, codes in ITEMS.items():
        for code in codes:
            project(account, table, code)
    for code in ITEMS["t05"]:
        personnel(account, code)
    operating(account)
    other_income(account)
    return replace(case(scale=Scale.YUAN), figures=Figures(account.cells))


def fiscal(account: Account, table: str, code: str, amount: Decimal) -> None:
    """The same money received and spent in all tables, a part of it brought forward and carried over."""
    fund, spent = BUDGETS[table]
    account.down(amount, table, code, spent)
    account.down(amount, "t03", code, "total")
    spending = (f"spending.{code[:3]}", "spending.total", "spending.grand_total")
    account.add(amount, *(f"t01/{row}/amount" for row in spending))
    account.add(amount, *(f"t04/{row}/{column}" for row in spending for column in ("total", fund)))
    opening, closing = (Decimal(account.chance.randrange(0, int(amount * 50) + 1)) / 100 for _ in range(2))
    income = amount + closing - opening
    totals = ("income.total", "income.grand_total")
    for each in ("t01", "t04"):
        account.add(income, *(f"{each}/{row}/amount" for row in (f"income.{fund}_budget", *totals)))
        account.add(opening, f"{each}/income.opening/amount", f"{each}/income.grand_total/amount")
    account.down(income, "t02", code, "total", "fiscal")
    account.add(opening, f"t04/income.opening_{fund}/amount")
    for column in ("total", fund):
        account.add(closing, f"t04/spending.closing/{column}", f"t04/spending.grand_total/{column}")
    account.add(closing, "t01/spending.closing/amount", "t01/spending.grand_total/amount")
    if table == "t07":
        for column, part in (("opening", opening), ("income", income), ("closing", closing)):
            account.down(part, table, code, column)


def project(account: Account, table: str, code: str) -> None:
    amount = account.some()
    fiscal(account, table, code, amount)
    account.down(amount, table, code, "project")
    account.down(amount, "t03", code, "project")


def basic(account: Account, code: str, kind: str, economic: str) -> None:
    amount = account.some()
    fiscal(account, "t05", code, amount)
    account.down(amount, "t05", code, "basic", kind)
    account.down(amount, "t03", code, "basic")
    account.add(amount, f"t06/{economic}/amount", f"t06/{economic[:3]}/amount", f"t06/{kind}/amount")


def personnel(account: Account, code: str) -> None:
    for economic in account.chance.sample([c for c in PERSONNEL.split() if c.isdigit() and len(c) == 5], 6):
        basic(account, code, "personnel", economic)


def operating(account: Account) -> None:
    codes = [c for c in GOODS_AND_SERVICES.split() if c.isdigit() and len(c) == 5]
    for economic in account.chance.sample([c for c in codes if c not in ("30212", "30217", "30231")], 9):
        basic(account, "2050203", "operating", economic)


def other_income(account: Account) -> None:
    income = account.some()
    account.down(income, "t02", "2050203", "total", "other")
    cells = ("income.other", "income.total", "income.grand_total", "spending.closing", "spending.grand_total")
    account.add(income, *(f"t01/{row}/amount" for row in cells))


def rounded(exact: Case) -> Case:
    cells = {address: from_wan(in_wan(amount)) for address, amount in exact.figures.items()}
    return replace(exact, figures=Figures(cells), scale=Scale.WAN)


@pytest.mark.parametrize("seed", range(100))
def test_an_account_that_is_right_raises_no_error(seed: int) -> None:
    exact = invented(seed)
    for each in (exact, rounded(exact)):
        results = run(each)
        assert [f for f in findings(results) if f.level is not Level.NOTICE] == []
        assert sum(len(result.agreements) for result in results) > 300
    assert sum(result.roundings for result in run(exact)) == 0
    assert sum(result.roundings for result in run(rounded(exact))) > 0
