"""Rates of nothing: a budget, a whole or a year before that is zero has no percentage. Pure."""

import re
from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Agreement, Fault, Level, Quote, Seen, rule
from accounts.figures import ZERO, Address, at
from accounts.money import in_wan
from disclosures.manuscript.capped import capped
from disclosures.manuscript.clauses import Told
from disclosures.manuscript.matching import Given, Reading
from disclosures.manuscript.reading import Manuscript, manuscript
from disclosures.manuscript.telling import shown, standing
from disclosures.narrative.story import SUPPLEMENTARY
from disclosures.phrases import Source

WHOLES = {
    "占政府采购支出总额": "operations/procurement.total/value",
    "占授予中小企业合同金额": "operations/procurement.sme/value",
    "占货物支出金额": "operations/procurement.goods/value",
    "占工程支出金额": "operations/procurement.works/value",
    "占服务支出金额": "operations/procurement.services/value",
    "占一般公共预算项目支出总额": "t05/total/project",
    "占政府性基金预算项目支出总额": "t07/total/project",
    "占国有资本经营预算项目支出总额": "t08/total/project",
    "占本年支出合计": "t03/total/total",
    "占本年收入合计": "t02/total/total",
}
WHOLE = re.compile("|".join(sorted(WHOLES, key=len, reverse=True)))
NEAR = 4
"""How many clauses back the budget of a completion rate may stand."""
NOT_COMPARABLE = "(上年为0"
LEADING = "，,；;、 \u3000"


@rule(
    "T06",
    title="基数为零的比例",
    source="基数为零没有比例；完成率、占比、增减幅度都不写",
    idle="没有附上文本，或文本中没有比例",
)
@capped
def rule_nothing_is_no_base(case: Case) -> Iterator[Seen]:
    """预算数、占比的总额或上年数为零时，文本不写完成率、占比或增减幅度。"""
    text = manuscript(case)
    for reading in text.readings:
        for n, given in enumerate(reading.given):
            told = next((each for each in given.clause.told if each.unit == "%"), None)
            if told is not None:
                yield from questioned(text, reading, n, told)


def questioned(text: Manuscript, reading: Reading, n: int, told: Told) -> Iterator[Seen]:
    given = reading.given[n]
    pair = reading.pairs.get(n)
    if whole := WHOLE.search(given.clause.text):
        yield from of_whole(text, given, at(WHOLES[whole.group()]))
    elif pair and pair.expected.clause.role == given.clause.role and pair.told:
        yield Agreement(())  # the figures have such a rate
    elif given.clause.role == "completion":
        yield from of_budget(text, reading, n)
    elif given.clause.role == "rate" and told.value:
        yield from of_last_year(text, reading, n)


def of_budget(text: Manuscript, reading: Reading, n: int) -> Iterator[Seen]:
    """The nearest budget before it, as the text itself has it."""
    budget = next(
        (
            (each, told)
            for each in reversed(reading.given[max(0, n - NEAR) : n])
            for told in each.clause.told
            if "预算" in each.clause.text and told.unit == "万元"
        ),
        None,
    )
    if budget is None or budget[1].value:
        return
    pair = reading.pairs.get(n)
    unplanned = pair.expected.clause.text if pair and pair.expected.clause.role == "unplanned" else ""
    message = f"{shown(budget[0])}，基数为零，{shown(reading.given[n])}没有意义"
    yield fault(text, reading.given[n], message, unplanned)


def of_whole(text: Manuscript, given: Given, whole: Address) -> Iterator[Seen]:
    case = text.case
    group = whole.row.partition(".")[0]
    if whole.table in SUPPLEMENTARY and not any(
        a.row.startswith(group) for a in case.figures.of_table(whole.table)
    ):
        return
    if in_wan(case.figures.amount(whole)) == 0:
        there = standing(case, [Source(case.year, whole)])
        yield fault(text, given, f"{shown(given)}的总额为零（{there}），没有占比", "", (whole,))
    else:
        yield Agreement((whole,))


def of_last_year(text: Manuscript, reading: Reading, n: int) -> Iterator[Seen]:
    pair = reading.pairs.get(n - 1)
    if pair and NOT_COMPARABLE in pair.expected.clause.text:
        message = f"上年为零，{shown(reading.given[n])}没有意义"
        yield fault(text, reading.given[n], message, "（上年为0，不可比）", leading=True)


def fault(
    text: Manuscript,
    given: Given,
    message: str,
    instead: str,
    cells: tuple[Address, ...] = (),
    *,
    leading: bool = False,
) -> Fault:
    place, quote = text.quote(given, 0, len(given.clause.text), instead)
    if leading or not instead:
        quote = with_lead(text, given, quote)
    remedy = f"改为“{instead}”" if instead else "删去这一比例"
    rate = next((told.value for told in given.clause.told if told.unit == "%"), ZERO)
    return Fault(message, cells, (rate, ZERO), place=place, quote=quote, remedy=remedy)


def with_lead(text: Manuscript, given: Given, quote: Quote) -> Quote:
    """With the punctuation before it, which must go with it."""
    source = text.sources[given.spots[0][0]].text
    start = quote.start
    while start and source[start - 1] in LEADING:
        start -= 1
    return Quote(source[start : quote.end], start, quote.end, quote.instead)


@rule(
    "T07",
    title="没有变动的写法",
    level=Level.NOTICE,
    source="增减额为零的写与上年持平",
    idle="没有附上文本，或文本没有写增减零的",
)
@capped
def rule_no_change_is_called_flat(case: Case) -> Iterator[Seen]:
    """没有增减的写“与上年持平”，不写增加0万元、增长0%（模板未选的“增加（减少）”由 W01 指出）。"""
    text = manuscript(case)
    for reading in text.readings:
        for n, given in enumerate(reading.given):
            pair = reading.pairs.get(n)
            should = pair.expected.clause.role if pair else ""
            found = NOTHING.search(given.clause.text)
            if found and given.clause.role == "change" != should:
                yield flat(text, reading, n, found.start())
            elif given.clause.role == "flat" == should:
                yield Agreement(())


NOTHING = re.compile(
    r"(?:比上年度?|较上年度?|与上年度?相比|[比较]20\d\d年度?)?"
    r"(?:增加|减少)0(?:\.0+)?(?:万元|元|$)"
)


def flat(text: Manuscript, reading: Reading, n: int, start: int) -> Fault:
    """The change and the rate behind it, both of nothing, in one quote."""
    given = reading.given[n]
    spots = given.spots[start:]
    after = reading.given[n + 1] if n + 1 < len(reading.given) else None
    if after and after.clause.role == "rate" and not any(told.value for told in after.clause.told):
        spots += after.spots
    place, quote = text.quote_of(spots, "与上年持平")
    return Fault(
        f"没有变动，不写“{given.clause.text[start:]}”",
        place=place,
        quote=quote,
        remedy="写“与上年持平”",
    )
