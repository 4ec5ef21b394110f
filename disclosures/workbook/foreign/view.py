"""A sheet as the eye sees it: the words of a merged range stand in all of its cells. Pure."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping

from disclosures.workbook.foreign.book import Merge, Sheet
from disclosures.workbook.foreign.words import plain
from disclosures.workbook.stream import Cell, letters

AMOUNT = re.compile(r"[(+-]?\d[\d,]*(\.\d*)?\)?$")
TALL = 12
"""Rows of a merged range in a head; taller ones are no heads."""


def is_amount(cell: Cell) -> bool:
    """A number, or a text that is one: 1,234.50."""
    return cell.kind == "number" or (cell.kind == "text" and bool(AMOUNT.match(plain(cell.text))))


class View:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.name = sheet, sheet.name
        self.numbers = sorted(sheet.rows)
        self.merged: dict[int, list[Merge]] = defaultdict(list)
        for merge in sheet.merges:
            if merge.bottom - merge.top < TALL:
                for row in range(merge.top, merge.bottom + 1):
                    self.merged[row].append(merge)

    def cells(self, row: int) -> Mapping[int, Cell]:
        return self.sheet.rows.get(row, {})

    def text(self, row: int, column: int) -> str:
        cell = self.cells(row).get(column)
        return cell.text if cell else ""

    def spread(self, row: int) -> dict[int, str]:
        """The words over each column, merged ranges in all of their columns."""
        found = {column: cell.text for column, cell in self.cells(row).items() if cell.kind == "text"}
        for merge in self.merged.get(row, ()):
            cell = self.cells(merge.top).get(merge.left)
            if cell and cell.kind == "text" and merge.right - merge.left < 200:
                found |= dict.fromkeys(range(merge.left, merge.right + 1), cell.text)
        return found

    def widths(self, row: int) -> dict[int, int]:
        """How many columns the cell that begins in each column covers."""
        spans = {merge.left: merge.right - merge.left + 1 for merge in self.merged.get(row, ())}
        return {column: spans.get(column, 1) for column in self.cells(row)}

    def rows(self, first: int, last: int) -> list[int]:
        return self.numbers[bisect_left(self.numbers, first) : bisect_right(self.numbers, last)]

    def reference(self, row: int, column: int) -> str:
        return f"{letters(column)}{row}"
