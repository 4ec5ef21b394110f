"""A comparison as data, exactly what the page shows, as CSV and as JSON. Amounts in 元."""

import csv
import io
import json
from typing import Any

from disclosures.compared.comparison import Beneath, Cell, Comparison, Side, Source
from disclosures.formulas import harmless

SCHEMA = "juesuan-comparison/1"
BENEATH: dict[Beneath, str] = {"growth": "比上年", "share": "占合计"}
MARK = "\ufeff"
"""Without it a spreadsheet does not read Chinese."""


def as_csv(shown: Comparison) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    heads = [words for side in shown.sides for words in (head(side), f"{side.title}{BENEATH[shown.beneath]}")]
    writer.writerow(map(harmless, ["编码", "行", "计数单位", *heads, "说明"]))
    for row in shown.rows:
        unit = next(cell.figure.unit for cell in row.cells if cell)
        cells = [words for cell in row.cells for words in (amount(cell, unit), cell.beneath if cell else "")]
        writer.writerow([row.code, harmless(row.title), unit, *cells, harmless("；".join(row.notes))])
    return MARK + out.getvalue()


def head(side: Side) -> str:
    of = side.report.source if side.report else None
    return f"{side.title}（版本 {of.code}）" if of else f"{side.title}（没有公开）"


def amount(cell: Cell | None, unit: str) -> str:
    """With its unit only where the row has several."""
    if cell is None:
        return ""
    return f"{cell.figure.amount:f}{cell.figure.unit if cell.figure.unit != unit else ''}"


def as_json(shown: Comparison, limits: list[str]) -> str:
    data = {
        "schema": SCHEMA,
        "table": {"key": shown.table, "number": shown.number, "title": shown.title},
        "column": {"key": shown.column, "title": shown.column_title},
        "beneath": shown.beneath,
        "columns": [
            {
                "title": side.title,
                "note": side.note,
                "source": source(side.report.source) if side.report else None,
            }
            for side in shown.sides
        ],
        "rows": [
            {
                "key": row.key,
                "title": row.title,
                "notes": row.notes,
                "cells": [
                    cell
                    and {
                        "amount": f"{cell.figure.amount:f}",
                        "unit": cell.figure.unit,
                        "printed": cell.text,
                        shown.beneath: cell.beneath or None,
                    }
                    for cell in row.cells
                ],
            }
            for row in shown.rows
        ],
        "limits": limits,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def source(of: Source) -> dict[str, Any]:
    return {
        "unit": of.unit,
        "name": of.name,
        "kind": of.kind,
        "year": of.year,
        "version": of.number,
        "code": of.code,
        "address": f"/{of.unit}/{of.year:04d}/v{of.number}/",
    }
