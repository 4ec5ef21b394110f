"""A workbook from somebody: ours is known by its hidden sheet, any other is read by its words. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from accounts.case import Case
from disclosures.workbook import base, reading, stream
from disclosures.workbook.base import Head
from disclosures.workbook.foreign.book import Book, Sheet
from disclosures.workbook.foreign.opening import opened
from disclosures.workbook.foreign.recognition import recognise
from disclosures.workbook.package import Unreadable
from disclosures.workbook.reading import Content, Source
from disclosures.workbook.stream import ROWS, Cells


@dataclass(frozen=True)
class Received:
    """One of the two: our own workbook by rows, or a foreign one."""

    ours: Source | None = None
    book: Book | None = None

    def content_for(self, case: Case) -> Content:
        """What it says for this account; Unreadable where it says nothing, or is of another account."""
        if self.ours is not None:
            return reading.read_book(self.ours, case)
        assert self.book is not None
        return recognise(self.book, case)

    @property
    def head(self) -> Head | None:
        """Of which account it is, where its hidden sheet says so."""
        return None if self.ours is None else reading.base_in(self.ours).head


def receive(content: bytes) -> Received:
    """Unreadable, with the reason and what to do, for what is no workbook or a harmful one."""
    if own := our_own(content):
        return Received(ours=own)
    book = opened(content)
    kept = Kept({sheet.name: sheet for sheet in book.sheets})
    return Received(ours=kept) if base.SHEET in kept.by_name else Received(book=book)


def our_own(content: bytes) -> stream.Book | None:
    try:
        book = stream.Book(content)
        return book if base.SHEET in book.sheets else None
    except Unreadable:
        return None  # whoever reads all kinds says why


@dataclass(frozen=True)
class Kept:
    """Our own workbook as another program has saved it, .xls or .ods."""

    by_name: Mapping[str, Sheet]

    @property
    def sheets(self) -> Mapping[str, str]:
        return {name: name for name in self.by_name}

    def rows(self, name: str, most: int = ROWS) -> Iterator[tuple[int, Cells]]:
        for number, cells in sorted(self.by_name[name].rows.items()):
            if number > most:
                break
            yield number, dict(cells)
