"""The parts of a report as the templates draw them: every tag, class and attribute is decided here."""

import html
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from types import MappingProxyType

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from accounts.figures import Address
from disclosures import placement, terms
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
    Sum,
    TermEntry,
)
from disclosures.terms import Finder

Attributes = dict[str, str | int | bool]
Draw = Callable[[Cell, str], "DrawnCell"]
PartsAt = Mapping[Address, str]
"""Of totals: where their parts are listed."""
NOWHERE: PartsAt = MappingProxyType({})


@dataclass(frozen=True)
class DrawnCell:
    tag: str
    attributes: SafeString
    text: str

    @property
    def html(self) -> str:
        text = self.text if isinstance(self.text, SafeString) else html.escape(self.text)
        return f"<{self.tag}{self.attributes}>{text}</{self.tag}>"


@dataclass(frozen=True)
class DrawnLine:
    attributes: SafeString
    cells: tuple[DrawnCell, ...]

    @property
    def html(self) -> SafeString:
        """Joined here: a template takes three times as long for the many cells of a report."""
        return mark_safe(f"<tr{self.attributes}>{''.join(cell.html for cell in self.cells)}</tr>")


@dataclass(frozen=True)
class DrawnColumn:
    """`width` is a percentage; an attribute, because the page may not have styles in attributes."""

    kind: str
    width: str


@dataclass(frozen=True)
class DrawnGrid:
    """`kind` is `figures` for a statutory table, `form` for a sheet whose heads stand in its body."""

    grid: Grid
    kind: str
    anchor: str
    """Empty where the section of the same key is the anchor."""
    groups: tuple[tuple[DrawnColumn, ...], ...]
    """The columns in their `<colgroup>`s: one under each wide cell of the first head line."""
    is_beside: bool
    """Blocks stand side by side: a narrow screen keeps the labels of each, or puts one under the other."""
    sums: str
    head: tuple[DrawnLine, ...]
    body: tuple[DrawnLine, ...]


@dataclass(frozen=True)
class DrawnParagraph:
    tag: str
    style: str
    html: SafeString


@dataclass(frozen=True)
class DrawnTerm:
    key: str
    entry: TermEntry


@dataclass(frozen=True)
class Block:
    """Something that stands in a section, and the template that draws it."""

    template: str
    content: DrawnGrid | DrawnParagraph | DrawnTerm


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


@dataclass(frozen=True)
class Places:
    """What a sentence can lead to: the year's cells that are printed, and the terms."""

    year: int
    cells: frozenset[str]
    spoken: frozenset[str]
    """The cells that sentences speak of."""
    parts_at: PartsAt
    terms: dict[str, str]


def parts(report: Report, parts_at: PartsAt = NOWHERE) -> tuple[DrawnPart, ...]:
    cells = frozenset(str(cell.address) for cell in _cells(report) if cell.address)
    places = Places(report.year, cells, frozenset(_spoken(report)), parts_at, terms.keys(report))
    return tuple(_part(part, places) for part in report.parts)


def printed(report: Report) -> frozenset[Address]:
    """The cells in which a table shows a figure."""
    return frozenset(cell.address for cell in _cells(report) if cell.address and cell.text)


def _cells(report: Report) -> Iterator[Cell]:
    for section in report.sections:
        for content in section.contents:
            if isinstance(content, Grid):
                yield from (cell for line in content.body for cell in line.cells)


def _spoken(report: Report) -> Iterator[str]:
    for section in report.sections:
        for content in section.contents:
            for run in content.runs if isinstance(content, Paragraph) else ():
                if isinstance(run, Number):
                    yield from (str(each.address) for each in run.sources if each.year == report.year)


def _part(part: ReportPart, places: Places) -> DrawnPart:
    sections = tuple(_section(section, places) for section in part.sections)
    return DrawnPart(f"part-{part.key}", part.ordinal, part.title, sections)


def _section(section: ReportSection, places: Places) -> DrawnSection:
    grids = [content for content in section.contents if isinstance(content, Grid)]
    style = ["section"]
    if grids:
        style.append("tables")
    if section.landscape or any(grid.landscape for grid in grids):
        style.append("wide")
    heading = section.heading if section.listed else ""
    finder = Finder(places.terms)
    blocks = tuple(_block(content, section, places, finder) for content in section.contents)
    return DrawnSection(section.key, heading, " ".join(style), blocks)


def _block(content: Content, section: ReportSection, places: Places, finder: Finder) -> Block:
    match content:
        case Grid():
            grid = drawn_grid(content, section.key, places.spoken, places.parts_at)
            return Block("report/_grid.html", grid)
        case TermEntry():
            return Block("report/_term.html", DrawnTerm(places.terms[content.name], content))
        case Paragraph():
            tag = "h4" if content.style == "heading" else "p"
            html = runs(content.runs, places, finder)
            return Block("report/_paragraph.html", DrawnParagraph(tag, content.style, html))


def runs(of: Runs, places: Places, finder: Finder) -> SafeString:
    """A sentence: numbers lead to their cells, terms to their meaning; typed words and gaps are marked."""
    return mark_safe("".join(_run(run, places, finder) for run in of))  # each run is escaped below


def _run(run: Run, places: Places, finder: Finder) -> SafeString:
    match run:
        case Number():
            return _number(run, places)
        case Typed(text, slot):
            return format_html('<span class="typed" data-slot="{}">{}</span>', slot, _words(text, finder))
        case Missing(slot):
            return format_html('<mark class="missing" data-slot="{}">{}</mark>', slot, run.text)
        case _:
            return _words(run.text, finder)


