"""Workbooks as other systems and regions lay them out, made from the figures of a case.

A `Page` is a sheet in the making; `table` draws heads (their words from the top, for each column) and rows.
Equal neighbours of a head are merged, as Excel exports do, unless a layout says otherwise.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby

from accounts.case import Case
from accounts.figures import TOTAL, Address, Figures
from disclosures.workbook.foreign.book import Book, Merge, Sheet
from disclosures.workbook.stream import Cell

Value = str | Decimal | int | None
Path = tuple[str, ...]
Write = Callable[[Decimal], Value]


def in_wan(amount: Decimal) -> Value:
    return amount / 10_000


def in_yuan(amount: Decimal) -> Value:
    return amount


def grouped(amount: Decimal) -> Value:
    """1,234.50 as text; negatives in brackets."""
    text = f"{at_least_two(abs(amount) / 10_000):,f}"
    return f"（{text}）" if amount < 0 else text


def full_width(amount: Decimal) -> Value:
    return "".join(chr(ord(each) + 0xFEE0) for each in f"{at_least_two(amount / 10_000):f}")


def at_least_two(wan: Decimal) -> Decimal:
    """1.5 is 1.50; further places stay."""
    return wan.quantize(Decimal("0.01")) if wan == wan.quantize(Decimal("0.01")) else wan.normalize()


def cell(value: Value) -> Cell | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return Cell("text", value)
    return Cell("number", f"{Decimal(value).normalize():f}")


@dataclass
class Page:
    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    next: int = 1

    def put(self, row: int, column: int, value: Value, down: int = 1, across: int = 1) -> None:
        if made := cell(value):
            self.rows.setdefault(row, {})[column] = made
        if down > 1 or across > 1:
            self.merges.append(Merge(row, column, row + down - 1, column + across - 1))

    def line(self, *values: Value) -> "Page":
        for column, value in enumerate(values, 1):
            self.put(self.next, column, value)
        self.next += 1
        return self

    def title(self, words: str, across: int = 6) -> "Page":
        self.put(self.next, 1, words, across=across)
        self.next += 1
        return self

    def table(self, heads: Sequence[Path], body: Iterable[Sequence[Value]], *, merged: bool = True) -> "Page":
        top, depth = self.next, max(len(path) for path in heads)
        for level in range(depth):
            place = 1
            for words, same in groupby(heads, key=lambda path: path[: level + 1]):
                count = len(list(same))
                if len(words) == level + 1:
                    down = (
                        depth - level
                        if all(len(h) == level + 1 for h in heads if h[: level + 1] == words)
                        else 1
                    )
                    self.put(top + level, place, words[-1], *((down, count) if merged else ()))
                place += count
        self.next += depth
        for row in body:
            self.line(*row)
        return self

    def sheet(self) -> Sheet:
        return Sheet(
            self.name,
            self.rows,
            tuple(self.merges),
            self.hidden,
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
        )


def book(*pages: Page) -> Book:
    return Book(tuple(page.sheet() for page in pages), "xlsx")


def emptied(case: Case) -> Case:
    return replace(case, figures=Figures(), texts={}, names={}, subjects={}, projects=())


@dataclass(frozen=True)
class Source:
    """The figures of a case as one layout writes them."""

    case: Case
    write: Write = in_wan
    blank: Value = None

    def __call__(self, table: str, row: str, column: str) -> Value:
        amount = self.case.figures.get(Address(table, row, column))
        return self.blank if amount is None else self.write(amount)

    def codes(self, table: str) -> list[str]:
        return self.case.figures.rows(table)

    def name(self, code: str) -> str:
        return self.case.names.get(code) or self.case.name_of(code)

    # rows of a table by subject: what names them, then their amounts

    def by_code(
        self, table: str, keys: Sequence[str], *, bottom: bool = False, dots: bool = False
    ) -> list[list[Value]]:
        def line(code: str) -> list[Value]:
            shown = ".".join(filter(None, (code[:3], code[3:5], code[5:]))) if dots else code
            return [shown, self.name(code), *(self(table, code, key) for key in keys)]

        total: list[Value] = ["合计", None, *(self(table, TOTAL, key) for key in keys)]
        rows = [line(code) for code in self.codes(table)]
        return [*rows, total] if bottom else [total, *rows]

    def by_number(self, table: str, keys: Sequence[str]) -> list[list[Value]]:
        """Codes as numbers."""
        rows = self.by_code(table, keys)
        return [[int(str(row[0])) if str(row[0]).isdigit() else row[0], *row[1:]] for row in rows]

    def by_levels(self, table: str, keys: Sequence[str], *, own: bool = False) -> list[list[Value]]:
        """类, 款, 项 in three columns; `own`: each row only its own level."""

        def line(code: str) -> list[Value]:
            levels: list[Value] = [code[:3], code[3:5] or None, code[5:] or None]
            if own:
                deepest = (len(code) - 3) // 2
                levels = [level if n == deepest else None for n, level in enumerate(levels)]
            return [*levels, self.name(code), *(self(table, code, key) for key in keys)]

        total: list[Value] = [None, None, None, "合 计", *(self(table, TOTAL, key) for key in keys)]
        return [total, *(line(code) for code in self.codes(table))]

    def by_name(self, table: str, keys: Sequence[str]) -> list[list[Value]]:
        rows: list[list[Value]] = [["合计", *(self(table, TOTAL, key) for key in keys)]]
        for code in self.codes(table):
            indent = "  " * ((len(code) - 3) // 2)
            rows.append([indent + self.name(code), *(self(table, code, key) for key in keys)])
        return rows

    def items(self, table: str, block: int, keys: Sequence[str], *, line: bool = True) -> list[list[Value]]:
        """The fixed rows of one block: 项目, 行次, amounts."""
        rows: list[list[Value]] = []
        for row in self.case.edition.table(table).blocks[block].fixed_rows:
            numbered: list[Value] = [row.line] if line else []
            rows.append([row.title, *numbered, *(self(table, row.key, key) for key in keys)])
        return rows

    def economic(self, *blocks: Sequence[str]) -> list[list[list[Value]]]:
        """Code, name and amount of table 06 for the classes of each block."""
        rows = [
            row for block in self.case.edition.table("t06").blocks for row in block.fixed_rows if row.code
        ]
        return [
            [[row.code, row.title, self("t06", row.key, "amount")] for row in rows if row.code[:3] in classes]
            for classes in blocks
        ]


def beside(*sides: list[list[Value]]) -> list[list[Value]]:
    """Halves side by side; the shorter is filled up with blanks."""
    longest = max(len(side) for side in sides)
    filled = [[*side, *([[None] * len(side[0])] * (longest - len(side)))] for side in sides]
    return [[value for side in row for value in side] for row in zip(*filled, strict=True)]


def under(head: str, *paths: Path) -> list[Path]:
    return [(head, *path) for path in paths]
