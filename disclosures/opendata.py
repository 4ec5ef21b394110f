"""The figures and sentences of a report as open data: JSON with addresses and sources, CSV for a spreadsheet.

Amounts are text in 元, never floats. The same case gives the same bytes.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from accounts.case import Case
from accounts.editions.definitions import Block, Row, Table
from accounts.figures import Address
from disclosures.datasets.fields import FIGURES
from disclosures.differences import Difference
from disclosures.formulas import harmless
from disclosures.grids import printed, rows_of
from disclosures.phrases import Missing, Number, Run, Source, Typed
from disclosures.report import Content, Grid, Paragraph, Report, ReportSection, TermEntry
from disclosures.verdicts import Group

SCHEMA = "juesuan-report/1"
CHANGES_SCHEMA = "juesuan-changes/1"
CHECKS_SCHEMA = "juesuan-checks/1"


@dataclass(frozen=True)
class Entry:
    """A figure with all its names."""

    address: Address
    table: Table
    row: Row
    column_title: str
    amount: str
    measure: str
    printed: str

    @property
    def unit(self) -> str:
        return {"money": "元", "percent": "%"}.get(self.measure) or self.row.unit


def as_json(case: Case, report: Report) -> str:
    data = {
        "schema": SCHEMA,
        "title": report.title,
        "unit": asdict(case.unit),
        "year": case.year,
        "edition": case.edition.code,
        "scale": case.scale.value,
        "version": report.issue.number,
        "version_code": report.issue.code or None,
        "address": report.address or None,
        "disclosed": report.issue.disclosed.isoformat() if report.issue.disclosed else None,
        "tables": [_table(table, case) for table in case.edition.tables],
        "projects": [asdict(project) for project in case.projects],
        "parts": [
            {
                "key": part.key,
                "heading": f"{part.ordinal} {part.title}",
                "sections": [_section(section) for section in part.sections],
            }
            for part in report.parts
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def changes_as_json(old: Report, new: Report, difference: Difference) -> str:
    """What a correction changed; amounts in 元, null where the version has no such figure."""
    correction = new.issue.correction
    data = {
        "schema": CHANGES_SCHEMA,
        "title": new.title,
        "unit": new.unit_code,
        "year": new.year,
        "from": _version(old),
        "to": _version(new),
        "correction": correction and {**asdict(correction), "first": correction.first.isoformat()},
        "cells": [
            {
                "address": str(cell.address),
                "title": cell.title,
                "before": None if cell.before_amount is None else f"{cell.before_amount:f}",
                "after": None if cell.after_amount is None else f"{cell.after_amount:f}",
            }
            for cell in difference.cells
        ],
        "texts": [asdict(text) for text in difference.texts],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def checks_as_json(report: Report, groups: Iterable[Group]) -> str:
    """How each rule ended on this version; `explanation`: why a finding stands, null where nobody said.
    `sums`: what it added up and compared; `holds` within rounding.
    """
    data = {
        "schema": CHECKS_SCHEMA,
        "title": report.title,
        "unit": report.unit_code,
        "year": report.year,
        **_version(report),
        "rules": [
            {
                "rule": line.rule.code,
                "title": line.rule.title,
                "sentence": line.rule.sentence,
                "result": group.style,
                "comparisons": line.compared,
                "roundings": line.roundings,
                "why": line.why or None,
                "sums": [
                    {
                        "total": str(each.whole),
                        "plus": [str(cell) for cell in each.plus],
                        "minus": [str(cell) for cell in each.minus],
                        "holds": each.holds,
                    }
                    for each in line.additions
                ],
                "findings": [
                    {
                        "level": each.finding.level.value,
                        "message": each.finding.message,
                        "addresses": [str(cell) for cell in each.finding.cells],
                        "explanation": each.reason or None,
                    }
                    for each in line.kept
                ],
            }
            for group in groups
            for line in group.lines
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _version(report: Report) -> dict[str, Any]:
    issue = report.issue
    day = issue.disclosed.isoformat() if issue.disclosed else None
    return {"version": issue.number, "code": issue.code or None, "disclosed": day, "address": report.address}


def as_csv(case: Case, report: Report) -> str:
    """One figure a line, in printed order, each with its unit, year and version: files of many reports can be
    put one under the other. Write it with a byte order mark: Excel needs one for Chinese.
    """
    version = (report.unit_code, report.year, report.issue.number, report.issue.code)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(FIGURES.heads)
    for table in case.edition.tables:
        for e in _entries(table, case):
            words = (e.table.title, e.address.row, e.row.title, e.address.column, e.column_title)
            named = (table.key, *map(harmless, words))
            writer.writerow([*version, *named, e.amount, e.unit, e.printed])
    return out.getvalue()


def _entries(table: Table, case: Case) -> Iterator[Entry]:
    for block in table.blocks:
        footer = (block.footer,) if block.footer else ()
        for row in (*rows_of(table, block, case), *footer):
            yield from _row_entries(table, block, row, case)


def _row_entries(table: Table, block: Block, row: Row, case: Case) -> Iterator[Entry]:
    for column in block.columns:
        address = Address(table.key, row.key, column.key)
        amount = case.figures.get(address) if row.key else None
        if amount is None:
            continue
        measure = row.measure or column.measure
        title = " ".join(filter(None, (block.title, *column.group, column.title)))
        yield Entry(address, table, row, title, f"{amount:f}", measure, printed(amount, measure))


def _table(table: Table, case: Case) -> dict[str, Any]:
    return {
        "key": table.key,
        "number": table.number,
        "title": table.title,
        "cells": [
            {
                "address": str(entry.address),
                "row": entry.row.title,
                "column": entry.column_title,
                "amount": entry.amount,
                "unit": entry.unit,
                "printed": entry.printed,
            }
            for entry in _entries(table, case)
        ],
    }


def _section(section: ReportSection) -> dict[str, Any]:
    return {
        "key": section.key,
        "heading": section.heading if section.listed else "",
        "contents": [_content(content) for content in section.contents],
    }


def _content(content: Content) -> dict[str, Any]:
    match content:
        case Grid():
            return {"kind": "table", "key": content.key, "title": content.title}
        case TermEntry():
            return {"kind": "term", **asdict(content)}
        case Paragraph():
            runs = [_run(run) for run in content.runs]
            return {"kind": content.style, "key": content.key, "text": content.text, "runs": runs}


def _run(run: Run) -> dict[str, Any]:
    match run:
        case Number():
            sources = [_source(source) for source in run.sources]
            return {"text": run.text, "value": f"{run.value:f}", "kind": run.kind, "sources": sources}
        case Typed() | Missing():
            return {"text": run.text, "slot": run.slot}
        case _:
            return {"text": run.text}


def _source(source: Source) -> dict[str, Any]:
    return {"year": source.year, "address": str(source.address)}
