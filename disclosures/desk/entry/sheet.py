"""The entry sheet: the printed grid of a table with an input in every cell that has an address."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from accounts.case import Case
from accounts.editions.definitions import Block, Measure, ProjectRows, SubjectRows, Table
from accounts.entry.amounts import written
from accounts.figures import ZERO, Address, Figures
from accounts.money import Scale
from disclosures import grids, placement
from disclosures.report import Cell, Grid, Line, Sum

PLACEHOLDER = "0000000"
"""The code in the row that the script copies for a new subject."""
UNITS = {Scale.WAN: "万元", Scale.YUAN: "元"}


@dataclass(frozen=True)
class Given:
    """What the plain form sent back because it could not be written: texts, and reasons, by address."""

    texts: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    grid: Grid
    unit: str
    """元 or 万元: what is typed."""
    widths: tuple[str, ...]
    head: SafeString
    body: SafeString
    template: SafeString
    """The row for a new subject; empty where rows are fixed."""
    values: dict[str, str]
    """What the page shows, by address; blank cells are absent."""
    measures: dict[str, Measure]
    """Of cells that are not money."""
    sums: tuple[Sum, ...]


def sheet(table: Table, case: Case, added: Iterable[str], given: Given, locked: bool) -> Sheet:
    """`added`: codes of subjects that have no figure yet, with their parents."""
    grid = grids.grid(table, with_rows(table, case, added))
    drawn = Drawing(table, case, given, locked)
    return Sheet(
        grid=grid,
        unit=UNITS[case.scale],
        widths=grid.widths,
        head=drawn.head(grid),
        body=drawn.lines(grid.body),
        template=drawn.template(),
        values=values(table, case),
        measures=dict(drawn.measures),
        sums=(*grid.sums, *project_sums(table, case)),
    )


def values(table: Table, case: Case) -> dict[str, str]:
    return {
        str(address): written(amount, case.edition.measure(address), case.scale)
        for address, amount in case.figures.of_table(table.key).items()
    }


def with_rows(table: Table, case: Case, codes: Iterable[str]) -> Case:
    """The case as if these subjects had a figure in the table."""
    figures = dict(case.figures)
    for code in codes:
        block = table.block_of(code)
        if block is not None and isinstance(block.rows, SubjectRows):
            figures.setdefault(Address(table.key, code, block.columns[0].key), ZERO)
    return replace(case, figures=Figures(figures))


def project_sums(table: Table, case: Case) -> Iterator[Sum]:
    for block in table.blocks:
        if isinstance(block.rows, ProjectRows):
            for row in grids.rows_of(table, block, case):
                project = row.key.rpartition(".")[0]
                if row.parts:
                    yield Sum("row", row.key, tuple(f"{project}.{part}" for part in row.parts))


class Drawing:
    """Draws lines of cells; remembers what it has measured."""

    def __init__(self, table: Table, case: Case, given: Given, locked: bool) -> None:
        self.table, self.case, self.given, self.locked = table, case, given, locked
        self.measures: dict[str, Measure] = {}
        self.kinds: tuple[str, ...] = ()
        self.labels = {key: label for block in table.blocks for key, label in row_labels(table, block, case)}
        self.heads = {
            (number, column.key): "·".join((*column.group, column.title))
            for number, block in enumerate(table.blocks)
            for column in block.columns
        }

    def head(self, grid: Grid) -> SafeString:
        self.kinds = placement.column_kinds(grid)
        return joined(
            f"<tr>{''.join(self.head_cell(cell, column) for column, cell in line)}</tr>\n"
            for line in placement.placed(grid.head)
        )

    def head_cell(self, cell: Cell, column: int) -> SafeString:
        attributes = {"scope": "colgroup" if cell.columns > 1 else "col", **self.kept(cell, column)}
        return format_html("<th{}>{}</th>", flatatt({**attributes, **spans(cell)}), cell.text)

    def kept(self, cell: Cell, column: int, kind: str = "") -> dict[str, str | int | bool]:
        """Labels stay in sight while the figures scroll sideways, as on the public page."""
        keep = "keep" if placement.is_kept(column, cell, self.kinds) else ""
        words = " ".join(filter(None, (kind, keep)))
        return {"class": words} if words else {}

    def lines(self, lines: Iterable[Line]) -> SafeString:
        """Every line is one `<tr>`; side by side, the halves of a table share it."""
        return joined(
            f"<tr>{''.join(self.cell(cell, column) for column, cell in line)}</tr>\n"
            for line in placement.placed(tuple(lines))
        )

    def template(self) -> SafeString:
        if not any(isinstance(block.rows, SubjectRows) for block in self.table.blocks):
            return mark_safe("")
        case = with_rows(self.table, replace(self.case, figures=Figures()), [PLACEHOLDER])
        drawing = Drawing(self.table, replace(self.case, figures=Figures()), Given(), self.locked)
        grid = grids.grid(self.table, case)
        drawing.kinds = placement.column_kinds(grid)
        return drawing.lines(line for line in grid.body if any(is_placeholder(cell) for cell in line.cells))

    def cell(self, cell: Cell, column: int) -> str:
        if cell.address is None:
            is_label = cell.kind == "head" or (cell.kind == "item" and cell.text)
            tag = "th" if is_label else "td"
            attributes = {**self.kept(cell, column, classes(cell)), **spans(cell)}
            if cell.kind == "item" and cell.text:
                attributes["scope"] = "row"
            return f"<{tag}{flatatt(attributes)}>{escape(cell.text)}</{tag}>"
        return self.figure(cell, cell.address)

    def figure(self, cell: Cell, address: Address) -> str:
        """Built by hand, every part escaped: a large table has thousands."""
        key = str(address)
        measure = self.case.edition.measure(address)
        if measure != "money":
            self.measures[key] = measure
        text = self.given.texts.get(key)
        if text is None:
            text = written(self.case.figures.get(address), measure, self.case.scale)
        fault = self.given.faults.get(key, "")
        name, label = escape(key), escape(self.label(address))
        more = f' aria-invalid="true" title="{escape(fault)}"' if fault else ""
        more += " readonly" if self.locked else ""
        kind = "number strong" if cell.strong else "number"
        return (
            f'<td class="{kind}{" unreadable" if fault else ""}" id="{name}">'
            f'<input type="text" inputmode="decimal" autocomplete="off" name="{name}"'
            f' value="{escape(text)}" aria-label="{label}"{more}></td>'
        )

    def label(self, address: Address) -> str:
        """The row and the column, as a screen reader says them."""
        numbers = [n for n, block in enumerate(self.table.blocks) if block.takes(address.row)]
        head = self.heads[(numbers[0], address.column)]
        return f"{self.labels.get(address.row, address.row)}，{head}"


def row_labels(table: Table, block: Block, case: Case) -> Iterator[tuple[str, str]]:
    for row in grids.rows_of(table, block, case):
        if row.key:
            yield row.key, f"{row.code} {row.title}".strip()
    if block.footer:
        yield block.footer.key, block.footer.title


def is_placeholder(cell: Cell) -> bool:
    return cell.address is not None and cell.address.row == PLACEHOLDER


def spans(cell: Cell) -> dict[str, str | int | bool]:
    found: dict[str, str | int | bool] = {}
    if cell.columns > 1:
        found["colspan"] = cell.columns
    if cell.rows > 1:
        found["rowspan"] = cell.rows
    return found


def classes(cell: Cell) -> str:
    indent = f"indent-{cell.indent}" if cell.indent else ""
    return " ".join(filter(None, (cell.kind, indent, "strong" if cell.strong else "")))


def joined(parts: Iterable[str]) -> SafeString:
    return mark_safe("".join(parts))  # each part is escaped where it is drawn
