"""What each total of a version is the sum of: the sums that the rules compared, for readers. Pure.

Amounts stand as the report prints them and are added up like that, so that a reader can do it again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from accounts.case import Case
from accounts.checks.engine import Addition
from accounts.checks.wording import column_title, row_name
from accounts.editions.definitions import Table
from accounts.figures import ZERO, Address
from accounts.money import grouped, in_wan, plain
from disclosures.grids import rows_of
from disclosures.verdicts import Group

PLUS, MINUS = "+", "−"
Compared = Mapping[Address, Mapping[Addition, str]]
"""The sums of a cell, each with the code of the first rule that compared it."""


@dataclass(frozen=True)
class Part:
    """`sign`: empty before the first. `is_total`: it stands in this list itself."""

    sign: str
    name: str
    amount: str
    address: Address
    is_total: bool


@dataclass(frozen=True)
class Sum:
    rule: str
    parts: tuple[Part, ...]
    """Without those that are zero."""
    added: str
    gap: str
    """How far the printed amounts are from adding up; empty where they do."""
    holds: bool
    """Within rounding."""


@dataclass(frozen=True)
class Total:
    address: Address
    name: str
    amount: str
    is_printed: bool
    """Whether a table of the report shows it."""
    sums: tuple[Sum, ...]


@dataclass(frozen=True)
class TableTotals:
    key: str
    title: str
    totals: tuple[Total, ...]


def of(case: Case, groups: Iterable[Group], printed: Collection[Address]) -> tuple[TableTotals, ...]:
    """By table, in printed order. `printed`: the cells that the report shows."""
    compared = additions(case, groups)
    tables = (
        TableTotals(
            table.key,
            table.title,
            tuple(total(case, cell, compared, printed) for cell in cells(case, table) if cell in compared),
        )
        for table in case.edition.tables
    )
    return tuple(table for table in tables if table.totals)


def additions(case: Case, groups: Iterable[Group]) -> Compared:
    """Those in which anything is not zero."""
    found: dict[Address, dict[Addition, str]] = {}
    for line in (line for group in groups for line in group.lines):
        for each in line.additions:
            if any(case.figures.amount(cell) for cell in (each.whole, *each.plus, *each.minus)):
                found.setdefault(each.whole, {}).setdefault(each, line.rule.code)
    return found


def cells(case: Case, table: Table) -> Iterator[Address]:
    """All of a table, in printed order."""
    for block in table.blocks:
        for row in (*rows_of(table, block, case), *((block.footer,) if block.footer else ())):
            yield from (Address(table.key, row.key, column.key) for column in block.columns)


def total(case: Case, whole: Address, compared: Compared, printed: Collection[Address]) -> Total:
    return Total(
        address=whole,
        name=named(case, whole),
        amount=written(case, whole, value(case, whole)) if whole in case.figures else "空白",
        is_printed=whole in printed,
        sums=tuple(told(case, each, rule, compared) for each, rule in compared[whole].items()),
    )


def told(case: Case, each: Addition, rule: str, compared: Compared) -> Sum:
    signed = [(PLUS, cell) for cell in each.plus] + [(MINUS, cell) for cell in each.minus]
    telling = [(sign, cell) for sign, cell in signed if case.figures.amount(cell)] or signed
    added = sum((value(case, cell) if sign == PLUS else -value(case, cell) for sign, cell in signed), ZERO)
    gap = abs(value(case, each.whole) - added)
    return Sum(
        rule=rule,
        parts=tuple(
            Part(
                sign=sign if n or sign == MINUS else "",
                name=part_named(case, cell, each.whole),
                amount=written(case, cell, value(case, cell)),
                address=cell,
                is_total=cell in compared,
            )
            for n, (sign, cell) in enumerate(telling)
        ),
        added=written(case, each.whole, added),
        gap=written(case, each.whole, gap) if gap else "",
        holds=each.holds,
    )


def value(case: Case, cell: Address) -> Decimal:
    """What is printed for the cell: 万元 with two decimals, or a count."""
    amount = case.figures.amount(cell)
    return in_wan(amount) if case.edition.measure(cell) == "money" else amount


def written(case: Case, cell: Address, value: Decimal) -> str:
    return grouped(value) if case.edition.measure(cell) == "money" else plain(value)


def named(case: Case, cell: Address) -> str:
    block = case.edition.table(cell.table).block_of(cell.row)
    several = block is not None and len(block.columns) > 1
    return f"{row_name(case, cell)} · {column_title(case, cell)}" if several else row_name(case, cell)


def part_named(case: Case, cell: Address, whole: Address) -> str:
    """By what it does not share with the whole."""
    if cell.table != whole.table:
        return f"《{case.edition.table(cell.table).title}》{named(case, cell)}"
    if cell.row == whole.row:
        return column_title(case, cell)
    return row_name(case, cell) if cell.column == whole.column else named(case, cell)
