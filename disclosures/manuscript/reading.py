"""A given text read against the narrative that the figures would make: read once for all rules. Pure.

Paragraphs that a clerk rewrote (`replace.<key>`) are read likewise, each against the paragraph it replaces.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from accounts.case import Case
from accounts.checks.engine import NotApplicable, Quote
from disclosures.manuscript import table_marks
from disclosures.manuscript.clauses import Clause, bigrams, clause
from disclosures.manuscript.expected import Block, blocks
from disclosures.manuscript.kept import kept
from disclosures.manuscript.matching import Given, Pair, Reading, given_clauses, matched
from disclosures.manuscript.sections import (
    Chapter,
    by_likeness,
    chapters,
    fullest,
    narrative_sections,
    narrative_span,
)
from disclosures.manuscript.sources import Source, Spot, Stretch, lines, paragraphs, quote, stretch

REWRITTEN = "replace."
NO_TEXT = "没有附上文本"
Read = Callable[[str], Clause]


@dataclass
class Manuscript:
    case: Case
    sources: list[Source]
    rows: list[Stretch]
    """The lines of the given text with something on them."""
    chapters: list[Chapter]
    """All headings found, also those of a list of contents."""
    bodies: dict[str, Chapter]
    """By the key of its section the chapter that is it."""
    sections: list[Reading]
    """Those of the given text."""
    rewritten: list[Reading]
    """Paragraphs that a clerk rewrote."""

    @property
    def readings(self) -> list[Reading]:
        return [*self.sections, *self.rewritten]

    def quote(self, given: Given, start: int, end: int, instead: str | None) -> tuple[str, Quote]:
        """Place and quote of some characters of a given clause."""
        return self.quote_of(given.spots[start:end], instead)

    def quote_of(self, spots: tuple[Spot, ...], instead: str | None) -> tuple[str, Quote]:
        return quote(self.sources, spots, instead)

    def pairs(self) -> Iterator[tuple[Reading, int, Pair]]:
        for reading in self.readings:
            for n, pair in reading.pairs.items():
                yield reading, n, pair


def manuscript(case: Case) -> Manuscript:
    """The text of the case, read. NotApplicable without one."""
    if not has_text(case):
        raise NotApplicable(NO_TEXT)
    return read(case)


def given_text(case: Case) -> Manuscript:
    """The same, for rules that question a whole text and no single paragraph."""
    if not case.given.strip():
        raise NotApplicable(NO_TEXT)
    return read(case)


def has_text(case: Case) -> bool:
    return bool(case.given.strip()) or any(
        slot.startswith(REWRITTEN) and text.strip() for slot, text in case.texts.items()
    )


@kept
def read(case: Case) -> Manuscript:
    sources = [Source(f"given/{n}", line) for n, line in enumerate(case.given.splitlines(), 1)]
    rows = list(lines(sources))
    pieces = list(paragraphs(rows))
    once = cache(clause)  # most clauses occur many times; what was read goes with the case
    known = {section: blocks(case, section, once) for section in narrative_sections(case)}
    grams = {
        key: frozenset(gram for block in found for each in block.clauses for gram in each.clause.grams)
        for key, found in known.items()
    }
    found = list(chapters(case, pieces))
    whole = bodies(case, pieces, rows, found, grams)
    written = {key: chapter.paragraphs for key, chapter in whole.items() if key in known}
    if not written:
        written = by_likeness(pieces, grams, lambda text: bigrams(once(text).mask))
    readings = [
        matched(key, given_clauses(written[key], once), known[key], is_whole=key in whole)
        for key in known
        if key in written
    ]
    replaced = list(rewritten(case, known, sources, once))
    return Manuscript(case, sources, rows, found, whole, readings, replaced)


def bodies(
    case: Case,
    pieces: list[Stretch],
    rows: list[Stretch],
    found: list[Chapter],
    grams: dict[str, frozenset[str]],
) -> dict[str, Chapter]:
    """The chapters that are the sections; those of text only where text may stand."""
    start, end = narrative_span(case, pieces, [mark.spots[0] for mark in table_marks.marks(rows)], found)

    def may_be(chapter: Chapter) -> bool:
        return chapter.key not in grams or start < chapter.spot < end

    def says(chapter: Chapter) -> int:
        if chapter.key not in grams:
            return chapter.length
        own = {gram for each in chapter.paragraphs for gram in bigrams(each.text)}
        return len(own & grams[chapter.key])

    return fullest(filter(may_be, found), says)


def rewritten(
    case: Case, known: dict[str, list[Block]], sources: list[Source], once: Read
) -> Iterator[Reading]:
    for slot, text in case.texts.items():
        if slot.startswith(REWRITTEN) and text.strip():
            sources.append(Source(slot, text))
            for section, found in known.items():
                own = [block for block in found if block.key == slot.removeprefix(REWRITTEN)]
                if own:
                    yield matched(section, given_clauses([stretch(len(sources) - 1, text)], once), own)
