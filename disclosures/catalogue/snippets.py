"""What of a report answers a search: the passages with the words asked for, cut and marked. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from disclosures.catalogue.words import folded

KINDS = ("project", "subject", "text")
"""What says most comes first."""
MOST = 3
AROUND = 24
"""Characters before and after the first word that is found."""


@dataclass(frozen=True)
class Piece:
    text: str
    is_hit: bool = False


@dataclass(frozen=True)
class Snippet:
    kind: str
    anchor: str
    heading: str
    pieces: tuple[Piece, ...]


def snippets(passages: Iterable[Sequence[str]], terms: Sequence[str]) -> tuple[Snippet, ...]:
    """Of [kind, anchor, heading, text]: those with most of the terms, at most three, each place once."""
    found: dict[tuple[str, str], tuple[tuple[int, int], Snippet]] = {}
    whole = 0
    for kind, anchor, heading, text in sorted(passages, key=lambda each: KINDS.index(each[0])):
        plain = folded(text)
        hits = sum(term in plain for term in terms)
        rank = (-hits, KINDS.index(kind))
        if hits and (anchor, text) not in found:
            found[anchor, text] = rank, Snippet(kind, anchor, heading, tuple(pieces(text, plain, terms)))
            whole += hits == len(terms)
        if whole == MOST:  # none that follows is better
            break
    best = sorted(found.values(), key=lambda each: each[0])
    return tuple(snippet for _, snippet in best[:MOST])


def pieces(text: str, plain: str, terms: Sequence[str]) -> Iterator[Piece]:
    """The text around the first hit, every hit in it marked. `plain`: the text folded, as long as it."""
    places = sorted(place for term in terms for place in occurrences(plain, term))
    start = max(places[0][0] - AROUND, 0)
    end = min(places[0][1] + 2 * AROUND, len(text))
    if start:
        yield Piece("…")
    here = start
    for first, last in places:
        if last > end or first < here:
            continue
        if first > here:
            yield Piece(text[here:first])
        yield Piece(text[first:last], is_hit=True)
        here = last
    if here < end:
        yield Piece(text[here:end])
    if end < len(text):
        yield Piece("…")


def occurrences(plain: str, term: str) -> Iterator[tuple[int, int]]:
    place = plain.find(term)
    while place >= 0:
        yield place, place + len(term)
        place = plain.find(term, place + len(term))
