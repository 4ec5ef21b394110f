"""Whose heads stand over and before each cell of a table: /Headers of the cells, and the scope of heads.

WeasyPrint's own count skips a column behind every cell that reaches down, and gives a head over several
columns to the first of them: all it found is replaced.

Over a cell stand the heads of its columns; in the body of a table of figures these are 类, 款 and 项. A form
without a head has them in its body: a line of nothing but heads behind a label, which holds for the lines
with that label. Before a cell stand the heads next to the left, unless a label is left blank between.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pydyf  # type: ignore[import-untyped]
from weasyprint.formatting_structure.boxes import TableBox


@dataclass(eq=False)
class Placed:
    """A cell, its tag, and where it stands."""

    mark: Any
    is_head: bool
    kind: str
    text: str
    row: int
    rows: int
    column: int
    columns: int
    in_head: bool
    is_over: bool = False
    """Whether it is the head of its columns, not of its row."""

    @property
    def places(self) -> Iterator[tuple[int, int]]:
        for row in range(self.row, self.row + self.rows):
            for column in range(self.column, self.column + self.columns):
                yield row, column


Row = list[Placed]
Grid = dict[tuple[int, int], Placed]


def set_heads(document: Any) -> None:
    for page in document.pages:
        for table in tables(page._page_box):
            set_heads_of(table)


def tables(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if isinstance(child, TableBox):
            yield child
        else:
            yield from tables(child)


def set_heads_of(table: Any) -> None:
    rows = list(rows_of(table))
    cells = [cell for row in rows for cell in row]
    grid = {place: cell for cell in cells for place in cell.places}
    has_head = any(cell.in_head for cell in cells)
    is_form = not has_head or "form" in table.element.get("class", "").split()
    for cell in (cell for row in rows for cell in heads_over(row, is_form)):
        cell.is_over = True
    names = {}
    for cell in (cell for cell in cells if cell.is_head):
        names[cell] = cell.mark["ID"] = pydyf.String(str(cell.mark.number))
        cell.mark["A"]["Scope"] = "/Column" if cell.is_over else "/Row"
    above = heads_by_column(cells) if has_head else heads_by_label(rows, grid)
    for cell in cells:
        if not cell.is_head:
            heads = dict.fromkeys((*before(cell, grid), *above[cell]))
            cell.mark["A"]["Headers"] = pydyf.Array([names[head] for head in heads])


def rows_of(table: Any) -> Iterator[Row]:
    """As they stand on this page: what reaches down ends with the page."""
    end = 0
    for group in table.children:
        start, end = end, end + len(group.children)
        for number, row in enumerate(group.children, start):
            yield [
                Placed(
                    mark=cell.mark,
                    is_head=cell.element_tag == "th",
                    kind=cell.element.get("class", "").partition(" ")[0],
                    text=cell.element.text or "",
                    row=number,
                    rows=min(cell.rowspan, end - number),
                    column=cell.grid_x,
                    columns=cell.colspan,
                    in_head=group.is_header,
                )
                for cell in row.children
            ]


def heads_over(row: Row, is_form: bool) -> Iterable[Placed]:
    if row and row[0].in_head:
        return (cell for cell in row if cell.is_head)
    if not is_form:
        return (cell for cell in row if cell.kind == "head")
    heads = [cell for cell in row if cell.kind == "head" and cell.rows == 1]
    return heads if len(heads) > 1 and all(cell.kind == "head" for cell in row) else ()


def heads_by_column(cells: Row) -> defaultdict[Placed, Row]:
    """The heads over each cell of a table that has a head."""
    columns: defaultdict[int, Row] = defaultdict(list)
    found: defaultdict[Placed, Row] = defaultdict(list)
    for cell in cells:
        for column in range(cell.column, cell.column + cell.columns):
            if cell.is_over:
                columns[column].append(cell)
            elif not cell.in_head:
                found[cell] += columns[column]
    return found


def heads_by_label(rows: list[Row], grid: Grid) -> defaultdict[Placed, Row]:
    """The heads over each cell of a form that has them in its body."""
    found: defaultdict[Placed, Row] = defaultdict(list)
    heads: dict[int, Placed] = {}
    label_column, label = 0, ""
    for number, row in enumerate(rows):
        over = [cell for cell in row if cell.is_over]
        if over:
            heads = {column: cell for cell in over for _, column in cell.places}
            label_column = over[0].column - 1
        before_it = grid.get((number, label_column))
        if over:
            label = before_it.text if before_it else ""
        if before_it is None or before_it.text != label:
            continue
        for cell in row:
            columns = range(cell.column, cell.column + cell.columns)
            found[cell] += [heads[column] for column in columns if column in heads]
    return found


def before(cell: Placed, grid: Grid) -> Row:
    """The heads of the cell's row: those that stand together, nearest to its left; the outermost first."""
    found: Row = []
    column = cell.column - 1
    while column >= 0:
        left = grid.get((cell.row, column))
        if left and left.is_head and not left.is_over:
            found.insert(0, left)
        elif found or (left and left.kind == "item"):
            break
        column = left.column - 1 if left else column - 1
    return found
