"""Sheets put together cell by cell, whichever format they come from, within bounds. Pure."""

from dataclasses import dataclass, field

from disclosures.workbook.foreign.book import Book, Format, Merge, Sheet
from disclosures.workbook.package import Unreadable
from disclosures.workbook.stream import COLUMNS, ROWS, Cell

SHEETS = 200
CELLS = 300_000
"""With something in them, in all sheets: the largest account has some 20,000."""
CHARACTERS = 20_000_000
MERGES = 20_000


@dataclass
class Draft:
    """A sheet while it is read."""

    name: str
    hidden: bool
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    beyond: int = 0

    def hide_rows(self, first: int, last: int) -> None:
        self.hidden_rows.update(range(first, min(last, ROWS) + 1))

    def hide_columns(self, first: int, last: int) -> None:
        self.hidden_columns.update(range(first, min(last, COLUMNS) + 1))

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        within = 1 <= top <= min(bottom, ROWS) and 1 <= left <= min(right, COLUMNS)
        if within and (top, left) != (bottom, right):
            self.merges.append(Merge(top, left, min(bottom, ROWS), min(right, COLUMNS)))
        if len(self.merges) > MERGES:
            raise Unreadable(f"工作表“{self.name}”合并的单元格超过 {MERGES:,} 处，没有读取。请取消多余的合并")

    def sheet(self) -> Sheet:
        rows = {number: self.rows[number] for number in sorted(self.rows)}
        columns = {column for cells in rows.values() for column in cells}
        return Sheet(
            name=self.name,
            rows=rows,
            merges=tuple(self.merges),
            hidden=self.hidden,
            hidden_rows=frozenset(self.hidden_rows & rows.keys()),
            hidden_columns=frozenset(self.hidden_columns & columns),
            beyond=self.beyond,
        )


@dataclass
class Gathering:
    """The sheets of one file. Raises Unreadable, with what to do, where there is too much of anything."""

    drafts: list[Draft] = field(default_factory=list)
    cells: int = 0
    characters: int = 0

    def begin(self, name: str, hidden: bool) -> Draft:
        if len(self.drafts) >= SHEETS:
            raise Unreadable(f"文件有 {SHEETS} 个以上的工作表，没有读取。请拆成几个文件后再上传")
        self.drafts.append(Draft(name, hidden))
        return self.drafts[-1]

    def put(self, draft: Draft, row: int, column: int, cell: Cell) -> None:
        if row > ROWS or column > COLUMNS:
            draft.beyond += 1
            return
        self.cells += 1
        self.characters += len(cell.text)
        if self.cells > CELLS:
            raise Unreadable(f"文件里有内容的单元格超过 {CELLS:,} 个，没有读取。请删除无关的工作表和行")
        if self.characters > CHARACTERS:
            raise Unreadable(f"文件里的文字超过 {CHARACTERS:,} 个，没有读取。请删除无关的内容")
        draft.rows.setdefault(row, {})[column] = cell

    def book(self, form: Format) -> Book:
        if not self.drafts:
            raise Unreadable("文件里没有工作表（只有图表或宏表）。请上传有报表的工作簿")
        return Book(tuple(draft.sheet() for draft in self.drafts), form)
