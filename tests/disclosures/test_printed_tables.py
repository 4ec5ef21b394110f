"""Every row of the printed tables stands in the text of the report, with its amounts."""

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal

import pytest

from accounts.projects import ProjectSheet
from disclosures.assembly import build
from disclosures.plaintext import text
from disclosures.report import Issue
from disclosures.sample_files import FOLDER, names, read

AMOUNT = re.compile(r"-?[\d,]+\.?\d*%?")


def words(line: str) -> str:
    """A row without white space inside its labels, its numbers by value: 3,662.20 is 3662.2."""
    return " ".join(number(w) if AMOUNT.fullmatch(w) else w for w in line.split())


def number(word: str) -> str:
    return f"{Decimal(word.rstrip('%').replace(',', '')).normalize():f}"


def printed_rows(name: str) -> dict[str, list[str]]:
    """The rows of each table, as printed."""
    rows: dict[str, list[str]] = {}
    for line in (FOLDER / name / "printed-tables.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            table = rows.setdefault(line[3:], [])
        elif line.strip() and not line.startswith("#"):
            table.append(words(line))
    return rows


TABLES = [(name, key) for name in names() for key in printed_rows(name) if key.startswith("t0")]


@pytest.mark.parametrize(("name", "table"), TABLES)
def test_every_printed_row_is_in_the_text(name: str, table: str) -> None:
    lines = [words(line) for line in text(build(read(name), Issue())).splitlines()]
    for row in printed_rows(name)[table]:
        assert row in lines, f"{name} {table}"
        lines.remove(row)


def joined(line: str) -> str:
    """A row of a form as one word: without white space, signs and brackets in one writing."""
    one_way = unicodedata.normalize("NFKC", line).replace("<=", "≤").replace(">=", "≥")
    return words(one_way.replace("*", "").removeprefix("年度总体目标 ")).replace(" ", "")


FORMS = [(name, sheet) for name in names() for sheet in read(name).projects]


@pytest.mark.parametrize(("name", "sheet"), FORMS, ids=lambda value: getattr(value, "key", value))
def test_every_printed_row_of_a_form_is_in_the_text(name: str, sheet: ProjectSheet) -> None:
    """The labels of blocks that span several rows may stand in front of it."""
    case = read(name)
    report = text(build(replace(case, projects=(sheet,)), Issue()))
    lines = [joined(line) for line in report.splitlines()]
    for row in printed_rows(name)[f"project/{sheet.key}"]:
        assert any(line.endswith(joined(row)) for line in lines), row


def test_the_rows_are_many() -> None:
    """So that an empty list of rows cannot pass."""
    assert [sum(map(len, printed_rows(name).values())) for name in names()] == [178, 172]
