"""A comparison as the page of the preview shows it. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from accounts.case import Case
from disclosures.workbook import tallying
from disclosures.workbook.agreement import STATUSES as STATUSES_OF_BOTH
from disclosures.workbook.agreement import Agreement, told
from disclosures.workbook.comparing import STATUSES, Comparison, Group, Line, said, title
from disclosures.workbook.plan import Entry, Plan
from disclosures.workbook.reading import Content
from disclosures.workbook.tallying import COUNTED

AT_MOST = 300
"""Lines of a table that are shown; all of them are written."""


@dataclass(frozen=True)
class Shown:
    group: Group
    lines: tuple[Line, ...]
    more: int


def shown(content: Content, found: Comparison, case: Case) -> dict[str, Any]:
    return {
        **differences(found),
        "tallies": tallying.tallies(content, found),
        "counted": list(COUNTED.values()),
        "heads": [(each.title, part) for each in tallying.recognised(content) for part in each.parts],
        "not_found": tallying.not_found(content, case),
        "unused": tallying.unused(content),
        "doubts": tallying.doubts(content),
    }


def differences(found: Comparison) -> dict[str, Any]:
    counts = [(word, found.counts.get(status, 0)) for status, word in STATUSES.items()]
    return {
        "groups": [limited(group) for group in found.groups if group.lines],
        "untouched": [group for group in found.groups if not group.lines],
        "counts": [(word, count) for word, count in counts if count],
        "writes": len(found.plan.entries),
        "conflicts": len(found.plan.conflicts),
    }


def limited(group: Group) -> Shown:
    """What is to be decided is shown whole."""
    first, rest = list(group.lines[:AT_MOST]), group.lines[AT_MOST:]
    lines = (*first, *(line for line in rest if line.status in ("conflict", "kept")))
    return Shown(group, lines, len(group.lines) - len(lines))


def after_moving(case: Case, lost: Iterable[Entry], plan: Plan) -> dict[str, Any]:
    """What others have changed since the preview, to be decided, and the rest of the plan."""
    lines = tuple(lines_of(case, lost, plan))
    group = Group("plan", "预览过的改动", lines, 0)
    return {
        "groups": [limited(group)],
        "untouched": [],
        "counts": [],
        "writes": len(plan.entries),
        "conflicts": len(plan.conflicts),
        "faults": [],
    }


def lines_of(case: Case, lost: Iterable[Entry], plan: Plan) -> Iterator[Line]:
    gone = {each.place for each in lost}
    for each in plan.conflicts:
        told = "预览之后平台上有改动" if each.place in gone else "下载后，文件和平台都有改动"
        yield line(case, each, "conflict", told)
    for each in plan.entries:
        yield line(case, each, "changed", "")


def line(case: Case, each: Entry, status: Any, told: str) -> Line:
    before, after = said(case, each.place, each.before), said(case, each.place, each.after)
    return Line(status, title(case, each.place), "", before, after, each.place, told)


def beside(found: Agreement, case: Case) -> dict[str, Any]:
    """A workbook and the account side by side, what does not agree in full."""
    return {
        "found": found,
        "counts": [(word, found.counts[status]) for status, word in STATUSES_OF_BOTH.items()],
        "sides": [
            {
                "title": side.title,
                "places": side.places,
                "counts": [(STATUSES_OF_BOTH[status], n) for status, n in side.counts.items() if n],
                "cells": [(STATUSES_OF_BOTH[cell.status], *told(case, cell)) for cell in side.cells],
                "faults": side.faults,
            }
            for side in found.sides
        ],
    }
