"""What was recognised in a foreign workbook, beside the figures: where each table was found, how its heads
were understood, what was left out and why, and what must be confirmed. Pure.
"""

from dataclasses import dataclass, field

from accounts.figures import Address
from disclosures.workbook.reading import Content, Spot

HEADLESS = "没有表头，没有读取"
"""Why a column with figures is not used."""


@dataclass(frozen=True)
class Head:
    """A column of the file. `title`: the column of the edition that it is; empty: not used, `told` why."""

    letter: str
    words: str
    title: str = ""
    told: str = ""


@dataclass(frozen=True)
class Part:
    """Heads and rows of a table in one sheet; a table may have several parts."""

    sheet: str
    range: str
    head_rows: str
    """Their numbers: 4, or 4–6."""
    heads: tuple[Head, ...]
    rows: int
    hidden: tuple[str, ...] = ()
    """Hidden rows and columns that were read."""


@dataclass(frozen=True)
class TableFound:
    """A table of the edition. `money`: 元 or 万元; `money_told`: the cell that says so, or whence it is."""

    key: str
    title: str
    parts: tuple[Part, ...]
    rows: int
    cells: int
    missing: tuple[str, ...]
    """Columns of the edition that the file does not have."""
    money: str
    money_told: str
    unit_name: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Unused:
    """A sheet, or a table in it, that was not read."""

    sheet: str
    title: str
    reason: str


@dataclass(frozen=True)
class Doubt:
    """What speaks against the whole: another unit, another year, no unit of money.

    Nothing may be written before somebody has confirmed that it is right all the same.
    """

    sheet: str
    reference: str
    reason: str


@dataclass
class Recognised(Content):
    """Content as an empty form of our own workbook gives it: blanks say nothing."""

    tables: list[TableFound] = field(default_factory=list)
    unused: list[Unused] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    blanks: dict[Address, Spot] = field(default_factory=dict)
    """Cells of the account that the file has and leaves blank (also —, /, 无): to compare, not to write."""
