"""The report as those see it who work on it: with supplementary tables, and blank cells in question marked.

Pure. The public report prints neither; here every cell that a finding names can be jumped to.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from accounts.case import Case
from accounts.figures import Address
from disclosures import grids, project_forms
from disclosures.report import Cell, Content, Grid, Line, Report, ReportPart, ReportSection

BLANK = "（空）"
DATA = "data-"
"""Before the key of a supplementary table: sections of the narrative bear the same words."""


def printed(report: Report) -> frozenset[Address]:
    """The addresses of all cells that the report shows, also blank ones."""
    return frozenset(cell.address for cell in cells(report) if cell.address)


def cells(report: Report) -> Iterator[Cell]:
    for section in report.sections:
        for content in section.contents:
            if isinstance(content, Grid):
                yield from (cell for line in content.body for cell in line.cells)


def with_supplement(report: Report, case: Case) -> Report:
    """With a last part for what is entered but not printed: forms of projects where the outline has none, and
    of tables those rows that stand nowhere yet."""
    forms = unprinted_forms(case)
    shown = printed(report) | {address for form in forms for address in of_form(form)}
    tables = (
        section
        for table in case.edition.tables
        if not case.edition.prints(table.key)
        for section in supplement(grids.grid(table, case), shown)
    )
    sections = (*(ReportSection(f"{DATA}{each.key}", "", each.title, (each,)) for each in forms), *tables)
    part = ReportPart("supplement", "附", "补充资料（随数据公开，不印在报告中）", numbered(sections))
    return replace(report, parts=(*report.parts, part)) if sections else report


def unprinted_forms(case: Case) -> list[Grid]:
    if any(section.kind == "projects" for section in case.edition.sections):
        return []
    return [project_forms.form(sheet, case) for sheet in case.projects]


def of_form(form: Grid) -> Iterator[Address]:
    return (cell.address for line in form.body for cell in line.cells if cell.address)


def supplement(grid: Grid, shown: Collection[Address]) -> Iterator[ReportSection]:
    body = tuple(
        line for line in grid.body if not any(cell.address in shown for cell in line.cells if cell.address)
    )
    if any(cell.address for line in body for cell in line.cells):
        key = f"{DATA}{grid.key}"
        yield ReportSection(key, "", grid.title, (replace(grid, key=key, body=body),))


def numbered(sections: tuple[ReportSection, ...]) -> tuple[ReportSection, ...]:
    return tuple(replace(section, ordinal=str(n)) for n, section in enumerate(sections, 1))


def with_blanks(report: Report, questioned: Collection[str]) -> Report:
    """Blank cells in question say that they are blank, so that a jump to them is seen."""

    def seen(cell: Cell) -> Cell:
        return replace(cell, text=BLANK) if not cell.text and str(cell.address) in questioned else cell

    return with_cells(report, seen)


def with_cells(report: Report, becomes: Callable[[Cell], Cell]) -> Report:
    """Every cell of every table as it becomes."""

    def drawn(content: Content) -> Content:
        if not isinstance(content, Grid):
            return content
        return replace(content, body=tuple(Line(tuple(map(becomes, line.cells))) for line in content.body))

    def section(of: ReportSection) -> ReportSection:
        return replace(of, contents=tuple(map(drawn, of.contents)))

    parts = (replace(part, sections=tuple(map(section, part.sections))) for part in report.parts)
    return replace(report, parts=tuple(parts))
