"""A table of the edition and the figures of an account become the grid that page, PDF and text print.

Pure. Everything is read from the definitions: no table, row or column is known here by its key.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, groupby, pairwise, takewhile, zip_longest

from accounts.case import Case
from accounts.editions.definitions import Block, Column, Measure, ProjectRows, Row, Stub, SubjectRows, Table
from accounts.figures import TOTAL, Address
from accounts.money import grouped, in_wan, plain
from disclosures import sums
from disclosures.report import Cell, Grid, Line

HUNDREDTHS = 10_000
"""Widths are percentages with two decimals: 100.00 % in hundredths."""


def grid(table: Table, case: Case) -> Grid:
    """The table as it is printed, with the figures of the account."""
    return Grid(
        key=table.key,
        title=table.title,
        number=f"公开{table.number}表" if table.number else "",
        unit_line=f"{case.edition.wording.scope}：{case.unit.name}",
        money_line=table.unit_label,
        widths=percentages(_widths(table)),
        head=_head(table),
        body=_body(table, case),
        notes=_notes(table.notes),
        empty="" if case.figures.has_amounts(table.key) else table.empty,
        landscape=table.landscape,
        sums=sums.of_table(table, case),
    )


def printed(amount: Decimal, measure: Measure) -> str:
    """A figure as a table shows it: money in 万元 with separators, counts and rates as they are."""
    return grouped(in_wan(amount)) if measure == "money" else plain(amount)


def percentages(weights: Iterable[float]) -> tuple[str, ...]:
    """The weights as percentages that add up to exactly 100."""
    parts = [Decimal(str(weight)) for weight in weights]
    whole = sum(parts)
    ends = [int(sum(parts[:n]) * HUNDREDTHS / whole) for n in range(len(parts) + 1)]
    return tuple(f"{Decimal(after - before) / 100:.2f}%" for before, after in pairwise(ends))


def _notes(notes: tuple[str, ...]) -> tuple[str, ...]:
    numbered = [f"{n}.{note}" for n, note in enumerate(notes, 1)] if len(notes) > 1 else list(notes)
    return tuple(f"注：{note}" if n == 0 else note for n, note in enumerate(numbered))


def _stub_span(block: Block) -> int:
    return sum(stub.columns for stub in block.stubs)


def printed_columns(table: Table) -> Iterator[tuple[int, Column]]:
    """The columns of figures from the left, each with the number of its block."""
    columns = [[(number, column) for column in block.columns] for number, block in enumerate(table.blocks)]
    for found in zip(*columns, strict=True) if table.paired else columns:
        yield from found


def _widths(table: Table) -> Iterator[float]:
    if table.paired:
        yield from (column.width for _, column in printed_columns(table))
        return
    for block in table.blocks:
        for stub in block.stubs:
            yield from [stub.width / stub.columns] * stub.columns
        yield from (column.width for column in block.columns)


@dataclass(frozen=True)
class Leaf:
    """A column with the heads above it, outermost first; an empty one: the head above reaches down."""

    block: int
    path: tuple[str, ...]
    columns: int = 1


def _leaves(table: Table) -> Iterator[Leaf]:
    if table.paired:
        yield from _paired_leaves(table)
        return
    for number, block in enumerate(table.blocks):
        for stub in block.stubs:
            path = _path(block.title, stub.group, stub.title)
            if stub.split:
                yield from (Leaf(number, (*path, level)) for level in stub.levels)
            else:
                yield Leaf(number, path, stub.columns)
        for column in block.columns:
            yield Leaf(number, _path(block.title, *column.group, column.title))


def _paired_leaves(table: Table) -> Iterator[Leaf]:
    """The titles of the blocks stand in the last line, those of the columns reach down to them."""
    columns = list(printed_columns(table))
    depth = max(len(column.group) for _, column in columns)
    for number, column in columns:
        reach = ("",) * (depth - len(column.group))
        yield Leaf(0, (*column.group, column.title, *reach, table.blocks[number].title))


def _path(*titles: str) -> tuple[str, ...]:
    return (*(title for title in titles[:-1] if title), titles[-1])


def _head(table: Table) -> tuple[Line, ...]:
    """Equal neighbours share one cell; the title of a column reaches down to the last head line."""
    leaves = list(_leaves(table))
    depth = max(len(leaf.path) for leaf in leaves)
    return tuple(_head_line(leaves, level, depth) for level in range(depth))


def _head_line(leaves: list[Leaf], level: int, depth: int) -> Line:
    def node(place: int) -> tuple[int, tuple[str, ...], int]:
        leaf = leaves[place]
        return leaf.block, leaf.path[: level + 1], place if len(leaf.path) == level + 1 else -1

    places = [n for n, leaf in enumerate(leaves) if len(leaf.path) > level and leaf.path[level]]
    cells = []
    for (_, path, own), found in groupby(places, key=node):
        members = [leaves[n] for n in found]
        below = sum(1 for _ in takewhile(lambda title: not title, members[0].path[level + 1 :]))
        rows = 1 + below if own < 0 else depth - level
        cells.append(Cell(path[-1], "head", columns=sum(leaf.columns for leaf in members), rows=rows))
    return Line(tuple(cells))


def _body(table: Table, case: Case) -> tuple[Line, ...]:
    sides = [list(_side(table, block, case)) for block in table.blocks]
    ruler = [_ruler(table)] if table.ruled else []
    lines = [
        Line(
            tuple(_in_order(table, [cells or _blank(b) for b, cells in zip(table.blocks, row, strict=True)]))
        )
        for row in zip_longest(*sides)
    ]
    footer = [_footer(table, case)] if any(block.footer for block in table.blocks) else []
    return (*ruler, *lines, *footer)


def _in_order(table: Table, blocks: Sequence[tuple[Cell, ...]]) -> Iterator[Cell]:
    """The cells of a line as printed: block by block, or one of each block in turn."""
    return chain.from_iterable(zip(*blocks, strict=True) if table.paired else blocks)


def _ruler(table: Table) -> Line:
    """The 栏次 line: all columns of figures are numbered through, from the first block to the last."""
    cells: list[Cell] = []
    number = 0
    for block in table.blocks:
        for label, stubs in groupby(block.stubs, key=lambda stub: (stub.ruler, stub.beside_total)):
            cells.extend(_ruler_stubs(block, label[0], list(stubs)))
        for _ in block.columns:
            number += 1
            cells.append(Cell(str(number), "ruler"))
    return Line(tuple(cells))


def _ruler_stubs(block: Block, label: str, stubs: list[Stub]) -> Iterator[Cell]:
    if stubs[0].beside_total:
        yield from _levels(stubs[0], rows=2 if isinstance(block.rows, SubjectRows) else 1)
    elif label:
        yield Cell(label, "ruler", columns=sum(stub.columns for stub in stubs))
    else:
        yield from (Cell("", "ruler", columns=stub.columns) for stub in stubs)


def _levels(stub: Stub, rows: int) -> Iterator[Cell]:
    """类, 款, 项, which stand beside both 栏次 and 合计."""
    return (Cell(level, "head", rows=rows) for level in stub.levels)


def rows_of(table: Table, block: Block, case: Case) -> tuple[Row, ...]:
    """The rows of a block in printed order, its footer left out; open rows become rows with key and title."""
    match block.rows:
        case SubjectRows(total=total):
            codes = [code for code in case.figures.rows(table.key) if table.block_of(code) is block]
            subjects = (Row(code, case.names.get(code) or case.name_of(code), code=code) for code in codes)
            whole = Row(TOTAL, total, strong=True)
            return (*subjects, whole) if block.rows.total_last else (whole, *subjects)
        case ProjectRows(lines):
            return tuple(
                replace(row, key=f"{project.key}.{row.key}", title=f"{project.name}：{row.title}")
                for project in case.projects
                for row in lines
            )
        case rows:
            return rows


def _side(table: Table, block: Block, case: Case) -> Iterator[tuple[Cell, ...]]:
    """The lines of one block, each covering all of its columns."""
    for row in rows_of(table, block, case):
        is_total = isinstance(block.rows, SubjectRows) and row.key == TOTAL
        stubs = _total_stubs(block, row, table.ruled) if is_total else _stub_cells(block, row)
        yield (*stubs, *_numbers(table, block, case, row))


def _total_stubs(block: Block, row: Row, ruled: bool) -> Iterator[Cell]:
    """合计 across the stubs; where 类, 款, 项 are printed, beside them."""
    levels = [stub for stub in block.stubs if stub.beside_total]
    free = sum(stub.columns for stub in block.stubs if not stub.beside_total)
    if not ruled:  # otherwise they reach down from the 栏次 line
        for stub in levels:
            yield from _levels(stub, rows=1)
    if free:
        yield Cell(row.title, "item", columns=free, strong=True)


def _stub_cells(block: Block, row: Row) -> Iterator[Cell]:
    for stub in block.stubs:
        match stub.kind:
            case "line":
                yield Cell("" if row.line is None else str(row.line), "line")
            case "code" if stub.split:
                yield from (Cell(part, "code", strong=row.strong) for part in _parts(row.code, stub))
            case "code":
                yield Cell(row.code, "code", columns=stub.columns, strong=row.strong)
            case _:
                yield Cell(row.title, "item", indent=row.indent, strong=row.strong)


def _parts(code: str, stub: Stub) -> Iterator[str]:
    """201, 06 and 01 of 2010601; of a 类 only its own digits, then nothing."""
    return (code[2 * level + (level > 0) : 2 * level + 3] for level in range(stub.columns))


def _numbers(table: Table, block: Block, case: Case, row: Row) -> Iterator[Cell]:
    for column in block.columns:
        address = Address(table.key, row.key, column.key) if row.key else None
        amount = case.figures.get(address) if address else None
        text = "" if amount is None else printed(amount, row.measure or column.measure)
        yield Cell(text, "number", address=address, strong=row.strong)


def _blank(block: Block) -> tuple[Cell, ...]:
    """A line of a block that is shorter than its neighbours."""
    return (
        *_stub_cells(block, Row()),
        *(Cell("", "number") for _ in block.columns),
    )


def _footer(table: Table, case: Case) -> Line:
    """The last line: each footer's title spans all cells since the previous footer."""
    cells: list[Cell] = []
    open_columns = 0
    for block in table.blocks:
        open_columns += _stub_span(block)
        if block.footer is None:
            open_columns += len(block.columns)
            continue
        if open_columns:
            cells.append(Cell(block.footer.title, "item", columns=open_columns, strong=block.footer.strong))
        cells.extend(_numbers(table, block, case, block.footer))
        open_columns = 0
    if open_columns:
        cells.append(Cell("", "item", columns=open_columns))
    return Line(tuple(cells))
