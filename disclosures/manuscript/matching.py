"""One section of a text beside the same section of the narrative: which clause is which. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from disclosures.manuscript.alignment import align
from disclosures.manuscript.clauses import Clause, Told, alike, cuts
from disclosures.manuscript.expected import Block, Expected
from disclosures.manuscript.sources import Spot, Stretch

HEAD_ALIKE = 0.5
MOST = 4_000_000
"""So many pairs of clauses are compared; what a text has beyond that finds no partner."""
Span = tuple[int, int]


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
    is_whole: bool = False
    """It stood under its heading: what is not in it is missing. Else it is a piece, or one paragraph."""

    @cached_property
    def by_clause(self) -> dict[int, Pair]:
        """By the identity of the given clause."""
        return {id(pair.given): pair for pair in self.pairs.values()}

    @cached_property
    def by_expected(self) -> dict[int, Pair]:
        """By the index of the expected clause."""
        return {pair.at: pair for pair in self.pairs.values()}

    def before(self, n: int) -> Pair | None:
        """The pair of the last given clause before the n-th that is known."""
        return next((self.pairs[m] for m in range(n - 1, -1, -1) if m in self.pairs), None)


def given_clauses(written: Iterable[Stretch], read: Callable[[str], Clause]) -> list[Given]:
    return [
        Given(read(paragraph.text[start:end]), paragraph.spots[start:end], line)
        for line, paragraph in enumerate(written)
        for start, end in cuts(paragraph.text)
    ]


def matched(key: str, given: list[Given], found: list[Block], *, is_whole: bool = False) -> Reading:
    """Section by section, and in a section item by item."""
    ordered, starts = in_given_order(given, found)
    expected = [each for block in ordered for each in block.clauses]
    pairs: dict[int, Pair] = {}
    for (here, there), (first, last) in segments(ordered, starts, len(given), len(expected)):
        there = min(there, here + MOST // max(1, last - first))
        part = align(
            [each.clause for each in given[here:there]], [each.clause for each in expected[first:last]]
        )
        for n, m, like in part:
            pairs[here + n] = pair(given[here + n], expected[first + m], first + m, like)
    return Reading(key, given, expected, pairs, is_whole)


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
    starts = item_starts(given, items)
    places: dict[str, float] = {}
    last = -1.0
    for item in items:  # one that is not there keeps behind the one before it
        last = places[item.key] = float(starts[item.key]) if item.key in starts else last + 0.0001
    ordered = iter(sorted(items, key=lambda block: places[block.key]))
    return [next(ordered) if block.is_item and block.clauses else block for block in found], starts


def item_starts(given: list[Given], items: list[Block]) -> dict[str, int]:
    """Where each item begins in the text: under its very name, else under the likeliest."""
    exact = {each.clause.text: n for n, each in reversed(list(enumerate(given)))}
    taken = {n: exact[text] for n, item in enumerate(items) if (text := name_of(item).text) in exact}
    endings = {name_of(item).text[-2:] for item in items}
    used = set(taken.values())
    free = [n for n, each in enumerate(given) if each.clause.text[-2:] in endings and n not in used]
    left = [m for m in range(len(items)) if m not in taken]
    free = free[: MOST // 10 // max(1, len(left))]
    rated = ((-name_likeness(given[n].clause, name_of(items[m])), n, m) for n in free for m in left)
    for likeness, n, m in sorted(rated):
        if -likeness < HEAD_ALIKE:
            break
        if m not in taken and n not in used:
            taken[m] = n
            used.add(n)
    return {items[m].key: n for m, n in taken.items()}


def name_of(item: Block) -> Clause:
    """The clause that an item begins with names it."""
    return item.clauses[0].clause


def name_likeness(one: Clause, other: Clause) -> float:
    """Numbers count: the names of items differ by nothing else."""
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
