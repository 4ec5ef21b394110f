"""A given text read against the narrative that the figures would make: read once for all rules. Pure.

Paragraphs that a clerk rewrote (`replace.<key>`) are read likewise, each against the paragraph it replaces.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from accounts.case import Case
from accounts.checks.engine import NotApplicable, Quote
from disclosures.manuscript.alignment import align
from disclosures.manuscript.clauses import Clause, Told, alike, bigrams, clause, cuts
from disclosures.manuscript.expected import Block, Expected, blocks
from disclosures.manuscript.headings import Chapter, chapters, fullest
from disclosures.manuscript.sources import Source, Spot, Stretch, lines, paragraphs, quote, stretch

REWRITTEN = "replace."
PROFILE = ("duties", "organisation")
HEAD_ALIKE = 0.5
BELONGS = 0.5
NO_TEXT = "没有附上文本"


@dataclass(frozen=True)
class Given:
    """A clause as it was written."""

    clause: Clause
    spots: tuple[Spot, ...]
    line: int
    """Which paragraph of its section."""


@dataclass(frozen=True)
class Pair:
    given: Given
    expected: Expected
    at: int
    """Which clause of its section the expected one is."""
    alike: float
    told: tuple[tuple[Told, Told], ...]
    """Numbers of the given clause with those they should be."""


@dataclass
class Reading:
    """One section of the text beside the same section of the narrative."""

    key: str
    given: list[Given]
    expected: list[Expected]
    pairs: dict[int, Pair]
    """By the index of the given clause."""

    @cached_property
    def by_clause(self) -> dict[int, Pair]:
        """By the identity of the given clause."""
        return {id(pair.given): pair for pair in self.pairs.values()}

    def before(self, n: int) -> Pair | None:
        """The pair of the last given clause before the n-th that is known."""
        return next((self.pairs[m] for m in range(n - 1, -1, -1) if m in self.pairs), None)


@dataclass
class Manuscript:
    case: Case
    sources: list[Source]
    rows: list[Stretch]
    """The lines of the given text with something on them."""
    chapters: list[Chapter]
    readings: list[Reading]

    def quote(self, given: Given, start: int, end: int, instead: str | None) -> tuple[str, Quote]:
        """Place and quote of some characters of a given clause."""
        return self.quote_of(given.spots[start:end], instead)

    def quote_of(self, spots: tuple[Spot, ...], instead: str | None) -> tuple[str, Quote]:
        return quote(self.sources, spots, instead)

    def pairs(self) -> Iterator[tuple[Reading, int, Pair]]:
        for reading in self.readings:
            for n, pair in reading.pairs.items():
                yield reading, n, pair

    @cached_property
    def bodies(self) -> dict[str, Chapter]:
        return fullest(self.chapters)


_last: tuple[Case, Manuscript] | None = None


def manuscript(case: Case) -> Manuscript:
    """The text of the case, read; the last is kept, as every rule asks for it. NotApplicable without."""
    global _last
    if not has_text(case):
        raise NotApplicable(NO_TEXT)
    known = _last
    if known is None or known[0] is not case:
        known = _last = (case, read(case))
    return known[1]


def has_text(case: Case) -> bool:
    return bool(case.given.strip()) or any(
        slot.startswith(REWRITTEN) and text.strip() for slot, text in case.texts.items()
    )


def given_text(case: Case) -> Manuscript:
    """The same, for rules that question a whole text and no single paragraph."""
    if not case.given.strip():
        raise NotApplicable(NO_TEXT)
    return manuscript(case)


def read(case: Case) -> Manuscript:
    sources = [Source(f"given/{n}", line) for n, line in enumerate(case.given.splitlines(), 1)]
    rows = list(lines(sources))
    pieces = list(paragraphs(rows))
    found = list(chapters(case, pieces))
    known = {section: blocks(case, section) for section in narrative_sections(case)}
    bodies = {key: chapter.paragraphs for key, chapter in fullest(found).items() if key in known}
    if not bodies:
        bodies = by_likeness(pieces, known)
    readings = [reading(key, clauses(bodies[key]), known[key]) for key in known if key in bodies]
    result = Manuscript(case, sources, rows, found, readings)
    result.readings.extend(rewritten(case, known, sources))
    return result


def narrative_sections(case: Case) -> list[str]:
    return [
        section.key
        for part in case.edition.parts
        for section in part.sections
        if section.kind == "text" and section.key not in PROFILE
    ]


def rewritten(case: Case, known: dict[str, list[Block]], sources: list[Source]) -> Iterator[Reading]:
    for slot, text in case.texts.items():
        if slot.startswith(REWRITTEN) and text.strip():
            sources.append(Source(slot, text))
            for section, found in known.items():
                own = [block for block in found if block.key == slot.removeprefix(REWRITTEN)]
                if own:
                    yield reading(section, clauses([stretch(len(sources) - 1, text)]), own)


def clauses(written: Iterable[Stretch]) -> list[Given]:
    return [
        Given(clause(paragraph.text[start:end]), paragraph.spots[start:end], line)
        for line, paragraph in enumerate(written)
        for start, end in cuts(paragraph.text)
    ]


def by_likeness(pieces: Sequence[Stretch], known: dict[str, list[Block]]) -> dict[str, list[Stretch]]:
    """A text without headings: each paragraph goes to the section that says most of it."""
    grams = {
        key: frozenset(gram for block in found for each in block.clauses for gram in each.clause.grams)
        for key, found in known.items()
    }
    bodies: dict[str, list[Stretch]] = {}
    for piece in pieces:
        own = bigrams(clause(piece.text).mask)
        best = max(known, key=lambda key: len(own & grams[key]), default="")
        if best and len(own & grams[best]) >= BELONGS * len(own):
            bodies.setdefault(best, []).append(piece)
    return bodies


def reading(key: str, given: list[Given], found: list[Block]) -> Reading:
    """Section by section, and in a section item by item."""
    ordered, starts = in_given_order(given, found)
    expected = [each for block in ordered for each in block.clauses]
    pairs: dict[int, Pair] = {}
    for (here, there), (first, last) in segments(ordered, starts, len(given), len(expected)):
        part = align(
            [each.clause for each in given[here:there]], [each.clause for each in expected[first:last]]
        )
        for n, m, like in part:
            pairs[here + n] = pair(given[here + n], expected[first + m], first + m, like)
    return Reading(key, given, expected, pairs)


Span = tuple[int, int]


def segments(
    ordered: list[Block], starts: dict[str, int], given: int, expected: int
) -> Iterator[tuple[Span, Span]]:
    """Clauses of the text and of the narrative that go together: an item, from its head to the next."""
    here = first = done = 0
    for block in ordered:
        if block.key in starts:
            yield (here, starts[block.key]), (first, done)
            here, first = starts[block.key], done
        done += len(block.clauses)
    yield (here, given), (first, expected)


def in_given_order(given: list[Given], found: list[Block]) -> tuple[list[Block], dict[str, int]]:
    """Paragraphs of one item each (a subject, a project) as the text orders them, and where they begin."""
    items = [block for block in found if block.is_item and block.clauses]
    if len(items) < 2:
        return found, {}
    starts = heads(given, items)
    places: dict[str, float] = {}
    last = -1.0
    for item in items:  # one that is not there keeps behind the one before it
        last = places[item.key] = float(starts[item.key]) if item.key in starts else last + 0.0001
    ordered = iter(sorted(items, key=lambda block: places[block.key]))
    return [next(ordered) if block.is_item and block.clauses else block for block in found], starts


def heads(given: list[Given], items: list[Block]) -> dict[str, int]:
    """Where each item begins in the text: under its very name, else under the likeliest."""
    exact = {each.clause.text: n for n, each in reversed(list(enumerate(given)))}
    taken = {n: exact[text] for n, item in enumerate(items) if (text := head(item).text) in exact}
    endings = {head(item).text[-2:] for item in items}
    used = set(taken.values())
    free = [n for n, each in enumerate(given) if each.clause.text[-2:] in endings and n not in used]
    left = [m for m in range(len(items)) if m not in taken]
    rated = ((-head_likeness(given[n].clause, head(items[m])), n, m) for n in free for m in left)
    for likeness, n, m in sorted(rated):
        if -likeness < HEAD_ALIKE:
            break
        if m not in taken and n not in used:
            taken[m] = n
            used.add(n)
    return {items[m].key: n for m, n in taken.items()}


def head(item: Block) -> Clause:
    return item.clauses[0].clause


def head_likeness(one: Clause, other: Clause) -> float:
    """Numbers count: the heads of items differ by their names alone."""
    return 1.0 if one.text == other.text else alike(one.grams, other.grams)


def pair(given: Given, expected: Expected, at: int, likeness: float) -> Pair:
    return Pair(given, expected, at, likeness, tuple(told(given.clause, expected.clause)))


def told(given: Clause, expected: Clause) -> Iterator[tuple[Told, Told]]:
    """Numbers that stand in the same place; where one side has more, those after the same words."""
    if len(given.told) == len(expected.told):
        for one, other in zip(given.told, expected.told, strict=True):
            if comparable(one, other):
                yield one, other
        return
    free = list(given.told)
    for other in expected.told:
        lead = expected.text[max(0, other.start - 2) : other.start]
        for one in free:
            if comparable(one, other) and given.text[max(0, one.start - 2) : one.start] == lead:
                yield one, other
                free = free[free.index(one) + 1 :]
                break


def comparable(one: Told, other: Told) -> bool:
    """Money with money, % with %; a unit may be missing."""
    return not one.unit or not other.unit or family(one.unit) == family(other.unit)


def family(unit: str) -> str:
    return "元" if unit.endswith("元") else unit
