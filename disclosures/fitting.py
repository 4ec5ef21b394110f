"""How large the tables of a report are set, so that a table stays on one page where that stays legible.

Pure: a report comes in, rules of style for each table come out. Lines are estimated from the columns' widths:
what is estimated too short goes over to a second page with its head repeated, nothing is lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from unicodedata import east_asian_width

from disclosures.report import Grid, Line, Paragraph, Report, ReportSection

UPRIGHT, WIDE = (442.2, 637.8), (637.8, 442.2)
"""Width and height of the text on a page, in pt (GB/T 9704: 156 × 225 mm)."""
PART_TITLE = 58.0
HEADING, WIDE_HEADING, CAPTION = 29.0, 22.0, 46.0
NOTE_SIZE, NOTE_LINE = 9.0, 14.0
UNIT_LINE, MONEY = 12.0, 60.0
"""Height of a line of the unit's name over a table, and the width that 单位：万元 takes beside it."""
BORDER, SIDES = 0.5, 5.0
"""Of a cell, in pt: a rule, and its padding to the left and the right."""
SLACK = 0.98


@dataclass(frozen=True)
class Setting:
    """Size of the characters, height of a line, padding above and below, in pt."""

    size: float
    line: float
    padding: float


FIGURES = (
    Setting(9, 11.5, 2.6),
    Setting(9, 11.5, 1.3),
    Setting(9, 10.8, 0.5),
    Setting(8.5, 10, 0.5),
    Setting(8, 9.4, 0.4),
    Setting(7.5, 8.6, 0.3),
)
"""Tried in this order. 7.5 pt, 六号, is the smallest that official tables use."""
FORMS = (Setting(10.5, 14, 4), Setting(10.5, 13, 2), *FIGURES)
OWN_PAGE = '[id="{0}"] {{ break-before: page }} [id="{0}"] > h3 {{ text-indent: 0 }}'
USUAL = Setting(9, 11.5, 1.3)
"""Of tables that go over pages."""


def rules(report: Report) -> str:
    """The style sheet for the tables of this report, and for what stands instead of tables."""
    tables = (
        rule(grid, is_wide(section), PART_TITLE if place == 0 else 0)
        for part in report.parts
        for place, section in enumerate(part.sections)
        for grid in section.contents
        if isinstance(grid, Grid)
    )
    return "\n".join((*tables, *(OWN_PAGE.format(s.key) for s in report.sections if is_note(s))))


def is_note(section: ReportSection) -> bool:
    """Whether nothing but a note stands in it: that there are no forms."""
    notes = [isinstance(c, Paragraph) and c.style == "note" for c in section.contents]
    return bool(notes) and all(notes)


def is_wide(section: ReportSection) -> bool:
    return section.landscape or any(c.landscape for c in section.contents if isinstance(c, Grid))


def rule(grid: Grid, wide: bool, title: float) -> str:
    """`title`: the height of the part's title, where it stands above."""
    setting = setting_of(grid, wide, title)
    numbers = largest_numbers(grid, (WIDE if wide else UPRIGHT)[0])
    return (
        f'[id="{grid.key}"] table {{ font-size: {setting.size}pt; line-height: {setting.line}pt; '
        f"--air: {setting.padding}pt; --number: {min(numbers, setting.size):.2f}pt }}"
    )


def setting_of(grid: Grid, wide: bool, title: float) -> Setting:
    """The largest in which the table stays on its page; the usual one where none does."""
    return next(fitting_settings(grid, wide, title), USUAL)


def fits(grid: Grid, wide: bool, title: float) -> bool:
    return any(fitting_settings(grid, wide, title))


def fitting_settings(grid: Grid, wide: bool, title: float) -> Iterator[Setting]:
    width, height = WIDE if wide else UPRIGHT
    above = title + (WIDE_HEADING if wide else HEADING) + CAPTION + unit_height(grid, width)
    room = (height - above - notes_height(grid, width)) * SLACK
    settings = FIGURES if grid.head else FORMS
    return (s for s in settings if table_height(grid, s, width) <= room)


def unit_height(grid: Grid, width: float) -> float:
    """Of the further lines that a long name of the unit takes."""
    return UNIT_LINE * int(ems(grid.unit_line) * NOTE_SIZE / (width - MONEY))


def notes_height(grid: Grid, width: float) -> float:
    notes = [*grid.notes, *([grid.empty] if grid.empty else [])]
    return sum(3 + NOTE_LINE * ceil(ems(note) * NOTE_SIZE / width) for note in notes)


def table_height(grid: Grid, setting: Setting, width: float) -> float:
    widths = [float(share.rstrip("%")) / 100 * width for share in grid.widths]
    lines = sum(lines_of(line, setting, widths) for line in (*grid.head, *grid.body))
    rows = len(grid.head) + len(grid.body)
    return lines * setting.line + rows * (2 * setting.padding + BORDER)


def lines_of(line: Line, setting: Setting, widths: list[float]) -> int:
    """Lines of text in a row. Numbers stay on one; a cell that reaches over rows is taken to have room."""
    spans = [cell.columns for cell in line.cells]
    start = len(widths) - sum(spans)  # what hangs down from the row above stands at the left
    ends = [start + end for end in accumulate(spans)]
    counts = [1]
    for cell, end in zip(line.cells, ends, strict=True):
        if cell.rows == 1 and cell.text and cell.kind != "number":
            room = sum(widths[max(0, end - cell.columns) : end]) - SIDES
            counts.append(ceil(ems(cell.text) / max(1, int(room / setting.size))))
    return max(counts)


def largest_numbers(grid: Grid, width: float) -> float:
    """The size at which the longest number still fits its column."""
    sizes = [USUAL.size * 2]
    for line in grid.body:
        start = len(grid.widths) - sum(cell.columns for cell in line.cells)
        for cell in line.cells:
            shares = grid.widths[max(0, start) : start + cell.columns]
            start += cell.columns
            if cell.kind == "number" and cell.text:
                room = sum(float(share.rstrip("%")) for share in shares) / 100 * width - SIDES + 1
                sizes.append(room / number_ems(cell.text))
    return min(sizes)


def ems(text: str) -> float:
    """The width of a text in characters."""
    return sum(1.0 if east_asian_width(c) in "WFA" else 0.5 for c in text)


def number_ems(text: str) -> float:
    """The width of a number in Liberation Serif: digits are half an em, separators a quarter."""
    return sum(0.25 if c in ",." else 0.34 if c == "-" else ems(c) for c in text)
