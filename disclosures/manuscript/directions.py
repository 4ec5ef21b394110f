"""Words that say which way an amount went, against the sign of the change. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from accounts.case import Case
from accounts.checks.engine import Agreement, Fault, Level, Quote, Seen, rule
from accounts.figures import at
from accounts.money import in_wan, plain
from disclosures.manuscript.amounts import SURE, level
from disclosures.manuscript.clauses import Mark
from disclosures.manuscript.reading import Manuscript, Pair, Reading, manuscript
from disclosures.manuscript.telling import CHECK_TEXT, cells, shown, standing
from disclosures.narrative.funds import GOVERNMENT_FUND, STATE_CAPITAL
from disclosures.narrative.story import Story
from disclosures.phrases import Source

SOURCE = "增加、减少、持平应与两年数的差一致"
IDLE = "没有附上文本，或文本中没有与上年、与预算的比较"


@rule("T08", title="增减方向", source=SOURCE, idle=IDLE)
def rule_directions_follow_the_sign(case: Case) -> Iterator[Seen]:
    """文本中的增加、减少、增长、下降、持平与本年数减上年数的正负一致。"""
    text = manuscript(case)
    for reading, n, pair in text.pairs():
        if pair.expected.clause.role != "against":
            yield from marks(text, pair)
            if follows(reading, n, pair):
                yield from flatness(text, pair)


@rule("T09", title="决算与预算的大小", source="大于、小于、一致应与决算数减预算数的正负一致", idle=IDLE)
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


RISES = "增加|增长|上升|提高"
FALLS = "减少|下降|降低|压减|压缩|压降"
TITLES = {
    "reason.overall": (
        "t01/income.grand_total/amount",
        ("收、支总计", "收支总计", "总收入", "总支出", "收入总计"),
    ),
    "reason.fiscal": ("t04/income.grand_total/amount", ("财政拨款收、支总计", "财政拨款收支总计")),
    "reason.general": ("t05/total/total", ("一般公共预算财政拨款支出",)),
    "reason.operating_expenses": ("operations/operating_expenses/value", ("机关运行经费",)),
    "reason.fund.income": (GOVERNMENT_FUND.income, ("本年收入", "政府性基金预算财政拨款收入")),
    "reason.fund.spending": (GOVERNMENT_FUND.spending, ("本年支出", "政府性基金预算财政拨款支出")),
    "reason.capital.income": (STATE_CAPITAL.income, ("本年收入", "国有资本经营预算财政拨款收入")),
    "reason.capital.spending": (STATE_CAPITAL.spending, ("本年支出", "国有资本经营预算财政拨款支出")),
    "reason.three_public.total.last": ("t09/actual/total", ("“三公”经费",)),
    "reason.three_public.overseas.last": ("t09/actual/overseas", ("因公出国（境）费",)),
    "reason.three_public.vehicles.last": ("t09/actual/vehicles", ("公务用车购置及运行维护费",)),
    "reason.three_public.reception.last": ("t09/actual/reception", ("公务接待费",)),
}
KINDS = {"reason.income": "t02", "reason.spending": "t03"}


@rule(
    "T15",
    title="原因与增减方向",
    level=Level.NOTICE,
    source="原因中对同一事项所说的增减应与数字一致",
    idle="没有填写原因，或原因没有提到同一事项的增减",
)
def rule_reasons_go_the_same_way(case: Case) -> Iterator[Seen]:
    """填写的原因说到该项收入或支出本身增加、减少的，与本年数减上年数的正负一致。"""
    for slot, reason in case.texts.items():
        cell, names = of_slot(case, slot)
        if cell and reason.strip() and case.last is not None:
            change = in_wan(Story(case).compare(cell).difference)
            for word in words_on(reason, names):
                yield explained(case, slot, reason, cell, change, word)


def of_slot(case: Case, slot: str) -> tuple[str, tuple[str, ...]]:
    """The cell whose change the slot explains, and what a clerk may call it."""
    if slot in TITLES:
        return TITLES[slot]
    kind, _, key = slot.rpartition(".")
    if kind in KINDS:
        (block, *_) = case.edition.table(KINDS[kind]).blocks
        column = block.column(key)
        if column:
            return f"{KINDS[kind]}/total/{key}", (column.title,)
    return "", ()


def words_on(reason: str, names: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """其他收入减少, 减少公务接待费: the thing itself and a direction."""
    named = "|".join(map(re.escape, names))
    begins = r"(?:^|(?<=[，,；;。、\s])|(?<=本年)|(?<=年度)|(?<=使)|(?<=致))"
    behind = rf"{begins}(?:{named})(?:用|支出)?(?:有所|总体|相应|同比)?({RISES}|{FALLS})"
    before = rf"({RISES}|{FALLS})了?(?:{named})"
    for clause in re.finditer(r"[^，,；;。]+", reason):
        if not re.search("上年|去年|以前年度", clause.group()):
            yield from re.compile(f"{behind}|{before}").finditer(reason, clause.start(), clause.end())


def explained(case: Case, slot: str, reason: str, cell: str, change: Decimal, word: re.Match[str]) -> Seen:
    address = at(cell)
    says_up = re.fullmatch(RISES, word[1] or word[2]) is not None
    if not change or says_up == (change > 0):
        return Agreement((address,))
    went = "增加" if change > 0 else "减少"
    there = standing(case, (Source(case.year, address), Source(case.year - 1, address)))
    return Fault(
        f"原因写“{word.group()}”，但该项比上年{went}{plain(abs(change))}万元（{there}）",
        (address,),
        place=slot,
        quote=Quote(word.group(), word.start(), word.end()),
        remedy="核对原因是否写反，或是否从上年抄来",
    )
