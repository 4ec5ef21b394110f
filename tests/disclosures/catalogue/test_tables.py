"""The tables of a report as they are compared."""

import json
from datetime import date
from decimal import Decimal

import pytest

from disclosures import opendata, sample_files
from disclosures.assembly import build
from disclosures.catalogue.tables import Figure, Spent, Table, as_data, from_data, of_report, spent
from disclosures.report import Issue


@pytest.fixture(scope="module")
def tables() -> tuple[Table, ...]:
    case = sample_files.read("liaoyuan-2024", corrected=True)
    return of_report(json.loads(opendata.as_json(case, build(case, Issue(1, date(2025, 9, 26))))))


def test_every_figure_stands_in_its_line(tables: tuple[Table, ...]) -> None:
    by_key = {table.key: table for table in tables}
    assert list(by_key["t03"].columns) == ["total", "basic", "project"]
    line = next(line for line in by_key["t03"].lines if line.key == "2080599")
    assert line.title == "其他行政事业单位养老支出"
    assert line.figures["project"] == Figure(Decimal("17830000.00"))
    held = next(line for line in by_key["operations"].lines if line.key == "vehicles.held")
    assert held.figures["value"].unit == "辆"
    assert sum(len(line.figures) for table in tables for line in table.lines) > 230


def test_a_table_without_figures_is_left_out(tables: tuple[Table, ...]) -> None:
    assert {"t07", "t08", "t09"}.isdisjoint(table.key for table in tables)


def test_what_was_spent_on_each_subject(tables: tuple[Table, ...]) -> None:
    found = spent(tables)
    assert Spent("t03", "2080599", Decimal("17830000.00")) in found
    assert {each.table for each in found} == {"t03", "t06"}
    assert all(each.code.isdigit() for each in found)


def test_they_are_kept_as_data(tables: tuple[Table, ...]) -> None:
    assert from_data(json.loads(json.dumps(as_data(tables)))) == tables


def test_what_is_no_report_is_said_so() -> None:
    with pytest.raises(KeyError):
        of_report({})
