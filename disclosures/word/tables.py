"""A grid as a table of Word: columns as wide as in the PDF, cells merged, heads on every page. Pure."""

from collections.abc import Iterator, Sequence

from disclosures import fitting
from disclosures.fitting import Setting
from disclosures.placement import placed
from disclosures.report import Cell, Grid, Line
from disclosures.word.styles import HEADS, TABLES, faces, size
from disclosures.word.xml import paragraph, run, tag

UPRIGHT, WIDE = 8844, 12756
"""Width of the text on a page, in twips."""
SIDES = ("top", "left", "bottom", "right")
RULES = tag(
    "tblBorders",
    *(tag(side, val="single", sz=4, space=0, color="auto") for side in (*SIDES, "insideH", "insideV")),
)


def grid_table(grid: Grid, wide: bool, title: float, *, new_page: bool) -> Iterator[str]:
    """`title`: the height in pt of the part's title above it."""
    yield paragraph("TableTitle", run(grid.title), looks=(tag("pageBreakBefore"),) if new_page else ())
    if grid.number:
        yield paragraph("TableSide", run(grid.number))
    if grid.unit_line or grid.money_line:
        ends = tag("tabs", tag("tab", val="right", pos=WIDE if wide else UPRIGHT))
        yield paragraph("TableUnit", run(f"{grid.unit_line}\t{grid.money_line}"), looks=(ends,))
    yield Table(grid, wide, fitting.setting_of(grid, wide, title)).drawn()
    for note in (*grid.notes, *filter(None, (grid.empty,))):
        yield paragraph("Note", run(note))


class Table:
    def __init__(self, grid: Grid, wide: bool, setting: Setting) -> None:
        self.grid, self.setting = grid, setting
        self.full = WIDE if wide else UPRIGHT
        self.widths = [round(float(share.rstrip("%")) / 100 * self.full) for share in grid.widths]
        self.number = min(fitting.largest_numbers(grid, self.full / 20), setting.size)

    def drawn(self) -> str:
        above, beside = round(self.setting.padding * 20), 45
        margins = (tag(side, w=above if side in ("top", "bottom") else beside, type="dxa") for side in SIDES)
        return tag(
            "tbl",
            tag(
                "tblPr",
                tag("tblW", w=sum(self.widths), type="dxa"),
                tag("jc", val="center"),
                RULES,
                tag("tblLayout", type="fixed"),
                tag("tblCellMar", *margins),
                tag("tblCaption", val=self.grid.title),
            ),
            tag("tblGrid", *(tag("gridCol", w=width) for width in self.widths)),
            *self.rows(self.grid.head, is_head=True),
            *self.rows(self.grid.body, is_head=False),
        )

    def rows(self, lines: Sequence[Line], *, is_head: bool) -> Iterator[str]:
        """Word wants every cell that is reached down into by one above, too."""
        whole = tag("cantSplit") if self.grid.head else ""
        looks = tag("trPr", whole, tag("tblHeader") if is_head else "") if whole or is_head else ""
        hanging: dict[int, tuple[Cell, int]] = {}
        for cells in placed(lines):
            row: dict[int, str] = {}
            for column, (cell, left) in list(hanging.items()):
                row[column] = self.cell(column, cell, "continue")
                hanging[column] = (cell, left - 1)
            for column, cell in cells:
                row[column] = self.cell(column, cell, "restart" if cell.rows > 1 else "")
                hanging[column] = (cell, cell.rows - 1)
            hanging = {column: each for column, each in hanging.items() if each[1] > 0}
            yield tag("tr", looks, *(row[column] for column in sorted(row)))

    def cell(self, column: int, cell: Cell, merged: str) -> str:
        width = sum(self.widths[column : column + cell.columns])
        looks = tag(
            "tcPr",
            tag("tcW", w=width, type="dxa"),
            tag("gridSpan", val=cell.columns) if cell.columns > 1 else "",
            tag("vMerge", val=merged) if merged else "",
            tag("vAlign", val="center"),
        )
        words = "" if merged == "continue" else self.words(cell)
        return tag("tc", looks, paragraph("Cell", words, looks=self.stand(cell)))

    def stand(self, cell: Cell) -> tuple[str, ...]:
        line = tag("spacing", line=round(self.setting.line * 20), lineRule="exact")
        indent = tag("ind", left=round(2 * cell.indent * self.setting.size * 20)) if cell.indent else ""
        return (line, indent, tag("jc", val=self.across(cell)))

    def across(self, cell: Cell) -> str:
        if cell.kind in ("head", "ruler", "line"):
            return "center"
        if not self.grid.head:  # a form: words to the left, short entries in the middle
            return "left" if cell.columns > 1 and cell.kind != "number" else "center"
        if cell.kind == "number":
            return "right"
        return "center" if cell.kind == "item" and cell.columns > 1 else "left"

    def words(self, cell: Cell) -> str:
        points = self.number if cell.kind == "number" else self.setting.size
        return run(cell.text, faces(HEADS if cell.strong else TABLES), *size(points))
