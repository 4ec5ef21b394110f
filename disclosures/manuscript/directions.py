"""Words that say which way an amount went, against the sign of the change. Pure."""

from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Agreement, Fault, Seen, rule
from disclosures.manuscript.amounts import SURE, level
from disclosures.manuscript.capped import capped
from disclosures.manuscript.clauses import Mark
from disclosures.manuscript.matching import Pair, Reading
from disclosures.manuscript.reading import Manuscript, manuscript
from disclosures.manuscript.telling import CHECK_TEXT, cells, shown, standing
from disclosures.phrases import Source

SOURCE = "增加、减少、持平应与两年数的差一致"
IDLE = "没有附上文本，或文本中没有与上年、与预算的比较"


@rule("T08", title="增减方向", source=SOURCE, idle=IDLE)
@capped
def rule_directions_follow_the_sign(case: Case) -> Iterator[Seen]:
    """文本中的增加、减少、增长、下降、持平与本年数减上年数的正负一致。"""
    text = manuscript(case)
    for reading, n, pair in text.pairs():
        if pair.expected.clause.role != "against":
            yield from marks(text, pair)
            if follows(reading, n, pair):
                yield from flatness(text, pair)


@rule("T09", title="决算与预算的大小", source="大于、小于、一致应与决算数减预算数的正负一致", idle=IDLE)
@capped
def rule_outturn_against_budget_follows_the_sign(case: Case) -> Iterator[Seen]:
    """文本中的“决算数大于（小于）预算数”与决算数减预算数的正负一致。"""
    text = manuscript(case)
    for _, _, pair in text.pairs():
        if pair.expected.clause.role == "against" and pair.given.clause.role == "against":
            yield from marks(text, pair)


def marks(text: Manuscript, pair: Pair) -> Iterator[Seen]:
    """The directions that the house chose, one by one; a choice left open is for the rules on words."""
    if pair.given.clause.role != pair.expected.clause.role:
        return
    should = pair.expected.clause.marks[: pair.expected.marks]
    for mark, right in zip(pair.given.clause.marks, should, strict=False):
        if mark.direction == right.direction:
            yield Agreement(cells(pair.expected.near))
        elif mark.direction != "open":
            yield against(text, pair, mark, right)


def against(text: Manuscript, pair: Pair, mark: Mark, right: Mark) -> Fault:
    both = {mark.direction, right.direction}
    simple = both in ({"up", "down"}, {"more", "less"})
    place, quote = text.quote(pair.given, mark.start, mark.end, right.text if simple else None)
    return Fault(
        f"{shown(pair.given)}中的“{mark.text}”方向不对：按{standing(text.case, pair.expected.near)}，"
        f"应为“{right.text}”",
        cells(pair.expected.near),
        level=level(pair),
        place=place,
        quote=quote,
        remedy=f"改为“{right.text}”，并核对所写原因" if simple else CHECK_TEXT,
    )


def follows(reading: Reading, n: int, pair: Pair) -> bool:
    """Whether the clause before speaks of the same thing on both sides."""
    before = reading.before(n)
    return before is not None and before.at == pair.at - 1 and before.alike >= SURE


def flatness(text: Manuscript, pair: Pair) -> Iterator[Seen]:
    """持平 where there is a change, a change where there is none."""
    given, should = pair.given.clause, pair.expected.clause
    changed = any(told.value for told in given.amounts)
    if given.role == "flat" and should.role == "flat":
        return
    if given.role == "flat" and should.role == "change" and any(told.value for told in should.amounts):
        yield flat_or_not(text, pair, "有增减，不是持平")
    elif given.role == "change" and should.role == "flat" and changed:
        yield flat_or_not(text, pair, "没有增减")


def flat_or_not(text: Manuscript, pair: Pair, what: str) -> Fault:
    place, quote = text.quote(pair.given, 0, len(pair.given.clause.text), pair.expected.clause.text)
    return Fault(
        f"{shown(pair.given)}不对：按{standing(text.case, both_years(text.case, pair))}，{what}",
        cells(pair.expected.near),
        place=place,
        quote=quote,
        remedy=f"写“{pair.expected.clause.text}”，并核对后面的增减幅度和原因",
    )


def both_years(case: Case, pair: Pair) -> tuple[Source, ...]:
    now = pair.expected.near[:1]
    return (*now, *(Source(case.year - 1, source.address) for source in now))
