"""Forms that go over pages: the indicators' heads repeated, and labels cut where a page may end.

Pure. The printer does not repeat a label that reaches down over a page, so labels are cut every few lines;
and a text too long for its narrow column gets a line of its own, across the form.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from disclosures.fitting import SIDES, UPRIGHT, USUAL, WIDE, ems, fits
from disclosures.placement import Placed, placed
from disclosures.project_layouts import LEVELS
from disclosures.report import Cell, Grid, Line

MOST_LINES = 12
"""Of text in a cell among the indicators; a longer one gets a line of its own."""
TOGETHER = 8
"""Lines of text that stay on one page with their labels."""
BELOW = "见下行"


@dataclass(frozen=True)
class LongForm:
    """What stands before the indicators, their head, and their lines in groups that stay together."""

    before: tuple[Line, ...]
    head: Line
    groups: tuple[tuple[Line, ...], ...]


def goes_over(grid: Grid, wide: bool) -> bool:
    return not grid.head and not fits(grid, wide, 0)


def split(grid: Grid, wide: bool) -> LongForm | None:
    """None for a form without indicators."""
    rows = placed(grid.body)
    head = next((n for n, row in enumerate(rows) if any(is_level(cell) for _, cell in row)), None)
    if head is None:
        return None
    titles = {column: cell.text for column, cell in rows[head]}
    return LongForm(
        before=piece(rows, 0, head),
        head=Line(tuple(replace(cell, rows=1) for _, cell in piece_cells(rows, head))),
        groups=tuple(groups(shares_of(grid, wide), rows, head + 1, titles)),
    )


def is_level(cell: Cell) -> bool:
    return cell.kind == "head" and cell.text.lstrip("*") == LEVELS[0].title


def shares_of(grid: Grid, wide: bool) -> list[float]:
    """The widths of the columns in pt."""
    width = (WIDE if wide else UPRIGHT)[0]
    return [float(share.rstrip("%")) / 100 * width for share in grid.widths]


def groups(
    widths: list[float], rows: list[Placed], start: int, titles: dict[int, str]
) -> Iterator[tuple[Line, ...]]:
    height = 0
    for number in range(start, len(rows)):
        lines = {
            column: lines_in(widths[column : column + cell.columns], cell)
            for column, cell in rows[number]
            if cell.rows == 1
        }
        long = [column for column, count in lines.items() if count > MOST_LINES]
        tall = max((count for count in lines.values() if count <= MOST_LINES), default=1)
        if height and height + tall > TOGETHER:
            yield piece(rows, start, number)
            start, height = number, 0
        height += tall
        if long:
            cells = dict(rows[number])
            below = [f"{titles.get(column, '')}：{cells[column].text}" for column in long]
            rows[number] = tuple(
                (column, replace(cell, text=BELOW) if column in long else cell)
                for column, cell in rows[number]
            )
            yield piece(rows, start, number + 1)
            for text in below:
                yield (Line((Cell(text, columns=len(widths)),)),)
            start, height = number + 1, 0
    if start < len(rows):
        yield piece(rows, start, len(rows))


def lines_in(widths: list[float], cell: Cell) -> int:
    return ceil(ems(cell.text) / max(1, int((sum(widths) - SIDES) / USUAL.size)))


def piece(rows: list[Placed], start: int, end: int) -> tuple[Line, ...]:
    """Some lines as if they stood alone: labels from above come again, and none reaches out below."""
    return tuple(
        Line(
            tuple(
                replace(cell, rows=min(cell.rows, end - number))
                for _, cell in (piece_cells(rows, number) if number == start else rows[number])
            )
        )
        for number in range(start, end)
    )


def piece_cells(rows: list[Placed], first: int) -> Placed:
    """The cells of a line with those that hang down into it."""
    hanging = [
        (column, replace(cell, rows=number + cell.rows - first))
        for number, row in enumerate(rows[:first])
        for column, cell in row
        if number + cell.rows > first
    ]
    return tuple(sorted((*hanging, *rows[first]), key=lambda each: each[0]))
