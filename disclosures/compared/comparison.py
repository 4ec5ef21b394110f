"""Lines of several reports brought together: a row for each line that any has, a column for each report."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby
from typing import Literal

from accounts.subjects import is_code
from disclosures.catalogue.tables import YUAN, Figure, Line, Table
from disclosures.catalogue.words import folded
from disclosures.compared import measures, recoding, shapes
from disclosures.compared.recoding import Recoding

Beneath = Literal["growth", "share"]
"""What stands beneath an amount."""
COARSE = Decimal(100)
"""0.01 万元: of an account that was kept in 万元 every amount is a multiple of it."""
DRAWN = 8


@dataclass(frozen=True)
class Source:
    """The version that a column is taken from. `kind` as `Unit.Kind`; `name` as it was published."""

    unit: str
    name: str
    kind: str
    year: int
    number: int
    code: str


@dataclass(frozen=True)
class Report:
    """`tables` as `shapes.comparable` gives them."""

    source: Source
    tables: Mapping[str, Table]

    @property
    def is_coarse(self) -> bool:
        """Whether all of its amounts are whole hundredths of 万元."""
        amounts = (
            figure.amount
            for table in self.tables.values()
            for line in table.lines
            for figure in line.figures.values()
            if figure.unit == YUAN
        )
        return all(not amount % COARSE for amount in amounts)


@dataclass(frozen=True)
class Side:
    """One column to be. `report`: none where nothing is public. `before`: that of the year before. `note`:
    what its head says beneath the title.
    """

    title: str
    report: Report | None
    before: Report | None = None
    note: str = ""


@dataclass(frozen=True)
class Cell:
    """`beneath`: growth or share in words."""

    figure: Figure
    text: str
    beneath: str


@dataclass(frozen=True)
class Row:
    """`cells`: one for each column, none where the report has no such figure. `drawn`: in the chart."""

    key: str
    title: str
    level: int
    notes: tuple[str, ...]
    cells: tuple[Cell | None, ...]
    drawn: bool = False

    @property
    def code(self) -> str:
        return self.key if is_code(self.key) else ""

    @property
    def is_strong(self) -> bool:
        """A 类, or a total."""
        return bool(self.code and not self.level) or self.key.endswith("total")


@dataclass(frozen=True)
class Comparison:
    """`columns`: titles of all columns of the table, by key; `column` is the one that is shown."""

    table: str
    number: str
    title: str
    columns: Mapping[str, str]
    column: str
    beneath: Beneath
    sides: tuple[Side, ...]
    rows: tuple[Row, ...]
    hidden: int = 0
    tables: Mapping[str, str] = field(default_factory=dict)
    """Those that any of the reports has: what they are called in few words, by key."""

    @property
    def column_title(self) -> str:
        return self.columns[self.column]

    @property
    def has_codes(self) -> bool:
        return any(row.code for row in self.rows)


@dataclass(frozen=True)
class Place:
    """A line of one report, and how its own code became the key it is compared by."""

    line: Line
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Placed:
    """A side with its lines of one table and those of the year before, by the key they are compared by."""

    side: Side
    table: Table | None
    now: Mapping[str, Place]
    before: Mapping[str, Place]

    @property
    def year(self) -> int:
        return self.side.report.source.year if self.side.report else 0


def compare(
    sides: Sequence[Side], table: str, column: str, beneath: Beneath, known: Iterable[Recoding] = ()
) -> Comparison | None:
    """None where no report has that table. An unknown column is the main one."""
    known = tuple(known)
    placed = [place(side, table, known) for side in sides]
    newest_first = sorted((each for each in placed if each.table), key=lambda each: -each.year)
    tables = [each.table for each in newest_first if each.table]
    if not tables:
        return None
    columns = merged([each.columns for each in tables])
    if column not in columns:
        column = shapes.MAIN[table] if shapes.MAIN[table] in columns else next(iter(columns))
    order = in_code_order(list(merged([dict.fromkeys(each.now, "") for each in newest_first])))
    rows = [found for key in order if (found := row(key, placed, column, beneath))]
    return Comparison(
        table=table,
        number=tables[0].number,
        title=tables[0].title,
        columns=columns,
        column=column,
        beneath=beneath,
        sides=tuple(sides),
        rows=drawn(rows),
        hidden=len(order) - len(rows),
        tables=tables_of(side.report for side in sides if side.report),
    )


def tables_of(reports: Iterable[Report]) -> dict[str, str]:
    """Those that any report has, in the order they are compared in."""
    keys = {key for report in reports for key in report.tables}
    return {key: name for key, name in shapes.NAMES.items() if key in keys}


def place(side: Side, table: str, known: Sequence[Recoding]) -> Placed:
    shown = side.report.tables.get(table) if side.report else None
    return Placed(side, shown, places(side.report, table, known), places(side.before, table, known))


def places(report: Report | None, table: str, known: Sequence[Recoding]) -> dict[str, Place]:
    """Lines by the code they have today; by their own where another line of the report has that one."""
    if report is None or table not in report.tables:
        return {}
    lines = report.tables[table].lines
    own = {line.key for line in lines}
    found: dict[str, Place] = {}
    for line in lines:
        key, steps = recoding.current(line.key, report.source.year, known)
        if key != line.key and (key in own or key in found):
            key, steps = line.key, ()
        found[key] = Place(line, steps)
    return found


def merged(orders: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """One order out of several: what only a later one has stands where it stands there."""
    keys: list[str] = []
    titles: dict[str, str] = {}
    for order in orders:
        at = 0
        for key, title in order.items():
            if key in titles:
                at = keys.index(key) + 1
                continue
            keys.insert(at, key)
            titles[key] = title
            at += 1
    return {key: titles[key] for key in keys}


def in_code_order(keys: Sequence[str]) -> list[str]:
    """Subjects among themselves by code; all others stay where they are."""
    codes = iter(sorted(key for key in keys if is_code(key)))
    return [next(codes) if is_code(key) else key for key in keys]


def row(key: str, placed: Sequence[Placed], column: str, beneath: Beneath) -> Row | None:
    """Bears the code and the name of the newest report that has it. None where no cell of it has a figure."""
    cells = tuple(cell(each, key, column, beneath) for each in placed)
    if not any(cells):
        return None
    having = [each for each in placed if key in each.now]
    newest = max(having, key=lambda each: each.year).now[key].line
    told = tuple(notes(newest, [(each.side.title, each.now[key]) for each in having]))
    return Row(newest.key, newest.title, shapes.level(newest.key), told, cells)


def cell(of: Placed, key: str, column: str, beneath: Beneath) -> Cell | None:
    figure = of.now[key].line.figures.get(column) if key in of.now else None
    if figure is None or of.table is None:
        return None
    words = ""
    if beneath == "share":
        whole = shapes.whole_of(of.table, of.now[key].line.key)
        words = measures.share(figure, whole.figures.get(column) if whole else None)
    elif of.side.before:
        words = measures.growth(figure, of.before[key].line.figures.get(column) if key in of.before else None)
    return Cell(figure, measures.printed(figure), words)


def notes(newest: Line, named: Sequence[tuple[str, Place]]) -> Iterator[str]:
    """What a reader must know where reports do not call it the same: which did what, and by whose word."""
    others = [(title, each) for title, each in named if alike(each.line) != alike(newest)]
    for (code, name), group in groupby(others, key=lambda each: (each[1].line.key, each[1].line.title)):
        found = list(group)
        told = "、".join(title for title, _ in found)
        words = f"{told}名为“{name}”" if folded(name) != folded(newest.title) else told
        yield f"{words}编码{code}，{'，'.join(found[0][1].steps)}" if code != newest.key else words


def alike(line: Line) -> tuple[str, str]:
    return line.key, folded(line.title)


def drawn(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Marks the rows of a chart, all in 元: the largest 类, or lines of a table without subjects."""
    amounts = [row for row in rows if any(cell and cell.figure.unit == YUAN for cell in row.cells)]
    tops = [row for row in amounts if row.code and not row.level] or [
        row for row in amounts if not row.key.endswith("total")
    ]
    largest = sorted(tops or amounts, key=size, reverse=True)[:DRAWN]
    keys = {row.key for row in largest}
    return tuple(replace(row, drawn=row.key in keys) for row in rows)


def size(row: Row) -> Decimal:
    return max(abs(cell.figure.amount) for cell in row.cells if cell)
