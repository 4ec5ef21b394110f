"""Text with its places: every character that is compared knows where it was written. Pure.

What comes in are the lines of a given text or a slot; what goes out are paragraphs of plain text: NFKC, no
white space, no characters that nobody sees, lines that a page broke put together again. A quote made of them
has the words as written.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accounts.checks.engine import Quote

Spot = tuple[int, int]
"""Which source, and the offset in it."""
FURNITURE = re.compile(r"[-—–]+\d+[-—–]+|\d{1,3}|草|稿|草稿")
"""A page number, or the mark of a draft, on a line of its own."""
NUMERAL = "一二三四五六七八九十"
LEADING = r"[-•#*]*"
"""What a list of contents or a mark-up sets before a heading."""
STARTS = re.compile(
    rf"{LEADING}(?:[{NUMERAL}]{{1,3}}、|第[{NUMERAL}]部分)|\([{NUMERAL}]{{1,3}}\)|\(?\d{{1,3}}[.、)](?!\d)|注:"
)
HEADING = re.compile(rf"{LEADING}[{NUMERAL}]{{1,3}}、[^。:,;]{{2,45}}|\([{NUMERAL}]{{1,3}}\)[^。:,;]{{2,35}}")
ENDS = ("。", ";", ":", "!", "?")


@dataclass(frozen=True)
class Source:
    """A line of the given text, or a slot."""

    place: str
    text: str


@dataclass(frozen=True)
class Stretch:
    """Plain text and, for each character, its spot."""

    text: str
    spots: tuple[Spot, ...]

    def cut(self, start: int, end: int) -> "Stretch":
        return Stretch(self.text[start:end], self.spots[start:end])

    def __add__(self, other: "Stretch") -> "Stretch":
        return Stretch(self.text + other.text, self.spots + other.spots)


def plain(text: str) -> str:
    return "".join(filter(is_seen, unicodedata.normalize("NFKC", text)))


def is_seen(character: str) -> bool:
    """White space goes, and so do joiners and marks of direction (U+200B) that a page brings along."""
    return not character.isspace() and unicodedata.category(character) != "Cf"


def stretch(number: int, text: str) -> Stretch:
    """The plain text of one source."""
    normal = unicodedata.normalize("NFKC", text)
    if len(normal) == len(text):
        kept = [(each, n) for n, each in enumerate(normal) if is_seen(each)]
    else:
        kept = [(c, n) for n, each in enumerate(text) for c in plain(each)]
    return Stretch("".join(each for each, _ in kept), tuple((number, n) for _, n in kept))


def lines(sources: Iterable[Source]) -> Iterator[Stretch]:
    """The lines with something on them, page numbers left out."""
    for number, source in enumerate(sources):
        line = stretch(number, source.text)
        if line.text and not FURNITURE.fullmatch(line.text):
            yield line


def paragraphs(rows: Iterable[Stretch]) -> Iterator[Stretch]:
    """Lines put together where one goes on in the next."""
    pieces: list[Stretch] = []
    for line in rows:
        if pieces and not goes_on(pieces, line):
            yield together(pieces)
            pieces = []
        pieces.append(line)
    if pieces:
        yield together(pieces)


def goes_on(pieces: list[Stretch], line: Stretch) -> bool:
    last = pieces[-1]
    if last.text.endswith(ENDS) or STARTS.match(line.text):
        return False
    return not (len(pieces) == 1 and HEADING.fullmatch(last.text))


def together(pieces: list[Stretch]) -> Stretch:
    if len(pieces) == 1:
        return pieces[0]
    spots = [spot for piece in pieces for spot in piece.spots]
    return Stretch("".join(piece.text for piece in pieces), tuple(spots))


def quote(sources: list[Source], spots: tuple[Spot, ...], instead: str | None) -> tuple[str, Quote]:
    """The place of the first spot and the words there; what a page broke is quoted to the end of its line."""
    source, start = spots[0]
    end = max(offset for number, offset in spots if number == source) + 1
    whole = all(number == source for number, _ in spots)
    text = sources[source].text[start:end]
    return sources[source].place, Quote(text, start, end, instead if whole else None)
