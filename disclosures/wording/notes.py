"""What rules on words have in common: words to look out for, as data, and the finding made of them. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from accounts.case import Case
from accounts.checks.engine import Agreement, Fault, Level, Quote, Seen
from disclosures.wording.reading import Reading, readings

CLEAN = Agreement(())
"""One passage without fault."""
NOTHING_WRITTEN = "还没有填写文字，也没有所附文本"
LONGEST_QUOTE = 40
NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Note:
    """Words to look out for.

    `needle` must occur for `pattern` to be tried (plain search is what makes this fast); without a pattern it
    is itself the pattern. `instead` may refer to groups (`\\1`); None where nobody can know.
    """

    needle: str
    pattern: str = ""
    why: str = ""
    instead: str | None = None
    remedy: str = ""
    level: Level | None = None
    places: tuple[str, ...] = ()
    """Beginnings of the places it holds for; empty: all."""
    regex: re.Pattern[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "regex", re.compile(self.pattern or re.escape(self.needle)))


@dataclass(frozen=True)
class Hit:
    start: int
    end: int
    instead: str | None = None


def noted(
    case: Case, notes: tuple[Note, ...], why: str = "", remedy: str = "", *, but: tuple[Note, ...] = ()
) -> Iterator[Seen]:
    """Every passage questioned with these notes: one finding for each reason in each passage, or clean.

    `but`: notes of another rule, which has what they know.
    """
    for reading in readings(case):
        yield from faults(reading, notes, why, remedy, but=but) or [CLEAN]


def faults(
    reading: Reading, notes: tuple[Note, ...], why: str = "", remedy: str = "", *, but: tuple[Note, ...] = ()
) -> list[Seen]:
    """The words noted in a passage, each part of it by the first note that knows it."""
    found: dict[tuple[str, Level | None], tuple[Note, list[Hit]]] = {}
    for note, hit in known(reading, notes, but):
        found.setdefault((note.why or why, note.level), (note, []))[1].append(hit)
    return [
        fault(reading, hits, reason, remedy=note.remedy or remedy, level=level)
        for (reason, level), (note, hits) in found.items()
    ]


def known(reading: Reading, notes: tuple[Note, ...], but: tuple[Note, ...] = ()) -> list[tuple[Note, Hit]]:
    """What the notes know of a passage: no part of it twice, and nothing that the other notes know."""
    found: list[tuple[Note, Hit]] = []
    text = reading.text + reading.beyond
    for note in notes:
        if note.needle not in text or (note.places and not reading.place.startswith(note.places)):
            continue
        for match in note.regex.finditer(text):
            hit = Hit(
                match.start(), match.end(), None if note.instead is None else match.expand(note.instead)
            )
            if hit.start < len(reading.text) and not _taken(hit, found):
                found.append((note, hit))
    if found and but:
        others = known(reading, but)
        return [(note, hit) for note, hit in found if not _taken(hit, others)]
    return found


def _taken(hit: Hit, found: Iterable[tuple[Note, Hit]]) -> bool:
    return any(overlap(hit, other) for _, other in found)


def overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


def fault(
    reading: Reading, hits: list[Hit], why: str, *, remedy: str = "", level: Level | None = None
) -> Fault:
    """One finding for all hits of a kind in a passage. It quotes the first, or all that one click mends."""
    hits = sorted(hits, key=lambda hit: hit.start)
    words = "”、“".join(_named(reading, hits))
    times = f"等{len(hits)}处" if len(hits) > 1 else ""
    quote = mending(reading, hits)
    return Fault(
        f"{reading.passage.title}：“{words}”{times}{why}",
        place=reading.place,
        quote=quote,
        remedy=_advice(hits, quote) or remedy or _spoken(hits[0]),
        level=level,
    )


def _named(reading: Reading, hits: list[Hit]) -> list[str]:
    """The words of the hits, each once, the first few."""
    quotes = (reading.quote(hit.start, hit.end) for hit in hits)
    words = (quote.text if len(quote.text) > 1 else _around(reading, quote) for quote in quotes)
    short = (each if len(each) <= LONGEST_QUOTE else f"{each[:LONGEST_QUOTE]}…" for each in words)
    return list(dict.fromkeys(short))[:NAMED_AT_MOST]


def _around(reading: Reading, quote: Quote) -> str:
    """A single character says nothing: with what stands beside it."""
    return reading.passage.text[max(quote.start - 4, 0) : quote.end + 4].strip()


def _advice(hits: list[Hit], quote: Quote) -> str:
    if quote.instead is None:
        return ""
    if len(hits) > 1:
        return f"{len(hits)}处一并改正"
    return f"改为“{quote.instead}”" if quote.instead else f"删去“{quote.text}”"


def _spoken(hit: Hit) -> str:
    """What to write where no click can: the words run over the end of a line."""
    return f"改为“{hit.instead}”" if hit.instead else "核对后更正"


def mending(reading: Reading, hits: list[Hit]) -> Quote:
    """From the first hit to the last with all mended, where that is known; else the first alone."""
    known = [hit.instead for hit in hits if hit.instead is not None and hit.end <= len(reading.text)]
    if len(known) < len(hits):
        return reading.quote(hits[0].start, hits[0].end)
    text, pieces = reading.passage.text, []
    begin = place = reading.raw(hits[0].start, hits[0].end)[0]
    for hit, instead in zip(hits, known, strict=True):
        start, end = reading.raw(hit.start, hit.end)
        pieces += [text[place:start], instead]
        place = end
    return reading.passage.quote(begin, place, "".join(pieces))
