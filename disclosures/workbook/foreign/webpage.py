"""The process that reads one web page with tables (`python -m disclosures.workbook.foreign.webpage`), as
accounting systems write them and call them .xls. All of it is one sheet: tables below each other, the lines
of text between them in column A. Without Django.

html.parser takes quadratic time over some pages; the limits are those of `apart`.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from disclosures.workbook.foreign.apart import answer
from disclosures.workbook.foreign.gathering import Gathering
from disclosures.workbook.foreign.kinds import NO_TABLE, decoded
from disclosures.workbook.package import Unreadable
from disclosures.workbook.stream import COLUMNS, number_cell, text_cell

LINES = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "caption", "center", "hr", "pre", "br"}
"""Elements with which a line of text ends, outside of tables."""
MUTE = {"script", "style", "title"}
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
Attributes = list[tuple[str, str | None]]


@dataclass
class Grid:
    """A table while it is read. `covered`: the last row that a cell above reaches down to, by column."""

    row: int = 0
    column: int = 0
    cell: int = 0
    """The column of the cell in hand; 0: none."""
    exact: str = ""
    """Its number as Excel keeps it, where what is shown is rounded."""
    columns: int = 0
    covered: dict[int, int] = field(default_factory=dict)


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Gathering()
        self.sheet = self.found.begin("网页", False)
        self.row = 0
        self.tables = 0
        self.grids: list[Grid] = []
        self.words: list[str] = []
        self.mute = ""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        grid = self.grids[-1] if self.grids else None
        if tag in MUTE:
            self.mute = tag
        elif tag == "table":
            self.flush()
            self.tables += 1
            self.grids.append(Grid())
        elif grid and tag == "tr":
            self.begin_row(grid, attrs)
        elif grid and tag in ("td", "th"):
            self.begin_cell(grid, attrs)
        elif grid and tag == "col":
            span = whole(attrs, "span")
            if is_hidden(attrs):
                self.sheet.hide_columns(grid.columns + 1, grid.columns + span)
            grid.columns += span
        elif tag in LINES:
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag == self.mute:
            self.mute = ""
        elif tag in ("td", "th", "tr"):
            self.flush()
        elif tag == "table" and self.grids:
            self.flush()
            self.grids.pop()
        elif tag in LINES:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self.mute:
            self.words.append(data)

    def begin_row(self, grid: Grid, attrs: Attributes) -> None:
        self.flush()
        self.row += 1
        grid.row, grid.column = self.row, 0
        if is_hidden(attrs):
            self.sheet.hide_rows(self.row, self.row)

    def begin_cell(self, grid: Grid, attrs: Attributes) -> None:
        if not grid.row:
            self.begin_row(grid, [])
        self.flush()
        column = grid.column + 1
        while grid.covered.get(column, 0) >= grid.row:
            column += 1
        right = column + whole(attrs, "colspan") - 1
        bottom = grid.row + whole(attrs, "rowspan") - 1
        if bottom > grid.row:
            grid.covered |= dict.fromkeys(range(column, min(right, COLUMNS) + 1), bottom)
        self.sheet.merge(grid.row, column, bottom, right)
        grid.cell, grid.column = column, right
        grid.exact = next((value for name, value in attrs if name == "x:num" and value), "")

    def end_line(self) -> None:
        """A line that ends within a cell is a space."""
        if self.grids and self.grids[-1].cell:
            self.words.append(" ")
        else:
            self.flush()

    def flush(self) -> None:
        """What was said goes where it stands: in the cell in hand, or a row of its own."""
        said, self.words = " ".join("".join(self.words).split()), []
        grid = self.grids[-1] if self.grids else Grid()
        row, column = grid.row, grid.cell
        exact, grid.cell, grid.exact = grid.exact, 0, ""
        if not said:
            return
        if not column:
            self.row += 1
            row, column = self.row, 1
        is_exact = NUMBER.fullmatch(exact) and not said.endswith("%")
        if cell := number_cell(exact, "number") if is_exact else text_cell(said):
            self.found.put(self.sheet, row, column, cell)


def whole(attrs: Attributes, name: str) -> int:
    """How many rows or columns: 1 where it is not said, as many as HTML allows at most."""
    value = next((value for key, value in attrs if key == name and value), "1")
    return min(max(int(value), 1), 1000) if value.isdecimal() and len(value) < 6 else 1


def is_hidden(attrs: Attributes) -> bool:
    return any(name == "style" and value and HIDDEN.search(value) for name, value in attrs)


def gathered(content: bytes) -> Gathering:
    page = Page()
    page.feed(decoded(content))
    page.close()
    page.flush()
    if not page.tables:
        raise Unreadable(NO_TABLE)
    return page.found


if __name__ == "__main__":
    answer(gathered)
