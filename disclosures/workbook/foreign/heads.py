"""The heads of a table: which rows they are, and what words stand over each column. Pure."""

import re
from dataclasses import dataclass
from typing import Literal

from accounts.editions.definitions import Table
from disclosures.workbook.foreign.captions import is_caption
from disclosures.workbook.foreign.synonyms import (
    CODE_HEADS,
    DECORATION,
    ITEM_HEADS,
    LEVELS,
    LINE_HEADS,
    NAME_HEADS,
    RULER,
)
from disclosures.workbook.foreign.view import View, is_amount
from disclosures.workbook.foreign.words import PART, SUM, bare, head, tokens

COUNTED = re.compile(rf"(?:{'|'.join(RULER)}|\(?\d{{1,3}}\)?栏?)$")
"""What stands over columns only to count them."""
Kind = Literal["code", "name", "item", "line", "figure"]
MOST = 8
"""Rows of a head."""
STUBS: dict[str, Kind] = {
    **dict.fromkeys(ITEM_HEADS, "item"),
    **dict.fromkeys(LINE_HEADS, "line"),
    **dict.fromkeys(NAME_HEADS, "name"),
    **dict.fromkeys((*CODE_HEADS, *LEVELS), "code"),
}
STRENGTH: tuple[Kind, ...] = ("code", "name", "line", "item")
"""科目编码 under 项目 is a code."""


@dataclass(frozen=True)
class HeadColumn:
    """A column with the words over it, from the top."""

    number: int
    kind: Kind
    path: tuple[str, ...]

    @property
    def words(self) -> str:
        return "·".join(self.path)


@dataclass(frozen=True)
class Side:
    """Columns that name a row, and the columns of figures to their right."""

    stubs: tuple[HeadColumn, ...]
    figures: tuple[HeadColumn, ...]

    def of(self, *kinds: Kind) -> list[int]:
        return [each.number for each in self.stubs if each.kind in kinds]


@dataclass(frozen=True)
class Headed:
    """Head and body of one part of a table."""

    first: int
    last: int
    rows: tuple[int, ...]
    sides: tuple[Side, ...]


class Heads:
    """Finds the heads of one table."""

    def __init__(self, view: View, table: Table, year: int) -> None:
        self.view, self.year = view, year
        titles = [t for b in table.blocks for c in b.columns for t in (b.title, *c.group, c.title) if t]
        self.vocabulary = {token for title in titles for token in tokens(title, year)} | set(DECORATION)
        self.stubless = not any(block.stubs for block in table.blocks)

    def parts(self, first: int, last: int) -> list[Headed]:
        """Each head with the rows down to the next one."""
        rows = self.view.rows(first, last)
        found: list[tuple[int, int]] = []
        place = 0
        while place < len(rows):
            if self.begins(rows[place]):
                end = place
                while end + 1 < len(rows) and end - place < MOST and self.goes_on(rows[place : end + 2]):
                    end += 1
                above = rows[place - 1] if place and self.crowns(rows[place - 1]) else rows[place]
                found.append((above, rows[end]))
                place = end
            place += 1
        parts = []
        for number, (top, bottom) in enumerate(found):
            until = found[number + 1][0] if number + 1 < len(found) else last + 1
            body = tuple(row for row in rows if bottom < row < until)
            parts.append(Headed(top, bottom, body, self.sides(self.view.rows(top, bottom))))
        return parts

    def begins(self, row: int) -> bool:
        """Two heads at least and no number; words of rows (合计) are not enough."""
        texts = self.texts(row)
        if self.amounts(row):
            return False
        heads = [text for text in texts.values() if self.is_head(text, sums=False)]
        stubs = [text for text in texts.values() if self.stub(text)]
        wide = all(self.view.widths(row).get(column, 1) > 1 for column in texts)
        return len(heads) >= 2 and bool(stubs or self.stubless or wide or len(heads) == len(texts))

    def crowns(self, row: int) -> bool:
        """Words over several columns, right above the heads, that no heads are: 上年数, 2023年."""
        texts = self.texts(row)
        if len(texts) < len(self.view.cells(row)) or any(is_caption(text) for text in texts.values()):
            return False
        wide = [column for column in texts if column > 1 and self.view.widths(row)[column] > 1]
        return bool(wide) or len(texts) > 1

    def goes_on(self, rows: list[int]) -> bool:
        """Whether the last of the rows still is head: it has heads over figures, or 类 款 项."""
        *above, row = rows
        texts = self.texts(row)
        if any(bare(text) in LEVELS for text in texts.values()):
            return True
        if any(bare(text) in RULER for text in texts.values()):
            return False
        stubs = {each.number for each in self.columns(above) if each.kind != "figure"}
        heads = [c for c, text in texts.items() if self.is_head(text) and (c not in stubs or self.stub(text))]
        return bool(heads) and not self.amounts(row)

    def amounts(self, row: int) -> bool:
        return any(is_amount(cell) for cell in self.view.cells(row).values())

    def texts(self, row: int) -> dict[int, str]:
        return {c: cell.text for c, cell in self.view.cells(row).items() if cell.kind == "text"}

    def stub(self, text: str) -> Kind | None:
        return STUBS.get(head(text, self.year))

    def is_head(self, text: str, *, sums: bool = True) -> bool:
        if self.stub(text):
            return True
        found = tokens(text, self.year) & (self.vocabulary | {SUM, PART})
        return bool(found if sums else found - {SUM, PART})

    def columns(self, rows: list[int]) -> list[HeadColumn]:
        """Every column that has words over it, from the left."""
        lines = self.lines(rows)
        found = []
        for number in sorted({column for line in lines for column in line}):
            path = list(dict.fromkeys(line[number].strip() for line in lines if number in line))
            kinds = {self.stub(words) for words in path}
            kind: Kind = next((each for each in STRENGTH if each in kinds), "figure")
            found.append(HeadColumn(number, kind, tuple(" ".join(words.split()) for words in path)))
        return found

    def lines(self, rows: list[int]) -> list[dict[int, str]]:
        """The words over each column, row by row; without merged ranges a group reaches to the next words."""
        lines = [
            {c: t for c, t in self.view.spread(row).items() if not COUNTED.match(bare(t))} for row in rows
        ]
        if any(self.view.merged.get(row) for row in rows):
            return lines
        for line, *below in (lines[n:] for n in range(len(lines) - 1)):
            filled = {column for each in below for column in each}
            last = ""
            for column in range(min(line, default=1), max(filled, default=0) + 1):
                last = line.get(column, last)
                if last and column in filled and not self.stub(last) and column not in line:
                    line[column] = last
        return lines

    def sides(self, rows: list[int]) -> tuple[Side, ...]:
        sides: list[tuple[list[HeadColumn], list[HeadColumn]]] = []
        for column in self.columns(rows):
            stub = column.kind != "figure"
            if not sides or (stub and sides[-1][1]):
                sides.append(([], []))
            sides[-1][0 if stub else 1].append(column)
        return tuple(Side(tuple(stubs), tuple(figures)) for stubs, figures in sides if figures)