def _number(number: Number, places: Places) -> SafeString:
    """With its value and all its cells; a link to the first of this year that is printed."""
    cells = " ".join(f"{source.address}@{source.year}" for source in number.sources)
    kind = "n" if number.kind == "amount" else f"n {number.kind}"
    drawn = format_html(
        '<data class="{}" value="{}" data-cells="{}">{}</data>', kind, number.value, cells, number.text
    )
    here = [str(source.address) for source in number.sources if source.year == places.year]
    target = next((address for address in here if address in places.cells), None)
    return drawn if target is None else format_html('<a class="to" href="#{}">{}</a>', target, drawn)


def _words(text: str, finder: Finder) -> SafeString:
    return mark_safe("".join(_word(piece, key) for piece, key in finder.split(text)))  # escaped below


def _word(text: str, key: str) -> SafeString:
    return format_html('<a class="gloss" href="#{}">{}</a>', key, text) if key else escape(text)


def drawn_grid(
    grid: Grid, section: str = "", spoken: frozenset[str] = frozenset(), parts_at: PartsAt = NOWHERE
) -> DrawnGrid:
    kinds = placement.column_kinds(grid)
    columns = tuple(map(DrawnColumn, kinds, grid.widths))
    return DrawnGrid(
        grid=grid,
        kind="figures" if grid.head else "form",
        anchor="" if grid.key == section else grid.key,
        groups=tuple(columns[start:end] for start, end in pairwise(_group_ends(grid))),
        is_beside=kinds.count("item") > 1,
        sums=";".join(map(_sum, grid.sums)),
        head=(
            *_lines(grid.head[:1], kinds, partial(_head_cell, "colgroup")),
            *_lines(grid.head, kinds, partial(_head_cell, "col"))[1:],
        ),
        body=_lines(grid.body, kinds, partial(_body_cell, spoken, parts_at)),
    )


def _group_ends(grid: Grid) -> tuple[int, ...]:
    """Where column groups begin and end: on both sides of a head of the first line over several columns."""
    ends = {0, len(grid.widths)}
    for column, cell in placement.placed(grid.head[:1])[0] if grid.head else ():
        if cell.columns > 1:
            ends |= {column, column + cell.columns}
    return tuple(sorted(ends))


def _sum(each: Sum) -> str:
    return " ".join((each.axis, each.whole, *each.parts))


def _lines(lines: tuple[Line, ...], kinds: tuple[str, ...], draw: Draw) -> tuple[DrawnLine, ...]:
    return tuple(
        DrawnLine(
            _line_attributes([cell for _, cell in line]),
            tuple(draw(cell, _keep(column, cell, kinds)) for column, cell in line),
        )
        for line in placement.placed(lines)
    )


def _line_attributes(cells: list[Cell]) -> SafeString:
    """A line of figures without a label of its own (“三公”经费) is named to those who cannot see that."""
    is_unnamed = all(cell.kind == "number" for cell in cells) and any(cell.address for cell in cells)
    return in_order({"aria-label": "金额"} if is_unnamed else {})


def _keep(column: int, cell: Cell, kinds: tuple[str, ...]) -> str:
    """`keep`: the label stays in sight; `beside`: that of one block of several does."""
    if placement.is_kept(column, cell, kinds):
        return "keep"
    is_label = kinds.count("item") > 1 and cell.columns == 1 and kinds[column] == "item"
    return "beside" if is_label else ""


def _head_cell(group: str, cell: Cell, keep: str) -> DrawnCell:
    """A head over several columns is that of a `<colgroup>` only in the first line, which makes them."""
    scope: Attributes = {"scope": group if cell.columns > 1 else "col"}
    if keep:
        scope["class"] = keep
    return DrawnCell("th", in_order({**scope, **_spans(cell)}), cell.text)


def _body_cell(spoken: frozenset[str], parts_at: PartsAt, cell: Cell, keep: str) -> DrawnCell:
    """A figure has its address as its id, and leads to its parts; a blank cell has one only where a sentence
    leads to it.
    """
    attributes: Attributes = {"class": _classes(cell, keep), **_spans(cell)}
    if cell.address and (cell.text or str(cell.address) in spoken):
        attributes["id"] = str(cell.address)
    is_label = cell.kind == "head" or (cell.kind == "item" and cell.text)
    if cell.kind == "item" and cell.text:
        attributes["scope"] = "row"
    where = parts_at.get(cell.address) if cell.address and cell.text else None
    text = format_html('<a class="sum" href="{}">{}</a>', where, cell.text) if where else cell.text
    return DrawnCell("th" if is_label else "td", in_order(attributes), text)


def in_order(attributes: Attributes) -> SafeString:
    words = (f' {name}="{html.escape(f"{value}")}"' for name, value in sorted(attributes.items()))
    return mark_safe("".join(words))


def _spans(cell: Cell) -> Attributes:
    spans: Attributes = {}
    if cell.columns > 1:
        spans["colspan"] = cell.columns
    if cell.rows > 1:
        spans["rowspan"] = cell.rows
    return spans


def _classes(cell: Cell, keep: str) -> str:
    indent = f"indent-{cell.indent}" if cell.indent else ""
    return " ".join(filter(None, (cell.kind, indent, "strong" if cell.strong else "", keep)))
