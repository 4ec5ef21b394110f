"""A sheet with tables side by side, taken apart at the blank columns between them. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from accounts.editions.definitions import Edition
from disclosures.workbook.foreign.book import Sheet
from disclosures.workbook.foreign.titles import named
from disclosures.workbook.stream import COLUMNS


def panes(sheet: Sheet, edition: Edition) -> list[Sheet]:
    """From the left; mostly the sheet itself. Columns keep their numbers."""
    edges = [1, *sorted(set(cuts(sheet, edition))), COLUMNS + 1]
    if len(edges) == 2:
        return [sheet]
    return [within(sheet, left, right) for left, right in pairwise(edges)]


def cuts(sheet: Sheet, edition: Edition) -> Iterator[int]:
    """Columns in which a pane begins: two titles stand in one row, with a blank column between."""
    filled = {column for cells in sheet.rows.values() for column in cells}
    for cells in sheet.rows.values():
        titles = [
            (column, found.key)
            for column, cell in sorted(cells.items())
            if cell.kind == "text" and (found := named(cell.text, edition))
        ]
        for (left, one), (right, other) in pairwise(titles):
            blank = [column for column in range(left + 1, right) if column not in filled]
            if one != other and blank:
                yield blank[-1] + 1


def within(sheet: Sheet, left: int, right: int) -> Sheet:
    """Columns from left up to, not with, right."""
    rows = {
        number: kept
        for number, cells in sheet.rows.items()
        if (kept := {column: cell for column, cell in cells.items() if left <= column < right})
    }
    merges = tuple(each for each in sheet.merges if left <= each.left < right)
    return replace(sheet, rows=rows, merges=merges)
