"""Texts cut into marked and unmarked pieces: words in question, what a suggestion changes in them. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

SHORT = 20
"""Words up to this length are marked whole."""


@dataclass(frozen=True)
class Piece:
    text: str
    marked: bool


def pieces(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    """The text cut at the marked stretches; those that overlap become one."""
    done = 0
    for start, end in merged(spans):
        if text[done:start]:
            yield Piece(text[done:start], False)
        if text[start:end]:
            yield Piece(text[start:end], True)
        done = max(done, end)
    if text[done:]:
        yield Piece(text[done:], False)


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def replaced(old: str, new: str | None) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The old words with what goes marked, and the new ones with what comes; short ones are marked whole."""
    if new is None or len(old) <= SHORT:
        return tuple(pieces(old, [(0, len(old))])), tuple(pieces(new or "", [(0, len(new or ""))]))
    steps = [
        step for step in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if step[0] != "equal"
    ]
    return (
        tuple(pieces(old, [(a, b) for _, a, b, _, _ in steps])),
        tuple(pieces(new, [(a, b) for _, _, _, a, b in steps])),
    )
