"""One part of a table read: heads to columns, lines to rows, cells to amounts. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from accounts.case import Case
from accounts.checks.wording import row_name
from accounts.editions.definitions import Block, SubjectRows, Table
from accounts.entry.amounts import Unreadable
from accounts.figures import TOTAL, Address
from disclosures.workbook.foreign import amounts, columns, fixed, subject_rows, turned
from disclosures.workbook.foreign.alignment import askew
from disclosures.workbook.foreign.columns import Placed
from disclosures.workbook.foreign.fixed import Rows
from disclosures.workbook.foreign.heads import Headed, Side
from disclosures.workbook.foreign.lines import Line, body, lines
from disclosures.workbook.foreign.recognised import HEADLESS
from disclosures.workbook.foreign.subject_rows import Tree
from disclosures.workbook.foreign.view import View, is_amount
from disclosures.workbook.reading import Fault, Spot
from disclosures.workbook.stream import letters

COUNTED = 4
"""So many numbers below each other, each one more than that above, are no amounts."""


@dataclass(frozen=True)
class Read:
    """A cell of the file at its address; no amount: it is blank."""

    address: Address
    spot: Spot
    row: int
    amount: Decimal | None


@dataclass
class PartRead:
    """What one head and its rows gave."""

    cells: list[Read] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    names: list[tuple[str, Spot]] = field(default_factory=list)
    used: dict[int, set[tuple[int, str]]] = field(default_factory=dict)
    """Block and column of the edition (several blocks may have like heads), by column of the file."""
    told: dict[int, str] = field(default_factory=dict)
    """Why other columns are not used."""


class Reader:
    """Reads the parts of one table, in one unit of money."""

    def __init__(self, table: Table, case: Case, tree: Tree) -> None:
        self.table, self.case, self.tree = table, case, tree
        self.stubless = not any(block.stubs for block in table.blocks)
        self.by_subject = isinstance(table.blocks[0].rows, SubjectRows)

    def read(self, view: View, part: Headed, money: str) -> PartRead:
        found = PartRead()
        row, told = askew(view, part)
        if row:
            found.faults.append(self.fault(view, row, 0, told))
            return found
        rows, doubtful = body(view, part)
        for row in doubtful:
            found.faults.append(self.fault(view, row, 0, "像栏次（1、2、3……），不能确定是不是金额，没有读取"))
        filled = {column for row in rows for column in view.cells(row)}
        found.told |= dict.fromkeys(headless(view, part, rows), HEADLESS)
        before: list[tuple[Side, dict[int, Line]]] = []
        for side in part.sides:
            own = [borrowed(view, line, before) for line in lines(view, side, rows)]
            before.append((side, {line.number: line for line in own}))
            self.side(found, view, side, own, filled, money)
        return found

    def side(
        self, found: PartRead, view: View, side: Side, own: list[Line], filled: set[int], money: str
    ) -> None:
        year = self.case.year
        if turned.is_turned(side, self.table, year):
            placed, rows = turned.place_columns(side, self.table, year), turned.place_rows(own, self.table)
        else:
            counted = {
                each.number
                for each in side.figures
                if is_counted(view, each.number, [line.number for line in own])
            }
            placed = columns.place(side, self.table, year, filled, counted)
            rows = self.rows(own, placed)
        found.told |= {c: told for c, told in placed.told.items() if c in filled} | placed.refused
        for column, told in placed.refused.items():
            found.faults.append(self.fault(view, 0, column, told))
        for block, of_block in placed.of_block.items():
            for column, key in of_block.items():
                found.used.setdefault(column, set()).add((block, key))
        wanted = sorted({column for each in placed.of_block.values() for column in each})
        if self.by_subject:
            middle(rows, [line.number for line in own if any_in(view, line.number, wanted)])
            found.names.extend(self.names(view, side, own, rows))
        for line in own:
            told = rows.told.get(line.number, "没有编码和名称，没有读取")
            if line.number in rows.keys:
                self.row(found, view, line.number, rows.keys[line.number], placed, money)
            elif (column := any_in(view, line.number, wanted)) and not empty(view, line, wanted):
                found.faults.append(self.fault(view, line.number, column, told))

    def rows(self, own: list[Line], placed: Placed) -> Rows:
        if self.by_subject:
            return subject_rows.place(own, self.tree)
        if self.stubless:
            return Rows({line.number: "" for line in own}, {})
        return fixed.place(own, self.table, placed.of_block.keys())

    def row(self, found: PartRead, view: View, row: int, key: str, placed: Placed, money: str) -> None:
        for number, of_block in placed.of_block.items():
            for column, name in of_block.items():
                address = self.address(self.table.blocks[number], key, name)
                if address is None:
                    continue
                cell = view.cells(row).get(column)
                spot = Spot(view.name, view.reference(row, column), cell)
                if cell is None or amounts.is_blank(cell):
                    found.cells.append(Read(address, spot, row, None))
                    continue
                try:
                    measure = self.case.edition.measure(address)
                    value = amounts.amount(cell, measure, money, self.case.scale)
                    found.cells.append(Read(address, spot, row, value))
                except Unreadable as fault:
                    found.faults.append(self.fault(view, row, column, f"{fault}（{self.said(address)}）"))

    def address(self, block: Block, key: str, column: str) -> Address | None:
        """A table without names of rows has one row in each block; turned, the key is that of the column."""
        if self.stubless:
            return Address(self.table.key, block.fixed_rows[0].key, column or key)
        return Address(self.table.key, key, column) if block.takes(key) else None

    def said(self, address: Address) -> str:
        block = self.table.block_of(address.row)
        column = block.column(address.column) if block else None
        return f"“{row_name(self.case, address)}”行“{column.title if column else address.column}”栏"

    def names(self, view: View, side: Side, own: list[Line], rows: Rows) -> Iterator[tuple[str, Spot]]:
        """Names of subjects that nobody here knows."""
        for line in own:
            key = rows.keys.get(line.number, TOTAL)
            column = next((c for c in side.of("name", "item") if c in view.cells(line.number)), 0)
            if key != TOTAL and column and key not in self.tree.names:
                cell = view.cells(line.number)[column]
                yield key, Spot(view.name, view.reference(line.number, column), cell)

    def fault(self, view: View, row: int, column: int, reason: str) -> Fault:
        where = f"{letters(column)}{row or ' 列'}" if column else f"第 {row} 行"
        return Fault(self.table.key, view.name, where, reason)


def headless(view: View, part: Headed, rows: list[int]) -> list[int]:
    """Columns with numbers that have no words over them."""
    known = {each.number for side in part.sides for each in (*side.stubs, *side.figures)}
    numbers = {c for row in rows for c, cell in view.cells(row).items() if is_amount(cell)}
    return sorted(c for c in numbers - known if not is_counted(view, c, rows))


def is_counted(view: View, column: int, rows: list[int]) -> bool:
    """1, 2, 3 … down the column: numbers of lines, whatever the head says."""
    texts = [text for row in rows if (text := view.text(row, column))]
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 4]
    return len(numbers) == len(texts) > COUNTED and all(b - a == 1 for a, b in pairwise(numbers))


def any_in(view: View, row: int, columns: list[int]) -> int:
    """The first of the columns in which the row has something; 0 for none."""
    cells = view.cells(row)
    return next((column for column in columns if not amounts.is_blank(cells.get(column))), 0)


def empty(view: View, line: Line, columns: list[int]) -> bool:
    """A line without a name that says 0.00 all along."""
    texts = [view.text(line.number, column) for column in columns]
    return not line.said and all(set(text) <= set("0.- ") for text in texts)


def borrowed(view: View, line: Line, before: list[tuple[Side, dict[int, Line]]]) -> Line:
    """A row without a name of its own has that of the side before, which may span both (公用经费合计)."""
    for side, lines_of in reversed(before):
        if line.said or any_in(view, line.number, [each.number for each in side.figures]):
            break
        line = lines_of[line.number]
    return line


def middle(rows: Rows, filled: list[int]) -> None:
    """A 合计 between other rows is the sum of something else."""
    for row, key in list(rows.keys.items()):
        if key == TOTAL and row in filled and row not in (filled[0], filled[-1]):
            del rows.keys[row]
            rows.told[row] = "“合计”在各行中间，不能确定是什么的合计，没有读取"
