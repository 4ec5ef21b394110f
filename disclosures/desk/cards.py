"""One finding as its card shows it: cells with their names, the words in question, what may be done. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from accounts.case import Case
from accounts.checks.engine import RULES, Finding, Level, Quote
from accounts.checks.standing import Given, Judged, Standing, place_of
from accounts.checks.wording import amount, as_at, where
from accounts.figures import Address
from accounts.money import plain
from disclosures.desk.marking import SHORT, Piece, replaced
from disclosures.desk.places import Places, Spot, TakesText
from disclosures.wording.passages import Passage

SHOWN_AT_ONCE = 4
AROUND = 120
"""Letters shown before and after the words in question."""
STYLES = {Level.ERROR: "error", Level.REASON: "reason", Level.NOTICE: "notice"}


@dataclass(frozen=True)
class Cell:
    address: str
    name: str
    amount: str
    anchor: str

    @property
    def table(self) -> str:
        return self.address.partition("/")[0]


@dataclass(frozen=True)
class Words:
    """The passage in question, cut at the quoted words. `instead` is None where nobody can know."""

    title: str
    before: str
    quoted: tuple[Piece, ...]
    after: str
    instead: str | None
    changed: tuple[Piece, ...]
    """The suggestion, with what is new in it marked."""
    takes: TakesText

    @property
    def is_short(self) -> bool:
        """Whether the suggestion has room on a button."""
        return len(self.instead or "") <= SHORT


@dataclass(frozen=True)
class Card:
    """One finding."""

    mark: str
    rule: str
    title: str
    sentence: str
    source: str
    level: str
    style: str
    message: str
    remedy: str
    difference: str
    cells: tuple[Cell, ...]
    more: tuple[Cell, ...]
    place: Spot | None
    words: Words | None
    standing: str
    given: Given | None
    may_stand: bool
    blocks: bool
    slot: str
    """What the slot is called into which the explanation is written; empty where there is none."""
    seen: str
    """What stands in that slot now."""
    reason: str
    """What the field holds at first."""
    where: str
    """Stays the same when the values change."""

    @property
    def anchor(self) -> str:
        return f"f-{self.mark[:12]}"

    @property
    def asks(self) -> bool:
        """Whether an explanation is due."""
        return self.standing != "accepted" and self.may_stand and (self.blocks or bool(self.slot))

    @property
    def folded(self) -> bool:
        """What is to be mended, or is with one click: the field opens on demand, unless it is filled."""
        suggested = self.words is not None and self.words.instead is not None
        return (self.style == "error" or suggested) and not self.reason


def card(case: Case, places: Places, texts: dict[str, Passage], each: Judged) -> Card:
    finding, rule = each.finding, RULES[each.finding.rule]
    cells = tuple(cell(case, places, address) for address in dict.fromkeys(finding.cells))
    seen = case.texts.get(finding.slot, "") if finding.slot else ""
    slot = case.edition.slot(finding.slot) if finding.slot else None
    lapsed = each.given.reason if each.given and each.standing is Standing.LAPSED else ""
    return Card(
        mark=each.fingerprint,
        rule=rule.code,
        title=rule.title,
        sentence=rule.sentence,
        source=rule.source,
        level=finding.level.value,
        style=STYLES[finding.level],
        message=finding.message,
        remedy=finding.remedy,
        difference=difference(case, finding),
        cells=cells[:SHOWN_AT_ONCE],
        more=cells[SHOWN_AT_ONCE:],
        place=places.spot_of(finding.place) if finding.place else None,
        words=words(places, texts, finding),
        standing=each.standing.value,
        given=each.given,
        may_stand=rule.may_stand,
        blocks=each.blocks,
        slot=slot.label if slot else "",
        seen=seen,
        reason=lapsed or seen,
        where=place_of(finding),
    )


def cell(case: Case, places: Places, address: Address) -> Cell:
    return Cell(str(address), where(case, address), amount(case, address), places.anchor_of(address))


def difference(case: Case, finding: Finding) -> str:
    """As one would be written at the first cell, where both numbers are of its kind."""
    if finding.difference is None:
        return ""
    if finding.cells and case.edition.has(finding.cells[0].table):
        first = finding.cells[0]
        if case.edition.measure(first) == "money" and is_money(case, first, finding.numbers):
            return as_at(case, first, finding.difference)
    return plain(finding.difference)


def is_money(case: Case, first: Address, numbers: Sequence[Decimal]) -> bool:
    """Scores and rates may be compared at a cell of money: then the number in question is not the cell's."""
    return not numbers or case.figures.get(first, numbers[0]) in numbers


def words(places: Places, texts: dict[str, Passage], finding: Finding) -> Words | None:
    passage, quote = texts.get(finding.place), finding.quote
    if passage is None:
        return None
    if quote is None or passage.text[quote.start : quote.end] != quote.text:
        quote = Quote("", 0, 0)
    takes = places.takes(finding.place)
    return Words(
        title=passage.title,
        before=shortened(passage.text[: quote.start], from_end=True),
        quoted=replaced(quote.text, quote.instead)[0],
        after=shortened(passage.text[quote.end :]),
        instead=quote.instead if takes else None,
        changed=replaced(quote.text, quote.instead)[1],
        takes=takes,
    )


def shortened(text: str, *, from_end: bool = False) -> str:
    """The part of a long passage that is next to the words in question."""
    if len(text) <= AROUND:
        return text
    return f"…{text[-AROUND:]}" if from_end else f"{text[:AROUND]}…"
