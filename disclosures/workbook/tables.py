"""One table of the edition as a sheet: the printed grid, keys of rows and columns hidden beside it. Pure.

Where each cell stands is `disclosures.grids`' to say, as for page and paper.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from accounts.case import Case
from accounts.editions.definitions import Measure, SubjectRows, Table
from accounts.figures import Address
from accounts.money import YUAN_PER_WAN, Scale, in_wan, plain
from disclosures import grids
from disclosures.placement import placed
from disclosures.report import Cell, Grid, Line
from disclosures.workbook.frames import NO_ROW, Role, is_open, label, roles
from disclosures.workbook.looks import FORMATS, OPEN_GROUND, Look, Pen, lines_of, number, width_of
from disclosures.workbook.pages import TALLEST, paper
from disclosures.workbook.stream import letters

PORTRAIT, LANDSCAPE = 92.0, 140.0
"""Characters across the page."""
TITLE = Look(16, strong=True, across="center", boxed=False)
PLAIN = Look(boxed=False)
RIGHT = Look(across="right", boxed=False)
NOTE = Look(9, boxed=False, down="top")
HEAD = Look(across="center", ground="F2F2F2")
MIDDLE = Look(across="center")
LOOKS = {"head": HEAD, "ruler": MIDDLE, "line": MIDDLE, "number": Look(across="right")}
LINE_HEIGHT = 14.0


@dataclass(frozen=True)
class Manner:
    """`editable`: with keys, spare rows, validation; else as it is published, in 万元 as printed."""

    scale: Scale
    editable: bool = True
    spare: int = 5

    def value(self, amount: Decimal, measure: Measure) -> Decimal | str:
        if measure != "money":
            return number(Decimal(plain(amount)))
        if not self.editable:
            return number(in_wan(amount))
        return number(amount / YUAN_PER_WAN if self.scale is Scale.WAN else amount)

    def unit_line(self, printed: str) -> str:
        """单位：万元, or 单位：元 where the account is kept in 元 and is to be edited."""
        return printed.replace("万元", "元") if self.editable and self.scale is Scale.YUAN else printed


class TableSheet:
    """Draws one table; row 1 and the first columns hold roles and keys, and are hidden."""

    def __init__(self, sheet: Worksheet, table: Table, case: Case, manner: Manner) -> None:
        self.sheet, self.table, self.case, self.manner = sheet, table, case, manner
        self.pen = Pen(sheet)
        self.grid: Grid = grids.grid(table, case)
        self.before = len(table.blocks) if manner.editable else 0
        self.width = len(self.grid.widths)
        self.columns = {self.before + n: role for n, role in enumerate(roles(table), 1)}
        self.needed = dict.fromkeys(self.columns, 0.0)
        self.inputs: dict[tuple[int, str], list[int]] = {}
        """Rows of the cells to be filled in, by column and what they count."""
        self.row = self.top_row = 2 if manner.editable else 1

    def draw(self) -> None:
        if self.manner.editable:
            self.roles()
        self.top()
        self.lines(self.grid.head, body=False)
        first = self.row
        spare = len(self.grid.body) - self.ends_in_total
        self.lines(self.grid.body[:spare], body=True)
        self.spare_rows()
        self.lines(self.grid.body[spare:], body=True)
        self.notes()
        self.widths()
        self.sheet.freeze_panes = f"{letters(self.before + 1 + self.kept())}{first}"
        area = f"{letters(self.before + 1)}{self.top_row}:{letters(self.before + self.width)}{self.row - 1}"
        paper(self.sheet, area, (self.top_row, first - 1), landscape=self.grid.landscape)
        if self.manner.editable:
            self.hide()
            self.validate()

    @property
    def ends_in_total(self) -> bool:
        return any(isinstance(each.rows, SubjectRows) and each.rows.total_last for each in self.table.blocks)

    def kept(self) -> int:
        """Columns that stay in sight: those before the figures, unless blocks stand side by side."""
        if len(self.table.blocks) > 1:
            return 0
        return sum(1 for role in self.columns.values() if role.kind != "figure")

    def roles(self) -> None:
        hidden = {n: Role("key", n - 1) for n in range(1, self.before + 1)} | self.columns
        for column, role in hidden.items():
            words = f"sheet={self.table.key};{role}" if column == 1 else str(role)
            self.pen.put(1, column, words, PLAIN)

    def top(self) -> None:
        self.across(self.grid.title, TITLE, 26)
        if self.grid.number:
            self.across(self.grid.number, RIGHT, 15)
        left = self.split()
        self.no_row()
        self.pen.put(self.row, self.before + 1, self.grid.unit_line, PLAIN, columns=left)
        rest = self.width - left
        if rest:
            words = self.manner.unit_line(self.grid.money_line)
            self.pen.put(self.row, self.before + 1 + left, words, RIGHT, columns=rest)
        self.sheet.row_dimensions[self.row].height = 16
        self.row += 1

    def split(self) -> int:
        """How many columns the name of the unit takes, so that it and the unit of money fit on one line."""
        room, left = 0.0, 0
        while left < self.width - 1 and room < width_of(self.grid.unit_line) + 1:
            left += 1
            room += self.wide(self.before + left)
        return max(left, 1)

    def across(self, text: str, look: Look, height: float) -> None:
        self.no_row()
        self.pen.put(self.row, self.before + 1, text, look, columns=self.width)
        self.sheet.row_dimensions[self.row].height = height
        self.row += 1

    def no_row(self) -> None:
        if self.manner.editable:
            for column in range(1, self.before + 1):
                self.pen.put(self.row, column, NO_ROW, PLAIN)

    def lines(self, lines: Sequence[Line], *, body: bool) -> None:
        for cells in placed(lines):
            for column, cell in cells:
                self.cell(self.before + 1 + column, cell)
            keys = {
                self.columns[self.before + 1 + c].block: cell.address for c, cell in cells if cell.address
            }
            if keys:
                self.keys(keys, {self.before + 1 + c: cell.text for c, cell in cells if not cell.address})
            elif not body or not any(cell.kind == "number" for _, cell in cells):
                self.no_row()
            self.height(cells)
            self.row += 1

    def keys(self, keys: dict[int, Address], texts: dict[int, str]) -> None:
        if self.manner.editable:
            for block, address in keys.items():
                told = label(self.columns, texts, block, set(keys))
                self.pen.put(self.row, block + 1, f"{address.row}|{told}", PLAIN)

    def cell(self, column: int, cell: Cell) -> None:
        look = self.look(column, cell)
        value: str | Decimal | None = cell.text
        if cell.address:
            value = self.figure(column, cell.address)
            look = replace(look, format=FORMATS[self.case.edition.measure(cell.address)])
            if isinstance(value, str):
                look = replace(look, format="@")
        self.pen.put(self.row, column, value, look, columns=cell.columns, rows=cell.rows)

    def figure(self, column: int, address: Address) -> Decimal | str | None:
        measure = self.case.edition.measure(address)
        self.inputs.setdefault((column, measure), []).append(self.row)
        amount = self.case.figures.get(address)
        if amount is None:
            return None
        value = self.manner.value(amount, measure)
        shown = f"{value:,.2f}" if isinstance(value, Decimal) and measure == "money" else str(value)
        self.needed[column] = max(self.needed[column], width_of(shown) + 1.5)
        return value

    def look(self, column: int, cell: Cell) -> Look:
        role = self.columns[column]
        look = replace(LOOKS.get(cell.kind, Look()), strong=cell.strong, indent=cell.indent)
        if cell.kind == "code":
            look = replace(look, format="@")
        if cell.kind == "item" and cell.columns > 1:
            look = replace(look, across="center")
        free = is_open(self.table.blocks[role.block]) and not cell.strong and cell.kind in ("code", "item")
        if self.manner.editable and (cell.address or free):
            look = replace(look, open=True, ground="" if free else OPEN_GROUND)
        return look

    def spare_rows(self) -> None:
        """Blank rows for subjects and projects that are not there yet."""
        if not self.manner.editable or not any(is_open(block) for block in self.table.blocks):
            return
        for _ in range(self.manner.spare):
            for column, role in self.columns.items():
                block = self.table.blocks[role.block]
                look = LOOKS["number"] if role.kind == "figure" else Look(format="@")
                found = block.column(role.name) if role.kind == "figure" else None
                if found:
                    self.inputs.setdefault((column, found.measure), []).append(self.row)
                    look = replace(look, format=FORMATS[found.measure])
                if is_open(block):
                    look = replace(look, open=True, ground=OPEN_GROUND)
                self.pen.put(self.row, column, None, look)
            self.merge_codes()
            self.sheet.row_dimensions[self.row].height = 18
            self.row += 1

    def merge_codes(self) -> None:
        """科目代码 over 类, 款, 项 is one cell in every row, unless each has its own."""
        for block, found in enumerate(self.table.blocks):
            if any(stub.split for stub in found.stubs):
                continue
            codes = [c for c, role in self.columns.items() if role.block == block and role.kind == "code"]
            if len(codes) > 1:
                self.sheet.merge_cells(
                    start_row=self.row, end_row=self.row, start_column=codes[0], end_column=codes[-1]
                )

    def notes(self) -> None:
        for text in (
            *((self.grid.empty,) if self.grid.empty and not self.manner.editable else ()),
            *self.grid.notes,
        ):
            self.across(text, NOTE, LINE_HEIGHT * math.ceil(width_of(text) * 0.9 / self.characters()))

    def characters(self) -> float:
        return LANDSCAPE if self.grid.landscape else PORTRAIT

    def wide(self, column: int) -> float:
        share = float(self.grid.widths[column - self.before - 1].rstrip("%")) / 100 * self.characters()
        return max(share, self.needed[column], 5.0)

    def widths(self) -> None:
        for column in self.columns:
            self.sheet.column_dimensions[letters(column)].width = round(self.wide(column), 1)

    def height(self, cells: Iterable[tuple[int, Cell]]) -> None:
        lines = 1
        for column, cell in cells:
            if cell.rows > 1 or cell.address:
                continue
            span = range(self.before + 1 + column, self.before + 1 + column + cell.columns)
            lines = max(lines, lines_of(cell.text, sum(map(self.wide, span)) - 2 * cell.indent))
        self.sheet.row_dimensions[self.row].height = min(max(18.0, LINE_HEIGHT * lines + 4), TALLEST)

    def hide(self) -> None:
        self.sheet.row_dimensions[1].hidden = True
        for column in range(1, self.before + 1):
            self.sheet.column_dimensions[letters(column)].hidden = True

    def validate(self) -> None:
        for (column, measure), rows in self.inputs.items():
            rule = amounts(measure)
            for first, last in runs(rows):
                rule.add(f"{letters(column)}{first}:{letters(column)}{last}")
            self.sheet.add_data_validation(rule)


def amounts(measure: str) -> DataValidation:
    """Excel asks before it takes anything else; what was meant as text is read all the same."""
    kind: Literal["whole", "decimal"] = "whole" if measure == "count" else "decimal"
    least = "0" if measure == "count" else "-99999999999999"
    rule = DataValidation(
        kind, formula1=least, formula2="99999999999999", allow_blank=True, operator="between"
    )
    rule.errorTitle = "请核对"
    rule.error = "这里应填不小于零的整数" if measure == "count" else "这里应填数，没有的留空"
    rule.errorStyle = "warning"
    rule.showErrorMessage = True
    return rule


def runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbouring rows as ranges."""
    found: list[tuple[int, int]] = []
    for row in sorted(set(rows)):
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
