"""One year of an invented unit: every amount drawn at the leaves, in 分, so that all relations hold exactly.

Pure. Money comes in by budget and subject, is spent at once or carried over, and what is left opens the next
year.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from accounts.figures import Address, Figures
from accounts.invented import basic, operations
from accounts.invented.book import Book
from accounts.invented.plan import YUAN, Plan, Work
from accounts.money import Scale, half_up
from accounts.projects import FundKind

TABLES: dict[FundKind, str] = {"general": "t05", "fund": "t07", "capital": "t08"}
SELDOM = 0.05


@dataclass(frozen=True)
class Balances:
    """What was left at the end of a year: of each work, and of money that is not fiscal."""

    works: Mapping[str, int] = field(default_factory=dict)
    other: int = 0


@dataclass(frozen=True)
class Transfer:
    """Money between units of one department: what this unit gives to those below it, and what it gets."""

    given: int = 0
    received: int = 0


class Year:
    """The book of a year, filled; `closing` is what the next one opens with."""

    def __init__(self, plan: Plan, year: int, opening: Balances, transfer: Transfer | None = None) -> None:
        self.plan, self.year, self.opening = plan, year, opening
        self.transfer, self.alone = transfer or Transfer(), transfer is None
        self.chance = plan.chance(year)
        self.book = Book(plan.form)
        self.left: dict[str, int] = {}
        self.spent: dict[str, int] = {}
        """From the general budget, by subject."""
        self.adjusted = self.adjustment()
        basic.spend(self)
        for work in plan.works:
            self.work(work)
        self.closing = Balances(self.left, self.other_money())
        operations.report(self)

    def some(self, around: float) -> int:
        """About that much."""
        return int(around * self.chance.uniform(0.85, 1.15))

    def seldom(self, often: float = SELDOM) -> bool:
        return self.chance.random() < often

    def receive(self, fund: FundKind, code: str, amount: int) -> None:
        table = TABLES[fund]
        for each in ("t01", "t04"):
            self.book.add(amount, each, f"income.{fund}_budget", "amount")
        self.book.add(amount, "t02", code, "fiscal")
        if self.plan.form.has(table, "income"):
            self.book.add(amount, table, code, "income")

    def spend(self, fund: FundKind, code: str, amount: int, kind: str, column: str) -> None:
        """`kind` is basic or project; `column` the finest that the budget's own table has for it."""
        row = f"spending.{code[:3]}"
        self.book.add(amount, "t01", row, "amount")
        self.book.add(amount, "t03", code, kind)
        self.book.add(amount, "t04", row, fund)
        self.book.add(amount, TABLES[fund], code, column)
        if fund == "general":
            self.spent[code] = self.spent.get(code, 0) + amount

    def carry(self, fund: FundKind, code: str, opening: int, closing: int) -> None:
        table = TABLES[fund]
        self.book.add(opening, "t01", "income.opening", "amount")
        self.book.add(opening, "t04", f"income.opening_{fund}", "amount")
        self.book.add(closing, "t01", "spending.closing", "amount")
        self.book.add(closing, "t04", "spending.closing", fund)
        if self.plan.form.has(table, "opening"):
            self.book.add(opening, table, code, "opening")
            self.book.add(closing, table, code, "closing")

    def adjustment(self) -> Mapping[str, int]:
        """Seldom the treasury takes back what was left of a work (收回结余)."""
        left = [work for work in self.plan.works if self.opening.works.get(work.code)]
        if not left or not self.plan.form.has("adjustment", "amount") or not self.seldom():
            return {}
        work = self.chance.choice(left)
        taken = -self.opening.works[work.code]
        self.book.add(taken, "adjustment", work.fund, "amount")
        return {work.code: taken}

    def work(self, work: Work) -> None:
        """Brought forward, received, spent, carried over."""
        opening = self.opening.works.get(work.code, 0) + self.adjusted.get(work.code, 0)
        income = self.some(work.usual)
        available = opening + income
        closing = int(available * self.chance.uniform(0.02, 0.3)) if self.seldom(0.35) else 0
        self.receive(work.fund, work.code, income)
        self.spend(work.fund, work.code, available - closing, "project", "project")
        self.carry(work.fund, work.code, opening, closing)
        if closing:
            self.left[work.code] = closing
        number = self.plan.works.index(work)
        if number < self.plan.sheets:
            self.evaluate(f"p{number + 1}", opening, income, available - closing)

    def evaluate(self, key: str, opening: int, income: int, spent: int) -> None:
        from_before = min(opening, spent)
        asked = income if self.seldom(0.6) else self.some(income) // YUAN * YUAN
        for line, initial, budget, executed in (
            ("current", asked, income, spent - from_before),
            ("carried", opening, opening, from_before),
        ):
            for column, amount in (("initial", initial), ("budget", budget), ("executed", executed)):
                self.book.add(amount, "project", f"{key}.{line}", column)

    def other_money(self) -> int:
        """Money that is not fiscal; what is left of it."""
        here, row = self.plan.running[0], f"spending.{self.plan.running[0][:3]}"
        incomes = dict(self.other_incomes())
        for key, amount in incomes.items():
            self.book.add(amount, "t01", f"income.{key}", "amount")
            self.book.add(amount, "t02", here, key)
        used = self.some(30_000 * YUAN) if self.is_public and self.seldom() else 0
        trade = incomes.get("business", 0)
        given = {
            "business": int(trade * 0.8),
            "subsidy_down": self.transfer.given,
            "remitted_up": self.some(20_000 * YUAN) if self.is_public and incomes.get("service") else 0,
        }
        left = self.opening.other + sum(incomes.values()) + used - sum(given.values())
        shared = trade // 10
        kind = self.chance.choice(("basic", "project"))
        given[kind] = int((left - shared) * self.chance.uniform(0.5, 1)) if left > shared else 0
        for column, amount in given.items():
            self.book.add(amount, "t03", here, column)
            self.book.add(amount, "t01", row, "amount")
        closing = left - shared - given[kind]
        for amount, line in (
            (used, "income.surplus_used"),
            (self.opening.other, "income.opening"),
            (shared, "spending.distribution"),
            (closing, "spending.closing"),
        ):
            self.book.add(amount, "t01", line, "amount")
        return closing

    @property
    def is_public(self) -> bool:
        return self.plan.institution == "public"

    def other_incomes(self) -> list[tuple[str, int]]:
        people, found = self.plan.people, [("other", self.some(3_000 * YUAN))]
        if self.is_public:
            found.append(("service", self.some(people * 20_000 * YUAN)))
            if self.seldom(0.2):
                found.append(("business", self.some(people * 3_000 * YUAN)))
            if self.seldom():
                found.append(("subordinate_remittance", self.some(40_000 * YUAN)))
        if self.transfer.given:
            found[0] = ("other", found[0][1] + self.transfer.given)
        if self.transfer.received:
            found.append(("superior_subsidy", self.transfer.received))
        elif self.alone and self.seldom():
            found.append(("superior_subsidy", self.some(50_000 * YUAN)))
        return found

    def figures(self, scale: Scale) -> Figures:
        """With the rates, which a clerk works out from the amounts as printed."""
        figures = dict(self.book.figures(scale))
        rates = {}
        for cell, budget in figures.items():
            if cell.table == "project" and cell.column == "budget" and budget:
                spent = figures.get(cell._replace(column="executed"), Decimal(0))
                rates[Address("project", cell.row, "rate")] = half_up(spent / budget * 100, 2)
        return Figures(figures | rates)
