"""辽源 with several times its subjects: every row of a subject again under invented codes."""

from dataclasses import dataclass, replace
from decimal import Decimal

from accounts.case import Case
from accounts.editions.definitions import Edition, SubjectRows
from accounts.figures import TOTAL, Address, Figures
from disclosures import assembly, rendering, sample_files
from disclosures.report import Grid, Issue, Report

FIRST_INVENTED = 400
"""No class of the real list begins so high."""


@dataclass(frozen=True)
class Document:
    times: int
    html: str
    report: Report

    @property
    def cells(self) -> int:
        """Cells of all tables, heads included."""
        grids = [
            content
            for part in self.report.parts
            for section in part.sections
            for content in section.contents
            if isinstance(content, Grid)
        ]
        return sum(len(line.cells) for grid in grids for line in (*grid.head, *grid.body))


def document(times: int) -> Document:
    report = assembly.build(enlarged(sample_files.read("liaoyuan-2024", corrected=True), times), Issue())
    return Document(times, rendering.article(report), report)


def enlarged(case: Case, times: int) -> Case:
    names = dict(case.names)
    figures, last = dict(case.figures), dict(case.last or {})
    for copy in range(1, times):
        for found in (figures, last):
            found.update(copied(case.edition, Figures(found), copy))
        names |= {invented(code, copy): name for code, name in case.names.items()}
    return replace(case, figures=Figures(figures), last=Figures(last), names=names)


def copied(edition: Edition, figures: Figures, copy: int) -> dict[Address, Decimal]:
    return {
        Address(cell.table, invented(cell.row, copy), cell.column): amount
        for cell, amount in figures.items()
        if is_subject(edition, cell) and int(cell.row[:3]) < FIRST_INVENTED
    }


def is_subject(edition: Edition, cell: Address) -> bool:
    block = edition.table(cell.table).block_of(cell.row)
    return cell.row != TOTAL and block is not None and isinstance(block.rows, SubjectRows)


def invented(code: str, copy: int) -> str:
    """208 → 428, 20801 → 42801 for the first copy; each copy has twenty classes."""
    return f"{FIRST_INVENTED + 30 * copy + int(code[:3]) - 200}{code[3:]}"
