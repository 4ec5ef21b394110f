"""Where the cells of a grid stand, spans counted, and which of them a reader must keep in sight.

Pure.
"""

from collections.abc import Sequence

from disclosures.report import Cell, Grid, Line

Placed = tuple[tuple[int, Cell], ...]


def placed(lines: Sequence[Line]) -> list[Placed]:
    """Each line's cells with the column they begin in; cells from above reach down into it."""
    result: list[Placed] = []
    hanging: dict[int, int] = {}
    for line in lines:
        column, cells, below = 0, [], {c: left - 1 for c, left in hanging.items() if left > 1}
        for cell in line.cells:
            while column in hanging:
                column += 1
            cells.append((column, cell))
            if cell.rows > 1:
                below |= dict.fromkeys(range(column, column + cell.columns), cell.rows - 1)
            column += cell.columns
        result.append(tuple(cells))
        hanging = below
    return result


def column_kinds(grid: Grid) -> tuple[str, ...]:
    """`code`, `level` (类, 款, 项, each in a column), `item`, `line` or `number` for each column of a table;
    empty for a form, whose columns mean nothing.
    """
    if not grid.head:
        return ("",) * len(grid.widths)
    kinds = ["number"] * len(grid.widths)
    for line in placed(grid.body):
        for column, cell in line:
            if cell.kind == "code":
                kinds[column : column + cell.columns] = [
                    "level" if cell.columns > 1 else "code"
                ] * cell.columns
            elif cell.kind in ("item", "line") and cell.columns == 1:
                kinds[column] = cell.kind
    beside = zip(["", *kinds], kinds, [*kinds[1:], ""], strict=False)
    return tuple("level" if kind == "code" in (left, right) else kind for left, kind, right in beside)


def is_kept(column: int, cell: Cell, kinds: Sequence[str]) -> bool:
    """Whether the cell is the label of its row, or the head of labels, and stays while the rest scrolls."""
    if kinds.count("item") != 1:  # side by side: a label kept would stand beside the figures of another block
        return False
    *before, last = kinds[column : column + cell.columns]
    return last == "item" and all(kind in ("code", "level") for kind in before)
