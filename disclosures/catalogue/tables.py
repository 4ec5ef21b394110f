"""The tables of a published report, as they are compared: lines of figures under titled columns. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts.subjects import is_code

YUAN = "元"
SPENT = {"t03": "total", "t06": "amount", "t07": "spending", "t08": "total"}
"""Tables with a line for each subject, and the column that says what was spent on it."""


@dataclass(frozen=True)
class Figure:
    """`unit`: 元, %, or what is counted."""

    amount: Decimal
    unit: str = YUAN


@dataclass(frozen=True)
class Line:
    """`figures` by column; none where nothing was reported."""

    key: str
    title: str
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class Table:
    """`number` as printed (01–09), empty of what no table of the report prints. `columns`: titles by key, in
    printed order.
    """

    key: str
    number: str
    title: str
    columns: Mapping[str, str]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Spent:
    """What a report spent on a subject, in 元; functional subjects in t03, t07, t08, economic ones in t06."""

    table: str
    code: str
    amount: Decimal


def of_report(data: Mapping[str, Any]) -> tuple[Table, ...]:
    """Of a `report.json`. KeyError, ValueError where it is none. Tables without a figure are left out."""
    found = (of_cells(table) for table in data["tables"])
    return tuple(table for table in found if table.lines)


def of_cells(data: Mapping[str, Any]) -> Table:
    columns: dict[str, str] = {}
    titles: dict[str, str] = {}
    figures: dict[str, dict[str, Figure]] = {}
    for cell in data["cells"]:
        _, row, column = cell["address"].split("/")
        columns.setdefault(column, cell["column"])
        titles.setdefault(row, cell["row"])
        figures.setdefault(row, {})[column] = Figure(Decimal(cell["amount"]), cell["unit"])
    lines = tuple(Line(row, titles[row], figures[row]) for row in titles)
    return Table(data["key"], data["number"], data["title"], columns, lines)


def spent(tables: Sequence[Table]) -> tuple[Spent, ...]:
    return tuple(
        Spent(table.key, line.key, line.figures[SPENT[table.key]].amount)
        for table in tables
        if table.key in SPENT
        for line in table.lines
        if is_code(line.key) and SPENT[table.key] in line.figures
    )


def as_data(tables: Sequence[Table]) -> list[Any]:
    """For JSON, short: a figure in 元 goes without its unit."""
    return [
        [
            table.key,
            table.number,
            table.title,
            list(table.columns.items()),
            [
                [
                    line.key,
                    line.title,
                    [
                        [column, f"{figure.amount:f}", *([figure.unit] if figure.unit != YUAN else [])]
                        for column, figure in line.figures.items()
                    ],
                ]
                for line in table.lines
            ],
        ]
        for table in tables
    ]


def from_data(data: Sequence[Any]) -> tuple[Table, ...]:
    return tuple(
        Table(
            key,
            number,
            title,
            dict(columns),
            tuple(
                Line(row, named, {column: Figure(Decimal(amount), *unit) for column, amount, *unit in cells})
                for row, named, cells in lines
            ),
        )
        for key, number, title, columns, lines in data
    )
