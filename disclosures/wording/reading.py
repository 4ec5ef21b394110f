"""A passage as rules read it: without the blanks beside Chinese words that extraction leaves. Pure."""

import re
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from accounts.case import Case
from accounts.checks.engine import Quote
from disclosures.wording.passages import Passage, passages

BLANKS = re.compile(r"(?<![A-Za-z0-9.,%])[ \t\u00a0\u3000]+|(?<!%)[ \t\u00a0\u3000]+(?![A-Za-z0-9])")
SENTENCE_ENDS = ("。", "！", "？", "；")
SEAM = 40
"""So much of the next line of a given text is read along: there a sentence may run on."""


@dataclass(frozen=True)
class Reading:
    passage: Passage
    text: str
    positions: tuple[int, ...]
    """Where each character stands in the passage; empty where nothing was left out."""
    beyond: str = ""
    """The beginning of the next line, where this one does not end a sentence."""

    @property
    def place(self) -> str:
        return self.passage.place

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Where these characters stand in the passage itself; what is beyond its end is cut off."""
        end = min(end, len(self.text))
        if not self.positions:
            return start, end
        return self.positions[start], self.positions[end - 1] + 1 if end > start else self.positions[start]

    def is_tight(self, start: int, end: int) -> bool:
        """Whether no blank was left out between these characters: cells of a table row are no sentence."""
        first, last = self.raw(start, end)
        return last - first == end - start

    def quote(self, start: int, end: int, instead: str | None = None) -> Quote:
        return self.passage.quote(*self.raw(start, end), instead)


_READ: dict[int, tuple[weakref.ref[Case], tuple[Reading, ...]]] = {}
"""What was read of each living case: every rule asks for it, and a case never changes."""

COLUMNS = re.compile(r"(?<!\S)-?[\d,]+(?:\.\d+)?%?(?!\S)")
SENTENCE = re.compile(r"[，。；：,;:]\s*[\u4e00-\u9fff]|[\u4e00-\u9fff][，。；：;:]")


def readings(case: Case) -> tuple[Reading, ...]:
    """Every passage of the case, read; a line of the given text with the beginning of the next."""
    key = id(case)
    known = _READ.get(key)
    if known is None or known[0]() is not case:
        known = weakref.ref(case, lambda _: _READ.pop(key, None)), tuple(_readings(case))
        _READ[key] = known
    return known[1]


def _readings(case: Case) -> Iterator[Reading]:
    before: Reading | None = None
    for passage in passages(case):
        if passage.given and is_table_row(passage.text):
            continue
        reading = read(passage)
        if before is not None:
            yield before if not passage.given else replace(before, beyond=_beyond(before, reading))
        before = reading if passage.given else None
        if before is None:
            yield reading
    if before is not None:
        yield before


def is_table_row(line: str) -> bool:
    """Several numbers side by side and no sentence: what is left of a table in a text taken out of a PDF."""
    return len(COLUMNS.findall(line)) > 1 and not SENTENCE.search(line)


def read(passage: Passage) -> Reading:
    return Reading(passage, *squeezed(passage.text))


def _beyond(reading: Reading, following: Reading) -> str:
    return "" if reading.text.endswith(SENTENCE_ENDS) else following.text[:SEAM]


@lru_cache(maxsize=2048)
def squeezed(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without blanks beside Chinese words, and where its characters stood."""
    gaps = [match.span() for match in BLANKS.finditer(text)]
    if not gaps:
        return text, ()
    kept: list[int] = []
    start = 0
    for gap in (*gaps, (len(text), len(text))):
        kept.extend(range(start, gap[0]))
        start = gap[1]
    return "".join(text[n] for n in kept), tuple(kept)
