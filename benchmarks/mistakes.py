"""Mistakes of a clerk, made in a clean account: each a change of some cells. Seeded, pure."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from random import Random

from accounts.case import Case
from accounts.editions.definitions import Block, SubjectRows
from accounts.figures import TOTAL, Address
from accounts.money import YUAN_PER_WAN, Scale, from_wan, in_wan

Changes = Mapping[Address, Decimal | None]
Slacks = Mapping[Address, Decimal]
"""The smallest slack of the equalities in which a figure stands; absent where it stands in none."""
TRIES = 200
ROUGHLY = Decimal(1000)
"""How far, in 元, a figure that stands in no equality is moved at least."""


def moved(case: Case, chance: Random, slacks: Slacks) -> Changes:
    """One figure by more than its slack, up to ten times as much."""
    cell = some_figure(case, chance)
    step = Decimal(1) if case.edition.measure(cell) != "money" else case.scale.step
    slack = slacks.get(cell, ROUGHLY) if step != 1 else Decimal(0)
    least = slack // step + 1
    steps = least + chance.randrange(int(9 * least) + 1)
    return {cell: case.figures[cell] + steps * step * chance.choice((1, -1))}


def dropped(case: Case, chance: Random, slacks: Slacks) -> Changes:
    """One digit is missing."""
    cell = some_figure(case, chance)
    text = written(case, cell)
    at = chance.choice([n for n, letter in enumerate(text) if letter.isdigit()])
    return {cell: amount(case, cell, text[:at] + text[at + 1 :])}


def doubled(case: Case, chance: Random, slacks: Slacks) -> Changes:
    """One digit before the point stands there twice."""
    cell = some_figure(case, chance)
    text = written(case, cell)
    whole = len(text.partition(".")[0])
    at = chance.choice([n for n, letter in enumerate(text[:whole]) if letter.isdigit()])
    return {cell: amount(case, cell, text[: at + 1] + text[at:])}


def enlarged(case: Case, chance: Random, slacks: Slacks) -> Changes:
    """元 where 万元 belong."""
    cell = some_figure(case, chance)
    return {cell: case.figures[cell] * YUAN_PER_WAN}


def swapped(case: Case, chance: Random, slacks: Slacks) -> Changes:
    """Two neighbouring rows of figures are exchanged."""
    cell = some_figure(case, chance)
    block = block_of(case, cell)
    rows = [row for row in rows_of(case, cell.table, block) if figures_in(case, cell.table, row, block)]
    if cell.row not in rows or len(rows) < 2:
        return {}
    n = min(rows.index(cell.row), len(rows) - 2)
    pairs = [
        (Address(cell.table, rows[n], column.key), Address(cell.table, rows[n + 1], column.key))
        for column in block.columns
    ]
    changes = {here: case.figures.get(there) for here, there in pairs}
    return changes | {there: case.figures.get(here) for here, there in pairs}


def shifted(case: Case, chance: Random, slacks: Slacks) -> Changes:
    """From a figure on one column too far right; in a single column, one row too low, to the next blank."""
    cell = some_figure(case, chance)
    block = block_of(case, cell)
    if len(block.columns) > 1:
        keys = [column.key for column in block.columns]
        line = [cell._replace(column=key) for key in keys[keys.index(cell.column) :]]
    else:
        rows = rows_of(case, cell.table, block)
        line = []
        for row in rows[rows.index(cell.row) :] if cell.row in rows else ():
            line.append(cell._replace(row=row))
            if case.figures.get(line[-1]) is None:
                break
    values = [None, *(case.figures.get(each) for each in line)]
    return dict(zip(line, values, strict=False))


KINDS: dict[str, Callable[[Case, Random, Slacks], Changes]] = {
    "one figure changed": moved,
    "a digit dropped": dropped,
    "a digit doubled": doubled,
    "10,000 times": enlarged,
    "two rows swapped": swapped,
    "shifted": shifted,
}


def mistake(kind: str, case: Case, chance: Random, slacks: Slacks) -> Changes:
    """The cells that the mistake changes, and what then stands in them."""
    for _ in range(TRIES):
        made = KINDS[kind](case, chance, slacks)
        changes = {cell: value for cell, value in made.items() if case.figures.get(cell) != value}
        if changes:
            return changes
    raise ValueError(f"{case.unit.code}: no place for “{kind}”")


def some_figure(case: Case, chance: Random) -> Address:
    """Of all that are not zero."""
    return chance.choice([cell for cell, value in case.figures.items() if value])


def written(case: Case, cell: Address) -> str:
    """As the clerk types it: 万元 or 元 with two decimals, counts without."""
    value = case.figures[cell]
    if case.edition.measure(cell) == "count":
        return f"{value:.0f}"
    return f"{in_wan(value) if is_wan(case, cell) else value:.2f}"


def amount(case: Case, cell: Address, text: str) -> Decimal | None:
    value = Decimal(text) if any(letter.isdigit() for letter in text) else None
    return from_wan(value) if value is not None and is_wan(case, cell) else value


def is_wan(case: Case, cell: Address) -> bool:
    return case.scale is Scale.WAN and case.edition.measure(cell) == "money"


def block_of(case: Case, cell: Address) -> Block:
    block = case.edition.table(cell.table).block_of(cell.row)
    assert block is not None
    return block


def rows_of(case: Case, table: str, block: Block) -> list[str]:
    if isinstance(block.rows, SubjectRows) or not block.fixed_rows:
        return [row for row in case.figures.rows(table) if row != TOTAL]
    return [row.key for row in block.fixed_rows if row.key]


def figures_in(case: Case, table: str, row: str, block: Block) -> bool:
    return any(Address(table, row, column.key) in case.figures for column in block.columns)
