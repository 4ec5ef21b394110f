"""Amounts, counts, units and years of a text against the account, one by one. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from accounts.case import Case
from accounts.checks.engine import Agreement, Fault, Level, Seen, rule
from accounts.money import YUAN_PER_WAN, from_wan, half_up
from disclosures.manuscript.capped import capped
from disclosures.manuscript.clauses import Told
from disclosures.manuscript.matching import Pair, family
from disclosures.manuscript.reading import Manuscript, manuscript
from disclosures.manuscript.supported import known_numbers
from disclosures.manuscript.telling import (
    CHECK_TEXT,
    cells,
    in_wan_told,
    in_yuan,
    of_account,
    shown,
    wan,
    wrong,
)
from disclosures.phrases import Number, Words

SURE = 0.75
"""Clauses less alike may speak of something else: then a difference is only a hint."""
IDLE = "没有附上文本，或文本中没有能与报表对应的数"
SAME_TWICE = "同一数字在报告中出现两次，文字与报表应完全一致，不允许有尾差"


def level(pair: Pair) -> Level | None:
    return None if pair.alike >= SURE else Level.NOTICE


def doubtful(text: Manuscript, pair: Pair, value: Decimal) -> bool:
    """A clause only somewhat alike and a number that stands elsewhere in the account: another thing."""
    return pair.alike < SURE and value in known_numbers(text.case)


@rule("T01", title="文本中的金额与报表", source=SAME_TWICE, idle=IDLE)
@capped
def rule_amounts_are_those_of_the_tables(case: Case) -> Iterator[Seen]:
    """文本中的金额和增减额与报表对应栏次完全一致。"""
    text = manuscript(case)
    for _, _, pair in text.pairs():
        for told, should in pair.told:
            number = pair.expected.number(should)
            if number and number.kind in ("amount", "change") and told.unit in ("", "元", "万元", "亿元"):
                yield from amount(text, pair, told, should, number)


def amount(text: Manuscript, pair: Pair, told: Told, should: Told, number: Number) -> Iterator[Seen]:
    if same_amount(told, should, number):
        yield Agreement(cells(number.sources))
    elif told.unit and told.unit != "万元" and told.value == should.value:
        return  # the unit is wrong, T04
    elif not doubtful(text, pair, in_wan_told(told)):
        off = in_wan_told(told) - should.value
        yield wrong(
            text,
            pair.given,
            told,
            should.text,
            f"{shown(pair.given)}中的{told.text}{told.unit or '万元'}与报表不符："
            f"{of_account(text.case, number)}，相差{wan(abs(off))}",
            sources=number.sources,
            numbers=(in_yuan(told), from_wan(should.value)),
            level=level(pair),
        )


def same_amount(told: Told, should: Told, number: Number) -> bool:
    """Exact in 万元; more decimals than printed round the stored amount, another unit the printed one."""
    if told.unit == "亿元":
        return half_up(should.value / YUAN_PER_WAN, told.places) == told.value
    if told.unit == "元":
        return half_up(in_wan_told(told), 2) == should.value
    exact = number.value if number.kind == "amount" else abs(number.value)
    finer = told.places > 2 and half_up(exact / YUAN_PER_WAN, told.places) == told.value
    return told.value == should.value or finer


@rule("T02", title="文本中的个数", source=SAME_TWICE, idle=IDLE)
@capped
def rule_counts_are_those_of_the_account(case: Case) -> Iterator[Seen]:
    """文本中的项目数、团组数、人次、车辆数、得分等与本决算填报的一致。"""
    text = manuscript(case)
    for _, _, pair in text.pairs():
        for told, should in pair.told:
            run = pair.expected.runs[pair.expected.clause.told.index(should)]
            if isinstance(run, Number) and run.kind == "count":
                yield from count(text, pair, told, should, run)
            elif isinstance(run, Words) and not should.is_date and not told.is_date:
                yield from count(text, pair, told, should, None)


def count(text: Manuscript, pair: Pair, told: Told, should: Told, number: Number | None) -> Iterator[Seen]:
    sources = number.sources if number else ()
    if told.value == should.value:
        yield Agreement(cells(sources))
    elif not doubtful(text, pair, told.value):
        correct = of_account(text.case, number) if number and sources else f"应为{should.text}{should.unit}"
        yield wrong(
            text,
            pair.given,
            told,
            should.text,
            f"{shown(pair.given)}中的{told.text}{told.unit}不符：{correct}",
            sources=sources,
            numbers=(told.value, should.value),
            level=level(pair),
        )


OBVIOUS = re.compile(r"占(?:[^\d]{0,20}的)?[\d.]+|.*(?:支出|收入|经费|资金)(?:决算|预算|合计)?为?\d+\.\d+")
"""Clauses of which W27, which knows no figures, says the same; then this is only a hint."""


@rule("T04", title="文本中的单位", source="金额应写明万元，比例应写明%", idle=IDLE)
@capped
def rule_numbers_have_their_unit(case: Case) -> Iterator[Seen]:
    """文本中的金额后写明“万元”，比例后写明“%”。"""
    text = manuscript(case)
    for _, _, pair in text.pairs():
        for told, should in pair.told:
            if should.unit in ("万元", "%") and not pair.expected.is_typed(should):
                yield from unit(text, pair, told, should)


def unit(text: Manuscript, pair: Pair, told: Told, should: Told) -> Iterator[Seen]:
    number = pair.expected.number(should)
    sources = number.sources if number else ()
    known = OBVIOUS.fullmatch(pair.given.clause.text) is not None
    if not told.unit:
        message = f"{shown(pair.given)}中的{told.text}后缺少“{should.unit}”"
    elif told.unit != should.unit and told.value == should.value != 0 and family(told.unit) == "元":
        message = f"{shown(pair.given)}中的{told.text}{told.unit}，按报表单位应为{should.unit}"
    else:
        yield Agreement(cells(sources))
        return
    place, quote = text.quote(pair.given, told.start, told.unit_end, told.text + should.unit)
    yield Fault(
        message,
        cells(sources),
        level=Level.NOTICE if known and not told.unit else level(pair),
        place=place,
        quote=quote,
        remedy=f"写作“{told.text}{should.unit}”",
    )


@rule("T12", title="文本中的年度和日期", source="套用上年文本时年度应全部更新", idle=IDLE)
@capped
def rule_years_are_those_of_the_account(case: Case) -> Iterator[Seen]:
    """文本中的决算年度、上年年度和截止日期与本决算一致。"""
    text = manuscript(case)
    for _, _, pair in text.pairs():
        for told, should in pair.told:
            if should.is_date and not pair.expected.is_typed(should):
                yield date(text, pair, told, should)


def date(text: Manuscript, pair: Pair, told: Told, should: Told) -> Seen:
    if told.value == should.value:
        return Agreement(())
    return wrong(
        text,
        pair.given,
        told,
        should.text,
        f"{shown(pair.given)}中写的是{told.text}{told.unit}，应为{should.text}{should.unit}",
        level=level(pair),
        remedy="核对是否沿用了上年文本；" + CHECK_TEXT if should.unit == "年" else CHECK_TEXT,
    )
