"""The findings of an account as its page shows them: in the order of the report, one wrong cell as one place.

Pure: from what the rules found to strings, anchors and counts. Templates only loop over it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from accounts.case import Case
from accounts.checks.engine import Level, Result, State
from accounts.checks.standing import Given, Judged, Standing, judged, place_of
from accounts.figures import Address
from disclosures.desk.cards import STYLES, Card, Cell, card, cell
from disclosures.desk.places import Places, Spot
from disclosures.wording.passages import passages

FILTERS = (("", "全部"), ("error", "错误"), ("reason", "需说明"), ("notice", "提示"), ("accepted", "已说明"))


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
