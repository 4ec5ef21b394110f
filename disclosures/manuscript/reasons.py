"""Directions in the reasons that a person wrote, against the change they explain. Hints only. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from accounts.case import Case
from accounts.checks.engine import Agreement, Fault, Level, Quote, Seen, rule
from accounts.figures import at
from accounts.money import in_wan, plain
from disclosures.manuscript.capped import capped
from disclosures.manuscript.matching import Given, Reading
from disclosures.manuscript.reading import Manuscript, has_text, manuscript
from disclosures.manuscript.sources import plain as bare
from disclosures.manuscript.telling import standing
from disclosures.narrative.funds import GOVERNMENT_FUND, STATE_CAPITAL
from disclosures.narrative.story import Story
from disclosures.phrases import Source

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
KINDS = {"reason.income": ("t02", "收入"), "reason.spending": ("t03", "支出")}
NEAR = 4
"""How many clauses behind a change its reason may begin."""


@dataclass(frozen=True)
class Subject:
    """What a slot explains: the cell of the change, its names, and its noun where that says enough."""

    cell: str
    names: tuple[str, ...]
    noun: str = ""


@rule(
    "T15",
    title="原因与增减方向",
    level=Level.NOTICE,
    source="原因中对同一事项所说的增减应与数字一致",
    idle="没有填写原因，或原因没有提到同一事项的增减",
)
@capped
def rule_reasons_go_the_same_way(case: Case) -> Iterator[Seen]:
    """填写的和所附文本中的原因，说到该项收入或支出本身增加、减少的，与本年数减上年数的正负一致。"""
    if case.last is None:
        return
    for slot, reason in case.texts.items():
        if subject := subject_of(case, slot):
            for word in words_on(reason, subject):
                quote = Quote(word.group(), word.start(), word.end())
                yield explained(case, subject, word, slot, quote)
    if has_text(case):
        text = manuscript(case)
        for reading in text.readings:
            yield from in_the_text(text, reading)


def subject_of(case: Case, slot: str) -> Subject | None:
    if slot in TITLES:
        return Subject(*TITLES[slot])
    kind, _, key = slot.rpartition(".")
    if kind in KINDS:
        table, noun = KINDS[kind]
        (block, *_) = case.edition.table(table).blocks
        if column := block.column(key):
            return Subject(f"{table}/total/{key}", (column.title,), noun)
    return None


def words_on(reason: str, subject: Subject) -> Iterator[re.Match[str]]:
    """其他收入减少, 减少公务接待费, 收入减少: the thing itself and a direction."""
    named = "|".join(map(re.escape, subject.names))
    alone = f"|{subject.noun}" if subject.noun else ""
    begins = r"(?:^|(?<=[，,；;。、\s])|(?<=本年)|(?<=年度)|(?<=使)|(?<=致))"
    behind = rf"{begins}(?:(?:{named})(?:用|支出)?{alone})(?:有所|总体|相应|同比)?({RISES}|{FALLS})"
    before = rf"({RISES}|{FALLS})了?(?:{named})"
    pattern = re.compile(f"{behind}|{before}")
    for clause in re.finditer(r"[^，,；;。]+", reason):
        if not re.search("上年|去年|以前年度", clause.group()):
            yield from pattern.finditer(reason, clause.start(), clause.end())


def explained(case: Case, subject: Subject, word: re.Match[str], place: str, quote: Quote) -> Seen:
    address = at(subject.cell)
    change = in_wan(Story(case).compare(subject.cell).difference)
    says_up = re.fullmatch(RISES, word[1] or word[2]) is not None
    if not change or says_up == (change > 0):
        return Agreement((address,))
    went = "增加" if change > 0 else "减少"
    there = standing(case, (Source(case.year, address), Source(case.year - 1, address)))
    return Fault(
        f"原因写“{word.group()}”，但该项比上年{went}{plain(abs(change))}万元（{there}）",
        (address,),
        place=place,
        quote=quote,
        remedy="核对原因是否写反，或是否从上年抄来",
    )


def in_the_text(text: Manuscript, reading: Reading) -> Iterator[Seen]:
    for given, slot in reasons(reading):
        typed = bare(text.case.texts.get(slot, ""))
        subject = subject_of(text.case, slot)
        if subject is None or given.clause.text in typed:
            continue
        plainly = Subject(subject.cell, tuple(map(bare, subject.names)), subject.noun)
        for word in words_on(given.clause.text, plainly):
            yield explained(text.case, plainly, word, *text.quote(given, word.start(), word.end(), None))


def reasons(reading: Reading) -> Iterator[tuple[Given, str]]:
    """The clauses that stand where a slot's text would, and the slot."""
    slot = ""
    for n, given in enumerate(reading.given):
        pair = reading.pairs.get(n)
        if pair and not pair.expected.slot:
            behind = reading.expected[pair.at + 1 : pair.at + 1 + NEAR]
            same = (each for each in behind if each.paragraph == pair.expected.paragraph)
            slot = next((each.slot for each in same if each.slot), "")
        elif slot:
            yield given, slot
