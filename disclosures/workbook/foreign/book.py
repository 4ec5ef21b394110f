"""What a foreign workbook says, as plain data: cells where they stand, merged, hidden. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from disclosures.workbook.stream import Cell

Format = Literal["xlsx", "xls", "ods", "html", "xml", "csv"]


@dataclass(frozen=True)
class Merge:
    """A merged range, from 1, both ends within; its words stand in the top left cell."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """Rows and columns from 1; blank cells, and rows without others, are absent. Hidden ones are those among
    the rows and columns that have something; they are in `rows` all the same. A date is ISO text."""

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    beyond: int = 0
    """Cells left out, as they stand beyond stream.ROWS or stream.COLUMNS; to be told, not passed over."""


@dataclass(frozen=True)
class Book:
    """Sheets in the order of the file."""

    sheets: tuple[Sheet, ...]
    format: Format
