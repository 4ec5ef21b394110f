"""A text laid beside the account: its lines, the words in question marked, what is said of them. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from accounts.case import Case
from accounts.checks.engine import RULES, Finding, Result
from disclosures.desk.cards import STYLES, Cell, cell
from disclosures.desk.places import Places

LONGEST = 200_000
GIVEN = "given/"


@dataclass(frozen=True)
class Piece:
    text: str
    marked: bool


@dataclass(frozen=True)
class Remark:
    """A finding on one line of the text."""

    line: int
    rule: str
    sentence: str
    source: str
    level: str
    style: str
    message: str
    remedy: str
    pieces: tuple[Piece, ...]
    instead: str | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Line:
    number: int
    pieces: tuple[Piece, ...]
    asked: bool


@dataclass(frozen=True)
class Beside:
    remarks: tuple[Remark, ...]
    lines: tuple[Line, ...]
    not_run: tuple[Result, ...]


def beside(case: Case, results: Sequence[Result]) -> Beside:
    """What the rules say of `case.given`, in its order."""
    texts = case.given.splitlines()
    places = Places(case)
    found = [(line_of(each), each) for result in results for each in result.findings if is_given(each)]
    found.sort(key=lambda pair: (pair[0], pair[1].quote.start if pair[1].quote else 0))
    spans: dict[int, list[tuple[int, int]]] = {}
    for number, finding in found:
        if finding.quote:
            spans.setdefault(number, []).append((finding.quote.start, finding.quote.end))
    asked = {number for number, _ in found}
    return Beside(
        remarks=tuple(remark(case, places, texts, number, finding) for number, finding in found),
        lines=tuple(
            Line(number, tuple(pieces(text, spans.get(number, ()))), number in asked)
            for number, text in enumerate(texts, 1)
        ),
        not_run=tuple(each for each in results if each.state.value == "could not run"),
    )


def is_given(finding: Finding) -> bool:
    return finding.place.startswith(GIVEN)


def line_of(finding: Finding) -> int:
    number = finding.place.removeprefix(GIVEN)
    return int(number) if number.isdigit() else 0


def remark(case: Case, places: Places, texts: list[str], number: int, finding: Finding) -> Remark:
    rule, quote = RULES[finding.rule], finding.quote
    text = texts[number - 1] if 0 < number <= len(texts) else ""
    return Remark(
        line=number,
        rule=rule.code,
        sentence=rule.sentence,
        source=rule.source,
        level=finding.level.value,
        style=STYLES[finding.level],
        message=finding.message,
        remedy=finding.remedy,
        pieces=tuple(pieces(text, [(quote.start, quote.end)] if quote else ())),
        instead=quote.instead if quote else None,
        cells=tuple(cell(case, places, address) for address in finding.cells),
    )


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
