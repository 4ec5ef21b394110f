"""Workbooks changed as a clerk changes them in Excel, and read again."""

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from openpyxl import Workbook, load_workbook

from accounts.case import Case
from accounts.figures import Figures, at
from disclosures import sample_files
from disclosures.workbook import comparing, reading, values
from disclosures.workbook.comparing import Comparison, Line
from disclosures.workbook.plan import Plan

LIAOYUAN = sample_files.read("liaoyuan-2024", corrected=True)
YANBIAN = sample_files.read("yanbian-2024")
T03 = "03 支出决算表"
EVIL = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "=cmd|' /C calc'!A0",
    "#N/A",
    "'引",
    "_x0041_",
    "TRUE",
    "2024-01-01",
    "坏\x07字\ufffe",
    "两\n行",
)
"""What a spreadsheet would take for something else than text."""


def changed(content: bytes, change: Callable[[Any], None]) -> bytes:
    book = load_workbook(io.BytesIO(content))
    change(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def compared(content: bytes, case: Case) -> Comparison:
    return comparing.compare(reading.read(content, case), case)


def lines(found: Comparison, *statuses: str) -> list[Line]:
    return [each for group in found.groups for each in group.lines if not statuses or each.status in statuses]


def row_of(sheet: Any, code: str) -> int:
    """The row in which the text stands."""
    return next(
        cell.row for row in sheet.iter_rows() for cell in row if str(cell.value or "").strip() == code
    )


def with_figures(case: Case, **cells: str | None) -> Case:
    """t03__2080599__project='1.00'; None blanks."""
    figures = dict(case.figures)
    for name, amount in cells.items():
        address = at(name.replace("__", "/"))
        if amount is None:
            figures.pop(address, None)
        else:
            figures[address] = Decimal(amount)
    return replace(case, figures=Figures(figures))


def written(plan: Plan, case: Case) -> Case:
    """The case after the plan, without a database."""
    figures, texts, names = dict(case.figures), dict(case.texts), dict(case.names)
    projects = {sheet.key: sheet for sheet in case.projects}
    for each in plan.entries:
        kind, _, rest = each.place.partition(":")
        if each.kind == "figure":
            if each.after is None:
                del figures[at(each.place)]
            else:
                figures[at(each.place)] = Decimal(each.after)
        elif kind in ("text", "name"):
            (texts if kind == "text" else names)[rest] = each.after or ""
        else:
            key, _, field = rest.partition(":")
            projects[key] = (
                values.with_field(projects[key], field, each.after or "")
                if field
                else values.sheet_of(each.after or "")
            )
    kept = {slot: text for slot, text in texts.items() if text}
    return replace(case, figures=Figures(figures), texts=kept, names=names, projects=tuple(projects.values()))
