"""How cells look, and a pen that writes them: text always as text, numbers as numbers. Pure."""

import math
import re
from copy import copy
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from disclosures.workbook.values import CONTROLS

THIN = Side(style="thin", color="000000")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
OPEN_GROUND = "FFFBE6"
"""Pale yellow: what may be filled in."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
FORMATS = {"money": "#,##0.00", "count": "#,##0", "percent": "General"}
EXACT = 15
"""Digits that a number in Excel keeps; longer amounts are written as text."""


@dataclass(frozen=True)
class Look:
    size: float = 10
    strong: bool = False
    across: str = "left"
    down: str = "center"
    boxed: bool = True
    format: str = "General"
    open: bool = False
    """May be written in a protected sheet."""
    ground: str = ""
    indent: int = 0
    face: str = "宋体"
    colour: str = "000000"
    quoted: bool = False


class Pen:
    """Writes into one sheet; looks are made once."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.made: dict[Look, Any] = {}

    def put(
        self,
        row: int,
        column: int,
        value: str | Decimal | None,
        look: Look,
        *,
        columns: int = 1,
        rows: int = 1,
    ) -> None:
        cell: Any = self.sheet.cell(row, column)
        if isinstance(value, str):
            look = replace(look, quoted=value.startswith(FORMULA_STARTS))
            write_text(cell, value)
        elif value is not None:
            cell.value = value
        self.dress(cell, look)
        if columns > 1 or rows > 1:
            self.merge(row, column, row + rows - 1, column + columns - 1, look)

    def merge(self, top: int, left: int, bottom: int, right: int, look: Look) -> None:
        """`Worksheet.merge_cells` makes a style anew for every cell: half the time of a workbook."""
        self.sheet.merged_cells.add(CellRange(None, left, top, right, bottom))
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                self.dress(self.sheet.cell(row, column), look)

    def dress(self, cell: Any, look: Look) -> None:
        if look in self.made:
            cell._style = copy(self.made[look])
            return
        cell.font = Font(name=look.face, size=look.size, bold=look.strong, color=look.colour)
        cell.alignment = Alignment(look.across, look.down, wrap_text=True, indent=look.indent)
        cell.border = BOX if look.boxed else Border()
        cell.number_format = look.format
        cell.protection = Protection(locked=not look.open)
        if look.ground:
            cell.fill = PatternFill("solid", fgColor=look.ground)
        if look.quoted:
            cell.quotePrefix = True
        self.made[look] = copy(cell._style)


def write_text(cell: Any, text: str) -> None:
    """As a string, whatever it begins with; what Excel would read as an escape is escaped."""
    text = CONTROLS.sub("", text)
    if text:
        cell.value = ESCAPE.sub("_x005F_", text)
        cell.data_type = "s"


def number(amount: Decimal) -> Decimal | str:
    """As a number, or as text where Excel would lose digits."""
    digits = len(amount.normalize().as_tuple().digits)
    return amount if digits <= EXACT else f"{amount:f}"


def width_of(text: str) -> float:
    """In characters of half width."""
    return sum(2.0 if ord(letter) > 0x2E7F else 1.1 for letter in text)


def lines_of(text: str, width: float, size: float = 10) -> int:
    """How many lines a text takes in a cell so many characters wide; no character is cut in two."""
    room = max(2.0, (width * 10 / size - 1) // 2 * 2)
    return sum(max(1, math.ceil(width_of(line) / room)) for line in text.split("\n"))
