"""A table of a report, wide: its rows as printed, a column for each of its columns, amounts in 元. Pure.

It is read from the version's own `figures.csv`; the edition says which rows and columns there are, so that
the tables of many reports have the same columns and can be put one under the other.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from accounts.editions import EDITIONS
from accounts.editions.definitions import Block, Column, Row, SubjectRows, Table
from accounts.figures import TOTAL
from accounts.subjects import is_code
from disclosures.datasets.fields import (
    CODE,
    FIGURES,
    NUMBER,
    TO_VERSION,
    UNIT,
    UNIT_NAME,
    YEAR,
    Field,
    Resource,
)
from disclosures.formulas import harmless

YUAN, PERCENT = "元", "%"
NAMED = (
    *(UNIT, UNIT_NAME, YEAR, NUMBER, CODE),
    Field("部分", "左右并列的表，这一行在哪一部分。", needed=False),
    Field("行", "行的代码。"),
    Field("科目代码", "功能分类或经济分类的科目代码；不是科目的为空。", needed=False),
    Field("行名", "表上印的行名。"),
    Field("计量单位", "这一行的数的计量单位；栏名注明（%）的除外。"),
)
"""What stands before the columns of a table."""


class NotFigures(ValueError):
    """Not a `figures.csv` as we publish them."""


@dataclass
class Line:
    """A row that has figures: amounts by column, as text."""

    title: str
    unit: str
    amounts: dict[str, str]


Lines = Mapping[str, Mapping[str, Line]]
"""By table and row, in printed order."""


def read(content: bytes) -> Lines:
    """Of a `figures.csv`. NotFigures where it is none."""
    found: dict[str, dict[str, Line]] = {}
    for _, _, _, _, table, _, row, title, column, _, amount, unit, _ in cells(content):
        line = found.setdefault(table, {}).setdefault(row, Line(title, unit, {}))
        line.amounts[column] = amount
        if unit != PERCENT:  # a share beside the amounts of its row
            line.unit = unit
    return found


def cells(content: bytes) -> Iterator[list[str]]:
    """The lines of a `figures.csv` behind its head."""
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    head = next(lines, [])
    if head != FIGURES.heads:
        raise NotFigures("、".join(head))
    for line in lines:
        if len(line) != len(head):
            raise NotFigures("、".join(line))
        yield line


def tables_of(codes: Iterable[str]) -> dict[str, list[Table]]:
    """By key each table in the editions of those codes that have it, the newest first."""
    known = [EDITIONS[code] for code in codes if code in EDITIONS]
    found: dict[str, list[Table]] = {}
    for edition in sorted(known, key=lambda each: (-each.year, each.code)):
        for table in edition.tables:
            found.setdefault(table.key, []).append(table)
    return found


def body(content: bytes) -> bytes:
    """A `figures.csv` without its head, as it is."""
    return content.partition(b"\r\n")[2]


def columns(tables: Iterable[Table]) -> dict[str, str]:
    """The heads of a table's columns by key, in printed order; the first edition names them."""
    found: dict[str, str] = {}
    for table in tables:
        for block in table.blocks:
            for column in block.columns:
                found.setdefault(column.key, head(column))
    return found


def head(column: Column) -> str:
    unit = "（%）" if column.measure == "percent" else ""
    return f"{' '.join((*column.group, column.title))}{unit}"


def resource(tables: Sequence[Table]) -> Resource:
    """Of the same table in the editions that are in a package."""
    table = tables[0]
    number = f"{table.number} " if table.number else ""
    amounts = (Field(head, f"栏 {key}", "number", needed=False) for key, head in columns(tables).items())
    return Resource(
        table.key,
        f"{number}{table.title}",
        "",
        (*NAMED, *amounts),
        ("版本编码", "行"),
        (TO_VERSION,),
        folder="tables/",
    )


def rows(table: Table, lines: Mapping[str, Line], columns: Iterable[str]) -> Iterator[list[str]]:
    """What stands behind the version. `lines`: those of this table. `columns`: keys."""
    keys = list(columns)
    for block in table.blocks:
        for row in printed(table, block, lines):
            line = lines.get(row.key) or Line(harmless(row.title), row.unit or YUAN, {})
            code = row.code or (row.key if is_code(row.key) else "")
            named = (block.title, row.key, code, line.title or block.title, line.unit)
            yield [*named, *(line.amounts.get(key, "") for key in keys)]


def printed(table: Table, block: Block, lines: Mapping[str, Line]) -> Iterator[Row]:
    """The rows of a block; of subjects and projects those that have figures."""
    if isinstance(block.rows, SubjectRows) and TOTAL not in lines:
        yield Row(TOTAL, block.rows.total)
    if not isinstance(block.rows, tuple):
        yield from (Row(key, line.title) for key, line in lines.items() if table.block_of(key) is block)
    yield from (row for row in block.fixed_rows if row.key)


def as_csv(version: Sequence[object], table: Table, lines: Lines) -> bytes:
    """One table of one report. `version`: unit, its name, year, number, code. With a byte order mark."""
    heads = columns([table])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(resource([table]).heads)
    writer.writerows([*version, *row] for row in rows(table, lines.get(table.key, {}), heads))
    return out.getvalue().encode("utf-8-sig")
