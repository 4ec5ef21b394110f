"""What sentences need and no printed table holds: initial budget, 三公 with its counts, purchases, cars.

Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accounts.editions.definitions import Column, Row
from accounts.editions.validation import NINE
from accounts.invented import basic
from accounts.invented.plan import YUAN

if TYPE_CHECKING:
    from accounts.invented.year import Year

KNOWN = frozenset((*NINE, "initial_budget", "adjustment", "project"))
"""Tables whose every cell is known here."""
FLEET = ("confidential", "emergency", "special", "other")
PUBLIC = {"overseas": "30212", "purchase": "31013", "running": "30231", "reception": "30217"}
"""Columns of table 09 and the economic subjects of basic spending that they include."""


def report(year: Year) -> None:
    three_public(year)
    initial_budget(year)
    procurement(year)
    fleet(year)
    running_costs(year)
    whole = year.plan.form.edition.wording.scope == "部门" and year.seldom(0.5)
    evaluation(year, "first_level", 100 if year.plan.sheets else 0)
    evaluation(year, "overall.general", sum(year.spent.values()) if whole else 0)
    evaluation(year, "overall.fund", 0)
    further_rows(year)


def evaluation(year: Year, row: str, amount: int) -> None:
    if year.plan.form.has_row("evaluation", row):
        year.book.put(amount, "evaluation", row, "value")


def initial_budget(year: Year) -> None:
    """Near what was spent; some subjects were not in the budget, and one may have been budgeted in vain."""
    codes = [code for code in year.spent if not year.seldom()] or list(year.spent)
    for code in codes:
        spent = year.spent[code]
        budget = spent if year.seldom(0.3) else year.some(spent) // (100 * YUAN) * (100 * YUAN)
        year.book.add(budget, "initial_budget", code, "amount")


def three_public(year: Year) -> None:
    """Paid from basic spending, entered in 06 and its functional subject like any other."""
    for column, economic in PUBLIC.items():
        actual = drawn(year, column)
        within = actual if year.seldom(0.8) else actual // 2
        basic.operating(year, year.plan.running[0], economic, within)
        if actual != within:  # the rest was paid as a project of the same subject
            year.receive("general", year.plan.running[0], actual - within)
            year.spend("general", year.plan.running[0], actual - within, "project", "project")
        year.book.add(actual, "t09", "actual", column)
        budget = actual if year.seldom(0.3) else actual + year.some(2_000 * YUAN)
        year.book.add(budget if actual or year.seldom(0.2) else 0, "t09", "budget", column)
        counts(year, column, actual)


def drawn(year: Year, column: str) -> int:
    plan = year.plan
    match column:
        case "overseas":
            return year.some(60_000 * YUAN) if plan.people > 60 and year.seldom(0.2) else 0
        case "purchase":
            return year.some(180_000 * YUAN) if plan.vehicles and year.seldom(0.15) else 0
        case "running":
            return year.some(plan.vehicles * 30_000 * YUAN)
        case _:
            return year.some(plan.people * 150 * YUAN) if year.seldom(0.6) else 0


def counts(year: Year, column: str, actual: int) -> None:
    number = year.chance.randint(1, 12) if actual else 0
    match column:
        case "overseas":
            tell(year, {"overseas.groups": number, "overseas.people": number * 3})
        case "purchase":
            tell(year, {"vehicles.bought": min(number, 3), "vehicles.held": year.plan.vehicles})
        case "reception":
            foreign = actual // 4 if year.plan.people > 200 else 0
            year.book.put(foreign, "operations", "reception.foreign", "value")
            year.book.put(actual - foreign, "operations", "reception.domestic", "value")
            visits = number if foreign else 0
            tell(year, {"reception.foreign_groups": visits, "reception.foreign_people": visits * 4})
            tell(year, {"reception.domestic_groups": number, "reception.domestic_people": number * 7})


def tell(year: Year, numbers: dict[str, int]) -> None:
    for row, number in numbers.items():
        year.book.put(number * 100, "operations", row, "value")


def procurement(year: Year) -> None:
    for kind, around in (("goods", 2_000), ("works", 1_500), ("services", 2_500)):
        bought = year.some(year.plan.people * around * YUAN) if year.seldom(0.6) else 0
        small = int(bought * year.chance.uniform(0.3, 1))
        year.book.put(bought, "operations", f"procurement.{kind}", "value")
        year.book.put(small, "operations", f"procurement.sme_{kind}", "value")
        year.book.put(small, "operations", "procurement.sme", "value")
        year.book.put(small // 2, "operations", "procurement.sme_micro", "value")


def fleet(year: Year) -> None:
    """Every kind of car the edition lists, most of them none."""
    rows = year.plan.form.edition.table("operations").row("fleet.total")
    held = dict.fromkeys(rows.parts if rows else (), 0)
    for _ in range(year.plan.vehicles):
        held[f"fleet.{year.chance.choice(FLEET)}"] += 1
    tell(year, held)
    tell(year, {"equipment": year.plan.people // 100})


def running_costs(year: Year) -> None:
    """机关运行经费 are the operating costs of an administrative unit; others have none."""
    has = year.plan.institution in ("administrative", "participating")
    spent = [
        amount
        for cell, amount in year.book.leaves.items()
        if cell.table == "t06" and "operating" in year.plan.form.above("t06", cell.row)
    ]
    year.book.put(sum(spent) if has else 0, "operations", "operating_expenses", "value")


def further_rows(year: Year) -> None:
    """Fixed rows that this edition has beside the known ones: any amounts, any counts."""
    told = {(cell.table, cell.row) for cell in year.book.leaves}
    for table in year.plan.form.edition.tables:
        for block in table.blocks if table.key not in KNOWN else ():
            for row in block.fixed_rows:
                if row.key and not row.parts and (table.key, row.key) not in told:
                    further_row(year, table.key, row, block.columns)


def further_row(year: Year, table: str, row: Row, columns: Sequence[Column]) -> None:
    for column in columns:
        if not column.parts and (row.measure or column.measure) == "money":
            year.book.add(year.some(5_000 * YUAN), table, row.key, column.key)
        elif not column.parts:
            tell_at(year, table, row.key, column.key)


def tell_at(year: Year, table: str, row: str, column: str) -> None:
    year.book.put(year.chance.randint(0, 9) * 100, table, row, column)
