"""Amounts of leaf cells in 分, and the totals that an edition makes of them: by `parts`, by subject.

Pure. Works for any edition; knows no table by name.
"""

from collections.abc import Iterable
from decimal import Decimal

from accounts.editions.definitions import Edition, ProjectRows, SubjectRows, Table
from accounts.figures import TOTAL, Address, Figures
from accounts.money import Scale
from accounts.subjects import branch

STEP = 10_000
"""0.01 万元 in 分."""


class Form:
    """An edition, digested: which cells a leaf counts towards, and which are not money."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.rows: dict[tuple[str, str], tuple[str, ...]] = {}
        self.columns: dict[tuple[str, str], tuple[str, ...]] = {}
        self.counted: set[tuple[str, str]] = set()
        """(table, row) and (table, column) that hold no money."""
        self.open: set[str] = set()
        """Tables by subject."""
        self.projects: set[str] = set()
        for table in edition.tables:
            self.read(table)

    def read(self, table: Table) -> None:
        rows = [row for block in table.blocks for row in block.fixed_rows if row.key]
        for block in table.blocks:
            if isinstance(block.rows, SubjectRows):
                self.open.add(table.key)
            if isinstance(block.rows, ProjectRows):
                self.projects.add(table.key)
                rows.extend(block.rows.lines)
            above = parents((column.key, column.parts) for column in block.columns)
            self.columns |= {(table.key, key): found for key, found in above.items()}
            self.counted |= {(table.key, c.key) for c in block.columns if c.measure != "money"}
        self.counted |= {(table.key, row.key) for row in rows if row.measure not in (None, "money")}
        self.rows |= {(table.key, k): up for k, up in parents((r.key, r.parts) for r in rows).items()}

    def has(self, table: str, column: str) -> bool:
        return (table, column) in self.columns

    def has_row(self, table: str, row: str) -> bool:
        return (table, row) in self.rows

    def above(self, table: str, row: str) -> tuple[str, ...]:
        """The row and all rows that it counts towards."""
        if table in self.open and row != TOTAL:
            return (TOTAL, *branch(row))
        if table in self.projects:
            key, _, line = row.rpartition(".")
            return tuple(f"{key}.{each}" for each in (line, *self.rows[table, line]))
        return (row, *self.rows[table, row])

    def is_money(self, cell: Address) -> bool:
        return (cell.table, cell.row) not in self.counted and (cell.table, cell.column) not in self.counted


def parents(sums: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """For each key all keys that it is a part of, at any depth."""
    sums = list(sums)
    over: dict[str, list[str]] = {key: [] for key, _ in sums}
    for whole, parts in sums:
        for part in parts:
            over[part].append(whole)

    def chain(key: str) -> tuple[str, ...]:
        return tuple(each for whole in over[key] for each in (whole, *chain(whole)))

    return {key: chain(key) for key, _ in sums}


class Book:
    """Leaf cells and, when read, all totals above them."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.leaves: dict[Address, int] = {}

    def add(self, amount: int, table: str, row: str, column: str) -> None:
        """Nothing is written for nothing: the cell stays blank."""
        if amount:
            self.put(amount, table, row, column)

    def put(self, amount: int, table: str, row: str, column: str) -> None:
        """Also a zero that the clerk writes down."""
        cell = Address(table, row, column)
        self.leaves[cell] = self.leaves.get(cell, 0) + amount

    def cells(self) -> dict[Address, int]:
        found: dict[Address, int] = {}
        for (table, row, column), amount in self.leaves.items():
            columns = (column, *self.form.columns[table, column])
            for above in self.form.above(table, row):
                for each in columns:
                    cell = Address(table, above, each)
                    found[cell] = found.get(cell, 0) + amount
        return found

    def figures(self, scale: Scale) -> Figures:
        """As printed: every cell rounded by itself."""
        is_money, whole = self.form.is_money, scale is Scale.YUAN
        return Figures(
            {
                cell: as_amount(amount if whole or not is_money(cell) else rounded(amount))
                for cell, amount in self.cells().items()
            }
        )


def rounded(amount: int) -> int:
    """To 0.01 万元, half up."""
    up = (abs(amount) + STEP // 2) // STEP * STEP
    return up if amount >= 0 else -up


def as_amount(amount: int) -> Decimal:
    return Decimal(amount).scaleb(-2)
