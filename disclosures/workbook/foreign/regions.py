"""Where in the sheets each table stands: from its title or number to the next. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from accounts.editions.definitions import Edition
from disclosures.workbook.foreign.book import Book
from disclosures.workbook.foreign.panes import panes
from disclosures.workbook.foreign.recognised import Unused
from disclosures.workbook.foreign.synonyms import OTHERS
from disclosures.workbook.foreign.titles import CONTINUED, Named, is_other, named, numbered
from disclosures.workbook.foreign.view import View
from disclosures.workbook.foreign.words import plain
from disclosures.workbook.package import Unreadable

MOST = 1_000
"""Tables and parts of tables."""


@dataclass
class Region:
    """Rows of a sheet under one title. `key` is empty for tables that the edition does not have."""

    view: View
    top: int
    """Where its captions may begin: the first table of a sheet has all that stands above it."""
    first: int
    last: int
    named: Named
    reference: str = ""
    against: list[str] = field(default_factory=list)
    """What says that it is another table: its number, the name of the sheet."""

    @property
    def key(self) -> str:
        return self.named.key


def regions(book: Book, edition: Edition) -> list[Region]:
    """All of the book, in order; sheets without a title have none. Unreadable where there are too many."""
    found: list[Region] = []
    for pane in (pane for sheet in book.sheets for pane in panes(sheet, edition)):
        found.extend(of_sheet(View(pane), edition, found[-1].named if found else None))
        if len(found) > MOST:
            raise Unreadable(f"文件里的表名超过 {MOST:,} 处，没有读取；请只留下要导入的表")
    return found


def of_sheet(view: View, edition: Edition, before: Named | None) -> Iterator[Region]:
    finder = Finder(view, edition, before)
    for row in view.numbers:
        finder.read(row)
    sheet = named(view.name, edition) or numbered(view.name, edition)
    last = view.numbers[-1] if view.numbers else 0
    if not finder.found:
        if sheet and sheet.key and view.numbers:
            yield Region(view, 1, view.numbers[0], last, sheet)
        return
    ends = [each.first - 1 for each in finder.found[1:]] + [last]
    for region, end in zip(finder.found, ends, strict=True):
        region.last = end
        yield region
    keys = {region.key for region in finder.found}
    if sheet and sheet.rank < 2 and sheet.key not in keys and len(keys) == 1:
        finder.found[0].against.append(f"工作表的名称是“{view.name}”")


class Finder:
    """Goes down one sheet; a title after rows of another table begins a new one."""

    def __init__(self, view: View, edition: Edition, before: Named | None) -> None:
        self.view, self.edition, self.before = view, edition, before
        self.found: list[Region] = []
        self.busy = True
        """Whether rows of the table in hand have been passed, so that a title is the next one's."""

    def read(self, row: int) -> None:
        cells = self.view.cells(row)
        texts = {column: cell.text for column, cell in cells.items() if cell.kind == "text"}
        marks = [(column, each) for column, text in texts.items() if (each := self.mark(text, len(texts)))]
        for column, mark in sorted(marks, key=lambda each: each[1].rank == 2):
            self.take(row, column, mark)
        if not marks and (len(cells) > 3 or len(texts) < len(cells)):
            self.busy = True

    def mark(self, text: str, beside: int) -> Named | None:
        if CONTINUED.match(plain(text)):
            return self.found[-1].named if self.found else self.before
        found = named(text, self.edition) or numbered(text, self.edition)
        if found is None and beside <= 2 and is_other(text):
            return Named("", 1, text.strip())
        return found

    def take(self, row: int, column: int, mark: Named) -> None:
        current = self.found[-1] if self.found and not self.busy else None
        reference = self.view.reference(row, column)
        if current is None:
            self.found.append(Region(self.view, row if self.found else 1, row, row, mark, reference))
        elif mark.key == current.key:
            if mark.rank < current.named.rank:
                current.named, current.reference = mark, reference
        elif mark.rank == 2:
            current.against.append(f"编号是“{mark.words}”")
        elif current.named.rank == 2:
            current.against.append(f"编号是“{current.named.words}”")
            current.named, current.reference = mark, reference
        else:
            self.found.append(Region(self.view, row if self.found else 1, row, row, mark, reference))
        self.busy = False


def chosen(found: Iterable[Region]) -> tuple[dict[str, list[Region]], list[Unused]]:
    """The regions to be read, by table, and why the others are not."""
    by_key: dict[str, list[Region]] = {}
    unused: list[Unused] = []
    for region in found:
        if region.key:
            by_key.setdefault(region.key, []).append(region)
        else:
            unused.append(Unused(region.view.name, region.named.words, why_not(region.named.words)))
    for key, all_of in by_key.items():
        best, rest = preferred(all_of)
        by_key[key] = best
        unused.extend(Unused(each.view.name, each.named.words, why) for each, why in rest)
    return by_key, unused


def why_not(title: str) -> str:
    """Why a table that is none of the edition's is not read."""
    return next((told for words, told in OTHERS if re.search(words, title)), "本决算的格式没有这张表")


def preferred(all_of: list[Region]) -> tuple[list[Region], list[tuple[Region, str]]]:
    """What is seen before what is hidden; the edition's own title before those of others."""
    rest: list[tuple[Region, str]] = []
    seen = [each for each in all_of if not each.view.sheet.hidden]
    if seen:
        rest = [(each, "隐藏的工作表，没有读取") for each in all_of if each.view.sheet.hidden]
    best = seen or all_of
    own = [each for each in best if each.named.rank != 1]
    if own and len(own) < len(best):
        other = "文件里另有本格式名称的表，这张没有读取"
        rest += [(each, other) for each in best if each.named.rank == 1]
        best = own
    return best, rest
