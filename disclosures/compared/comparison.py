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
    """A line of one report, under the key it is compared by."""

    key: str
    line: Line
    steps: tuple[str, ...]
    """How its own code became that key."""


def compare(
    sides: Sequence[Side], table: str, column: str, beneath: Beneath, known: Iterable[Recoding] = ()
) -> Comparison | None:
    """None where no report has that table. An unknown column is the main one."""
    known = tuple(known)
    reports = [side.report for side in sides if side.report]
    found = [report.tables[table] for report in reports if table in report.tables]
    if not found:
        return None
    newest_first = sorted(
        (report for report in reports if table in report.tables), key=lambda each: -each.source.year
    )
    columns = merged([list(each.tables[table].columns.items()) for each in newest_first])
    if column not in columns:
        column = shapes.MAIN[table] if shapes.MAIN[table] in columns else next(iter(columns))
    now = [places(side.report, table, known) for side in sides]
    before = [places(side.before, table, known) for side in sides]
    order = merged(
        [[(each.key, "") for each in places(report, table, known).values()] for report in newest_first]
    )
    rows = []
    for key in in_code_order(list(order)):
        cells = tuple(
            cell(side, key, column, beneath, table, here, there)
            for side, here, there in zip(sides, now, before, strict=True)
        )
        if any(cells):
            named = [(side, here[key]) for side, here in zip(sides, now, strict=True) if key in here]
            rows.append(row(key, named, cells))
    newest = newest_first[0].tables[table]
    return Comparison(
        table,
        newest.number,
        newest.title,
        columns,
        column,
        beneath,
        tuple(sides),
        drawn(rows),
        len(order) - len(rows),
        tables_of(reports),
    )


def tables_of(reports: Iterable[Report]) -> dict[str, str]:
    """Those that any report has, in the order they are compared in."""
    keys = {key for report in reports for key in report.tables}
    return {key: name for key, name in shapes.NAMES.items() if key in keys}


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
        found[key] = Place(key, line, steps)
    return found


def merged(orders: Sequence[Sequence[tuple[str, str]]]) -> dict[str, str]:
    """One order out of several: what only a later one has stands where it stands there."""
    keys: list[str] = []
    titles: dict[str, str] = {}
    for order in orders:
        at = 0
        for key, title in order:
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


def cell(
    side: Side,
    key: str,
    column: str,
    beneath: Beneath,
    table: str,
    now: Mapping[str, Place],
    before: Mapping[str, Place],
) -> Cell | None:
    figure = now[key].line.figures.get(column) if key in now else None
    if figure is None or side.report is None:
        return None
    if beneath == "share":
        whole = shapes.whole_of(side.report.tables[table], now[key].line.key)
        words = measures.share(figure, whole.figures.get(column) if whole else None)
    elif side.before is None:
        words = ""
    else:
        words = measures.growth(figure, before[key].line.figures.get(column) if key in before else None)
    return Cell(figure, measures.printed(figure), words)


def row(key: str, named: Sequence[tuple[Side, Place]], cells: tuple[Cell | None, ...]) -> Row:
    """Bears the code and the name of the newest report that has it."""
    newest = max(named, key=lambda each: each[0].report.source.year if each[0].report else 0)[1].line
    return Row(newest.key, newest.title, shapes.level(newest.key), tuple(notes(newest, named)), cells)


def notes(newest: Line, named: Sequence[tuple[Side, Place]]) -> Iterator[str]:
    """What a reader must know where reports do not call it the same: which did what, and by whose word."""
    others = [(side.title, place) for side, place in named if alike(place.line) != alike(newest)]
    for (code, title), group in groupby(others, key=lambda each: (each[1].line.key, each[1].line.title)):
        found = list(group)
        told = "、".join(side for side, _ in found)
        words = f"{told}名为“{title}”" if folded(title) != folded(newest.title) else told
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
