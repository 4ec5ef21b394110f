"""One part of a table read: heads to columns, lines to rows, cells to amounts. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

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
from disclosures.workbook.foreign.lines import (
    Line,
    any_in,
    body,
    borrowed,
    empty,
    headless,
    is_counted,
    lines,
)
from disclosures.workbook.foreign.recognised import HEADLESS
from disclosures.workbook.foreign.subject_rows import Tree
from disclosures.workbook.foreign.synonyms import ELSEWHERE, OTHER_BLOCK
from disclosures.workbook.foreign.view import View
from disclosures.workbook.foreign.words import name as called
from disclosures.workbook.reading import Fault, Spot
from disclosures.workbook.stream import letters


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
            passed = ELSEWHERE.get(self.table.key, ())
            own = [borrowed(view, line, side, before) for line in lines(view, side, rows)]
            own = [line for line in own if called(line.name) not in passed]
            before.append((side, {line.number: line for line in own}))
            self.side(found, view, side, own, filled, money)
        return found

    def side(
        self, found: PartRead, view: View, side: Side, own: list[Line], filled: set[int], money: str
    ) -> None:
        placed, rows = self.placed(view, side, own, filled)
        found.told |= {c: told for c, told in placed.told.items() if c in filled} | placed.refused
        for column, told in placed.refused.items():
            found.faults.append(self.fault(view, 0, column, told))
        for block, of_block in placed.of_block.items():
            for column, key in of_block.items():
                found.used.setdefault(column, set()).add((block, key))
        wanted = sorted({column for each in placed.of_block.values() for column in each})
        if self.by_subject:
            subject_rows.no_total_between(
                rows, [line.number for line in own if any_in(view, line.number, wanted)]
            )
            found.names.extend(self.names(view, side, own, rows))
        strange = []
        for line in own:
            told = rows.told.get(line.number, "没有编码和名称，没有读取")
            if line.number in rows.keys:
                self.row(found, view, line.number, rows.keys[line.number], placed, money)
            elif (column := any_in(view, line.number, wanted)) and not empty(view, line, wanted):
                strange.append(self.fault(view, line.number, column, told))
        if len(strange) > 1 and not rows.keys:
            if any(re.search(OTHER_BLOCK, stub.words) for stub in side.stubs):
                found.told |= {each.number: "本表没有这一块，没有读取" for each in side.figures}
                return
            strange = [self.of_another_table(view, side, own)]
        found.faults.extend(strange)

    def of_another_table(self, view: View, side: Side, own: list[Line]) -> Fault:
        """Not one row of the side is the table's."""
        said = [line.said for line in own if line.said]
        told = f"“{said[0][:40]}”等 {len(said)} 行都不是本表的" if said else "各行都没有编码和名称"
        return self.fault(view, 0, side.figures[0].number, f"{told}，没有读取")

    def placed(self, view: View, side: Side, own: list[Line], filled: set[int]) -> tuple[Placed, Rows]:
        year, numbers = self.case.year, [line.number for line in own]
        if turned.is_turned(side, self.table, year):
            return turned.place_columns(side, self.table, year), turned.place_rows(own, self.table)
        counted = {each.number for each in side.figures if is_counted(view, each.number, numbers)}
        placed = columns.place(side, self.table, year, filled, counted)
        return placed, self.rows(own, placed)

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
                    told = self.fault(view, row, column, f"{fault}（{self.said(address)}）")
                    found.faults.append(replace(told, address=address))

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
