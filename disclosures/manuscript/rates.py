"""Shares, growth and completion rates of a text: right if amounts as printed can have them. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from accounts.case import Case
from accounts.checks.engine import Agreement, Level, Seen, rule
from accounts.figures import ZERO
from accounts.money import Scale, in_wan
from disclosures.manuscript.amounts import IDLE, level
from disclosures.manuscript.capped import capped
from disclosures.manuscript.clauses import Told
from disclosures.manuscript.matching import Pair
from disclosures.manuscript.reading import Manuscript, manuscript
from disclosures.manuscript.telling import cells, shown, standing, wrong
from disclosures.phrases import Number

HALF = Decimal(50)
"""Half of 0.01 万元: how far a printed amount may be from the one it stands for."""
Bounds = tuple[Decimal, Decimal | None]
INTERVALS = "比例按元计算、按万元印出，取印出金额所容许的区间"


@rule("T03", title="文本中的比例", source=INTERVALS, idle=IDLE)
@capped
def rule_percentages_follow_from_the_amounts(case: Case) -> Iterator[Seen]:
    """文本中的占比、增减幅度和完成率能由报表金额（含尾数误差）算出。"""
    text = manuscript(case)
    for _, _, pair in text.pairs():
        for told, should in pair.told:
            number = pair.expected.number(should)
            if number and number.kind == "percent" and told.unit in ("", "%"):
                yield percentage(text, pair, told, should, number)


def percentage(text: Manuscript, pair: Pair, told: Told, should: Told, number: Number) -> Seen:
    """More decimals than we print come from 元 and stand; another rate of our precision is worth a look."""
    if told.value == should.value:
        return Agreement(cells(number.sources))
    near = possible(told, bounded(pair, told), bounds(text.case, number))
    if near and told.places > should.places:
        return Agreement(cells(number.sources), rounded=True)
    return wrong(
        text,
        pair.given,
        told,
        should.text,
        f"{shown(pair.given)}中的{told.text}%与报表不符：按{standing(text.case, number.sources)}，"
        f"应为{number.text}%" + ("，差在金额的尾数之内" if near else ""),
        sources=number.sources,
        numbers=(told.value, should.value),
        level=Level.NOTICE if near else level(pair),
        remedy="按元计算确为此数的不必改；为凑足100%而调整的应说明" if near else "按报表金额重新计算",
    )


def bounded(pair: Pair, told: Told) -> str:
    return pair.given.clause.text[max(0, told.start - 2) : told.start]


def possible(told: Told, lead: str, limits: Bounds) -> bool:
    """Whether a rate printed to so many decimals can be one of those between the limits."""
    low, high = limits
    if lead == "不足":
        return low < told.value
    if lead == "超过":
        return high is None or high > told.value
    half = Decimal(5).scaleb(-told.places - 1)
    return told.value + half >= low and (high is None or told.value - half <= high)


def bounds(case: Case, number: Number) -> Bounds:
    """The least and the greatest rate that the amounts allow."""
    return of_yuan(case, number) if case.scale is Scale.YUAN else of_wan(case, number)


def of_yuan(case: Case, number: Number) -> Bounds:
    """Where 元 are known: what they make, and what the amounts make as they are printed."""
    now = [case.figures.amount(source.address) for source in number.sources if source.year == case.year]
    before = [source.address for source in number.sources if source.year != case.year]
    if before and case.last is not None:
        here, there = in_wan(sum(now, ZERO)), in_wan(case.last.total(before))
        change = abs(in_wan(sum(now, ZERO) - case.last.total(before)))
        base = here - change if here > there else here + change
        made = [(change, there), (change, base), (abs(here - there), there)]
    else:
        whole = in_wan(now[-1])
        made = [(in_wan(sum(now[:-1], ZERO)), whole), (sum(map(in_wan, now[:-1]), ZERO), whole)]
    rates = [abs(number.value), *(part / whole * 100 for part, whole in made if whole)]
    return min(rates), max(rates)


def of_wan(case: Case, number: Number) -> Bounds:
    """What the printed amounts allow, each standing for all that round to it."""
    now = [source for source in number.sources if source.year == case.year]
    before = [source for source in number.sources if source.year != case.year]
    if before and case.last is not None:
        base = case.last.total(source.address for source in before)
        change = abs(case.figures.total(source.address for source in now) - base)
        return ratio(change, HALF, base, 2 * HALF)
    part = case.figures.total(source.address for source in now[:-1])
    return ratio(part, HALF * max(1, len(now) - 1), case.figures.total([now[-1].address]), HALF)


def ratio(part: Decimal, part_off: Decimal, whole: Decimal, whole_off: Decimal) -> Bounds:
    low = max(ZERO, part - part_off) / (whole + whole_off) * 100 if whole + whole_off > 0 else ZERO
    high = (part + part_off) / (whole - whole_off) * 100 if whole > whole_off else None
    return low, high


@rule(
    "T05",
    title="同一变动的精度",
    level=Level.NOTICE,
    source="同一变动在报告中应写同一个数",
    idle="没有附上文本，或没有重复出现的增减幅度",
)
@capped
def rule_one_change_has_one_rate(case: Case) -> Iterator[Seen]:
    """本年、上年金额都相同的增减幅度，在文本各处写成同一个数。"""
    text = manuscript(case)
    first: dict[tuple[Decimal, Decimal], tuple[Told, Pair]] = {}
    for _, _, pair in text.pairs():
        for told, should in pair.told:
            number = pair.expected.number(should)
            if number is None or number.kind != "percent" or pair.given.clause.role != "rate":
                continue
            other, its = first.setdefault(change_of(case, number), (told, pair))
            if its is not pair and possible(told, "", bounds(case, number)):
                yield one_rate(text, pair, told, other, its, number)


def change_of(case: Case, number: Number) -> tuple[Decimal, Decimal]:
    now = case.figures.total(source.address for source in number.sources if source.year == case.year)
    last = case.last.total(s.address for s in number.sources if s.year != case.year) if case.last else ZERO
    return in_wan(now), in_wan(last)


def one_rate(text: Manuscript, pair: Pair, told: Told, other: Told, its: Pair, number: Number) -> Seen:
    if told.value == other.value:
        return Agreement(cells(number.sources))
    return wrong(
        text,
        pair.given,
        told,
        other.text,
        f"同一变动前文写{other.text}%（{shown(its.given)}），此处写{told.text}%",
        sources=number.sources,
        numbers=(told.value, other.value),
        remedy="按同一精度写成同一个数",
    )
