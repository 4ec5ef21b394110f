"""The parts of a report as the templates draw them: every tag, class and attribute is decided here."""

from dataclasses import dataclass

from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from disclosures.phrases import Missing, Number, Run, Runs, Typed
from disclosures.report import (
    Cell,
    Content,
    Grid,
    Line,
    Paragraph,
    Report,
    ReportPart,
    ReportSection,
    TermEntry,
)

Attributes = dict[str, str | int | bool]


@dataclass(frozen=True)
class DrawnCell:
    tag: str
    attributes: SafeString
    text: str


@dataclass(frozen=True)
class DrawnGrid:
    """`kind` is `figures` for a statutory table, `form` for a sheet whose heads stand in its body."""

    grid: Grid
    kind: str
    head: tuple[tuple[DrawnCell, ...], ...]
    body: tuple[tuple[DrawnCell, ...], ...]


@dataclass(frozen=True)
class DrawnParagraph:
    tag: str
    style: str
    html: SafeString


@dataclass(frozen=True)
class Block:
    """Something that stands in a section, and the template that draws it."""

    template: str
    content: DrawnGrid | DrawnParagraph | TermEntry


@dataclass(frozen=True)
class DrawnSection:
    key: str
    heading: str
    style: str
    """`tables` starts on a page of its own; `wide` is printed across."""
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class DrawnPart:
    key: str
    ordinal: str
    title: str
    sections: tuple[DrawnSection, ...]


def parts(report: Report) -> tuple[DrawnPart, ...]:
    return tuple(_part(part) for part in report.parts)


def _part(part: ReportPart) -> DrawnPart:
    return DrawnPart(f"part-{part.key}", part.ordinal, part.title, tuple(map(_section, part.sections)))


def _section(section: ReportSection) -> DrawnSection:
    grids = [content for content in section.contents if isinstance(content, Grid)]
    style = ["section"]
    if grids:
        style.append("tables")
    if section.landscape or any(grid.landscape for grid in grids):
        style.append("wide")
    heading = section.heading if section.listed else ""
    return DrawnSection(section.key, heading, " ".join(style), tuple(map(_block, section.contents)))


def _block(content: Content) -> Block:
    match content:
        case Grid():
            return Block("report/_grid.html", drawn_grid(content))
        case TermEntry():
            return Block("report/_term.html", content)
        case Paragraph():
            tag = "h4" if content.style == "heading" else "p"
            return Block("report/_paragraph.html", DrawnParagraph(tag, content.style, runs(content.runs)))


def runs(of: Runs) -> SafeString:
    """A sentence: numbers with their value and cells, a clerk's words and gaps marked."""
    return mark_safe("".join(map(_run, of)))  # each run is escaped below


def _run(run: Run) -> SafeString:
    match run:
        case Number(text, value, _, sources):
            cells = " ".join(f"{source.address}@{source.year}" for source in sources)
            return format_html('<data class="n" value="{}" data-cells="{}">{}</data>', value, cells, text)
        case Typed(text, slot):
            return format_html('<span class="typed" data-slot="{}">{}</span>', slot, text)
        case Missing(slot):
            return format_html('<mark class="missing" data-slot="{}">{}</mark>', slot, run.text)
        case _:
            return escape(run.text)


def drawn_grid(grid: Grid) -> DrawnGrid:
    return DrawnGrid(
        grid=grid,
        kind="figures" if grid.head else "form",
        head=tuple(tuple(map(_head_cell, line.cells)) for line in grid.head),
        body=tuple(_body_line(line) for line in grid.body),
    )


def _body_line(line: Line) -> tuple[DrawnCell, ...]:
    return tuple(map(_body_cell, line.cells))


def _head_cell(cell: Cell) -> DrawnCell:
    scope = "colgroup" if cell.columns > 1 else "col"
    return DrawnCell("th", flatatt({"scope": scope, **_spans(cell)}), cell.text)


def _body_cell(cell: Cell) -> DrawnCell:
    attributes: Attributes = {"class": _classes(cell), **_spans(cell)}
    if cell.address:
        attributes["data-cell"] = str(cell.address)
    is_label = cell.kind == "head" or (cell.kind == "item" and cell.text)
    if cell.kind == "item" and cell.text:
        attributes["scope"] = "row"
    return DrawnCell("th" if is_label else "td", flatatt(attributes), cell.text)


def _spans(cell: Cell) -> Attributes:
    spans: Attributes = {}
    if cell.columns > 1:
        spans["colspan"] = cell.columns
    if cell.rows > 1:
        spans["rowspan"] = cell.rows
    return spans


def _classes(cell: Cell) -> str:
    extra = [f"indent-{cell.indent}"] if cell.indent else []
    return " ".join([cell.kind, *extra, *(["strong"] if cell.strong else [])])
