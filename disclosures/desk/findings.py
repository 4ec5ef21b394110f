"""The findings of an account as its page shows them: in the order of the report, one wrong cell as one place.

Pure: from what the rules found to strings, anchors and counts. Templates only loop over it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from accounts.case import Case
from accounts.checks.engine import RULES, Finding, Level, Quote, Result, State
from accounts.checks.standing import Given, Judged, Standing, judged, place_of
from accounts.checks.wording import amount, as_at, where
from accounts.figures import Address
from accounts.money import plain
from disclosures.desk.places import Places, Spot, TakesText
from disclosures.wording.passages import Passage, passages

SHOWN_AT_ONCE = 4
AROUND = 120
"""Letters shown before and after the words in question."""
STYLES = {Level.ERROR: "error", Level.REASON: "reason", Level.NOTICE: "notice"}
FILTERS = (("", "全部"), ("error", "错误"), ("reason", "需说明"), ("notice", "提示"), ("accepted", "已说明"))


@dataclass(frozen=True)
class Cell:
    address: str
    name: str
    amount: str
    anchor: str


@dataclass(frozen=True)
class Words:
    """The passage in question, cut at the quoted words. `instead` is None where nobody can know."""

    title: str
    before: str
    quoted: str
    after: str
    instead: str | None
    takes: TakesText


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
        """An 错误 is there to be mended: its field opens on demand, unless something stands in it."""
        return self.style == "error" and not self.reason


@dataclass(frozen=True)
class Bundle:
    """Findings that have a cell in common, or one that has not."""

    cards: tuple[Card, ...]
    shared: Cell | None = None


@dataclass(frozen=True)
class Group:
    """A table or section of the report."""

    spot: Spot
    bundles: tuple[Bundle, ...]
    counts: str


@dataclass(frozen=True)
class Filter:
    key: str
    title: str
    count: int
    current: bool


@dataclass(frozen=True)
class Page:
    groups: tuple[Group, ...]
    filters: tuple[Filter, ...]
    places: int
    """How many places must be mended or explained: findings from one cell count once."""
    blocking: int
    errors: int
    reasons: int
    passed: tuple[Result, ...]
    idle: tuple[Result, ...]
    not_run: tuple[Result, ...]
    roundings: int


def page(case: Case, results: Sequence[Result], given: Sequence[Given], show: str = "") -> Page:
    """`show` is the key of a filter; an unknown one shows all."""
    found = [each for each in judged(case, results, given) if not each.finding.place.startswith("given/")]
    show = show if show in dict(FILTERS) else ""
    places = Places(case)
    bundles = [*bundled(found)]
    shown = [
        (shared, kept)
        for shared, members in bundles
        if (kept := [each for each in members if is_shown(each, show)])
    ]
    blocking = [each for each in found if each.blocks]
    return Page(
        groups=tuple(groups(case, places, shown)),
        filters=tuple(
            Filter(key, title, sum(is_shown(each, key) for each in found), key == show)
            for key, title in FILTERS
        ),
        places=sum(any(each.blocks for each in members) for _, members in bundles),
        blocking=len(blocking),
        errors=sum(each.finding.level is Level.ERROR for each in blocking),
        reasons=sum(each.finding.level is Level.REASON for each in blocking),
        passed=ended(results, State.PASSED),
        idle=ended(results, State.NOT_APPLICABLE),
        not_run=ended(results, State.COULD_NOT_RUN),
        roundings=sum(result.roundings for result in results),
    )


def ended(results: Iterable[Result], state: State) -> tuple[Result, ...]:
    return tuple(result for result in results if result.state is state)


def is_shown(each: Judged, show: str) -> bool:
    accepted = each.standing is Standing.ACCEPTED
    if show == "accepted":
        return accepted
    return not show or (not accepted and STYLES[each.finding.level] == show)


Members = list[Judged]


def bundled(found: Sequence[Judged]) -> Iterator[tuple[Address | None, Members]]:
    """Again and again the cell that most of the rest share, and those that have it; then the single ones."""
    rest = [each for each in found if each.standing is not Standing.ACCEPTED]
    while rest:
        counted = Counter(cell for each in rest for cell in dict.fromkeys(each.finding.cells))
        shared, times = counted.most_common(1)[0] if counted else (None, 0)
        if times < 2:
            break
        yield shared, [each for each in rest if shared in each.finding.cells]
        rest = [each for each in rest if shared not in each.finding.cells]
    for each in (*rest, *(each for each in found if each.standing is Standing.ACCEPTED)):
        yield None, [each]


def groups(case: Case, places: Places, bundles: Iterable[tuple[Address | None, Members]]) -> Iterator[Group]:
    by_spot: dict[Spot, list[Bundle]] = {}
    texts = {passage.place: passage for passage in passages(case)}
    for shared, members in bundles:
        cards = tuple(card(case, places, texts, each) for each in members)
        place = str(shared) if shared else place_of(members[0].finding)
        bundle = Bundle(cards, cell(case, places, shared) if shared else None)
        by_spot.setdefault(places.group_of(place), []).append(bundle)
    for spot in sorted(by_spot, key=places.rank):
        kept = tuple(sorted(by_spot[spot], key=gravest))
        yield Group(spot, kept, counts([each for bundle in kept for each in bundle.cards]))


def gravest(bundle: Bundle) -> tuple[int, int]:
    """The accepted last; else by level, the larger bundle first."""
    levels = list(STYLES.values())
    open_ones = [levels.index(each.style) for each in bundle.cards if each.standing != "accepted"]
    return (min(open_ones, default=len(levels)), -len(bundle.cards))


def counts(cards: Sequence[Card]) -> str:
    open_ones = Counter(each.level for each in cards if each.standing != "accepted")
    told = [f"{level.value} {open_ones[level.value]}" for level in Level if open_ones[level.value]]
    accepted = sum(each.standing == "accepted" for each in cards)
    return "，".join([*told, *([f"已说明 {accepted}"] if accepted else [])])


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
        quoted=quote.text,
        after=shortened(passage.text[quote.end :]),
        instead=quote.instead if takes else None,
        takes=takes,
    )


def shortened(text: str, *, from_end: bool = False) -> str:
    """The part of a long passage that is next to the words in question."""
    if len(text) <= AROUND:
        return text
    return f"…{text[-AROUND:]}" if from_end else f"{text[:AROUND]}…"


def with_typed(
    groups: tuple[Group, ...], rule: str, where: str, typed: str
) -> tuple[tuple[Group, ...], bool]:
    """The groups with what was typed but refused back in its field; whether a field was found for it."""
    found = False

    def fill(each: Card) -> Card:
        nonlocal found
        if found or (each.rule, each.where) != (rule, where) or not each.asks:
            return each
        found = True
        return replace(each, reason=typed)

    filled = tuple(
        replace(
            group,
            bundles=tuple(replace(b, cards=tuple(map(fill, b.cards))) for b in group.bundles),
        )
        for group in groups
    )
    return filled, found
