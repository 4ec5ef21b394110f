"""A text laid beside the account: its lines, the words in question marked, what is said of them. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accounts.case import Case
from accounts.checks.engine import RULES, Finding, Level, Quote, Result
from disclosures.desk.cards import STYLES, Cell, cell
from disclosures.desk.marking import Piece, pieces, replaced
from disclosures.desk.places import Places
from disclosures.manuscript import coverage

LONGEST = 200_000
GIVEN = "given/"


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
    changed: tuple[Piece, ...]
    """The suggestion, with what is new in it marked."""
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
    coverage: tuple[str, ...]
    """Which sections of the text were held against the account, and which were not."""

    @property
    def counts(self) -> str:
        """错误 20 处，提示 3 处."""
        levels = Counter(remark.level for remark in self.remarks)
        return "，".join(f"{level.value} {levels[level.value]} 处" for level in Level if levels[level.value])


def beside(case: Case, results: Sequence[Result]) -> Beside:
    """What the rules say of `case.given`, in its order."""
    texts = case.given.splitlines()
    places = Places(case)
    found = [(line_of(each), each) for result in results for each in result.findings if is_given(each)]
    found.sort(key=lambda pair: (pair[0], pair[1].quote.start if pair[1].quote else 0))
    spans: dict[int, list[tuple[int, int]]] = {}
    for number, finding in found:
        if finding.quote:
            spans.setdefault(number, []).extend(marks(finding.quote))
    asked = {number for number, _ in found}
    return Beside(
        remarks=tuple(remark(case, places, texts, number, finding) for number, finding in found),
        lines=tuple(
            Line(number, tuple(pieces(text, spans.get(number, ()))), number in asked)
            for number, text in enumerate(texts, 1)
        ),
        not_run=tuple(each for each in results if each.state.value == "could not run"),
        coverage=tuple(coverage.sentences(case)),
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
        pieces=in_place(text, quote),
        instead=quote.instead if quote else None,
        changed=replaced(quote.text, quote.instead)[1] if quote else (),
        cells=tuple(cell(case, places, address) for address in finding.cells),
    )


def marks(quote: Quote) -> Iterator[tuple[int, int]]:
    """Where in the line the words stand that the suggestion changes."""
    place = quote.start
    for piece in replaced(quote.text, quote.instead)[0]:
        if piece.marked:
            yield place, place + len(piece.text)
        place += len(piece.text)


def in_place(text: str, quote: Quote | None) -> tuple[Piece, ...]:
    """The line, with the words in question marked, of long ones what the suggestion changes."""
    if quote is None or text[quote.start : quote.end] != quote.text:
        return tuple(pieces(text, ()))
    before, after = Piece(text[: quote.start], False), Piece(text[quote.end :], False)
    return (before, *replaced(quote.text, quote.instead)[0], after)
