"""What an import found and did, as plain values for a machine and as lines for a person. Pure."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from accounts.checks import listing
from disclosures.desk.workbook.importing import Imported
from disclosures.workbook import tallying, telling
from disclosures.workbook.comparing import Line
from disclosures.workbook.tallying import COUNTED, Tally


def as_data(done: Imported) -> dict[str, Any]:
    """Amounts as text, in 元."""
    return {
        **summary(done),
        "cells": {str(cell): str(amount) for cell, amount in tallying.amounts(done.content, done.case)},
        **listing.as_data(done.results, done.judged),
    }


def summary(done: Imported) -> dict[str, Any]:
    """Without cells and findings themselves."""
    content, case = done.content, done.case
    return {
        "unit": case.unit.code,
        "name": case.unit.name,
        "year": case.year,
        "edition": case.edition.code,
        "scale": case.scale.value,
        "trial": done.wanted.trial,
        "written": done.written,
        "refusal": done.refusal,
        "tables": [as_table(each) for each in tallying.tallies(content, done.found)],
        "not_found": tallying.not_found(content, case),
        "unused": [asdict(each) for each in tallying.unused(content)],
        "doubts": [asdict(each) for each in tallying.doubts(content)],
        "not_understood": [unread(line) for line in lines_of(done, "unread")],
        "conflicts": [line.place for line in lines_of(done, "conflict")],
        "counts": {**listing.counts(done.judged), "new": done.new},
    }


def as_table(each: Tally) -> dict[str, Any]:
    return {
        "table": each.key,
        "title": each.title,
        "places": list(each.places),
        "rows": each.rows,
        "cells": each.cells,
        **each.counts,
        "money": each.money,
        "hidden": list(each.hidden),
        "missing": list(each.missing),
    }


def lines_of(done: Imported, status: str) -> Iterator[Line]:
    return (line for group in done.found.groups for line in group.lines if line.status == status)


def unread(line: Line) -> dict[str, str]:
    sheet, _, cell = line.where.rpartition("!")
    return {
        "sheet": sheet or cell,
        "cell": cell if sheet else "",
        "place": line.place,
        "text": line.after,
        "reason": line.told or line.title,
    }


def as_lines(done: Imported) -> Iterator[str]:
    yield f"{done.title}（{done.case.edition.title}）"
    yield from map(found_where, tallying.tallies(done.content, done.found))
    if missing := tallying.not_found(done.content, done.case):
        yield f"文件里没有的表：{'、'.join(missing)}"
    for each in tallying.unused(done.content):
        yield f"没有读的：{each.sheet}{f'《{each.title}》' if each.title else ''}：{each.reason}"
    for doubt in tallying.doubts(done.content):
        yield f"请核对 ［{doubt.sheet}!{doubt.reference}］{doubt.reason}"
    yield from telling.lines(done.found)
    yield f"检查：{listing.totals(listing.counts(done.judged))}；新出现 {done.new} 处"


def found_where(each: Tally) -> str:
    counts = "，".join(f"{word} {each.counts[key]}" for key, word in COUNTED.items() if each.counts[key])
    more = [
        f"金额单位 {each.money}" if each.money else "",
        f"有隐藏的{'、'.join(each.hidden)}" if each.hidden else "",
        f"没有{'、'.join(each.missing)}栏" if each.missing else "",
    ]
    told = "；".join(filter(None, (counts or "没有数", *more)))
    return f"找到 {each.title}：{'、'.join(each.places) or '—'}，{each.rows} 行，{told}"
