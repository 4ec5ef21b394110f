"""Numbers that a person wrote and that nothing in the account bears out. Hints only. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from accounts.case import Case
from accounts.checks.engine import Agreement, Fault, Level, Seen, rule
from disclosures.manuscript.capped import capped
from disclosures.manuscript.clauses import Clause, Told, clause, cuts
from disclosures.manuscript.matching import Given, Reading
from disclosures.manuscript.rates import bounds, possible
from disclosures.manuscript.reading import REWRITTEN, Manuscript, manuscript
from disclosures.manuscript.sources import Source, Stretch, quote, stretch
from disclosures.manuscript.supported import known_numbers
from disclosures.manuscript.telling import PER_UNIT, in_wan_told

MONEY = frozenset(PER_UNIT) - {""}
COUNTED = frozenset(("辆", "人次", "批次"))
PROJECTS = re.compile(r"个(?:[一二]级)?(?:项目|团组)")
REMEDY = "核对这个数；报表中确实没有的，写明出处或删去"
TYPED_PROFILE = "profile."
BESIDE = 12
"""So many clauses on either side a rate may be of."""
DIGIT = re.compile(r"\d")
SENTENCE = re.compile(r"[^。;]+")


def claims(read: Clause) -> Iterator[Told]:
    """The numbers that state something: money, %, vehicles, visits, projects. Zero states nothing."""
    for told in read.told:
        counts = told.unit in COUNTED or PROJECTS.match(read.text, told.end)
        if told.value and (told.unit in MONEY or told.unit == "%" or counts):
            yield told


def is_borne_out(told: Told, known: frozenset[Decimal], beside: list[Decimal]) -> bool:
    if told.unit == "%":
        return told.value in known or told.value == 100 or is_ratio(told, beside)
    return abs(in_wan_told(told) if told.unit in MONEY else told.value) in known


def is_ratio(told: Told, beside: list[Decimal]) -> bool:
    """Whether two amounts beside it make the rate."""
    return any(
        whole and possible(told, "", (part / whole * 100, part / whole * 100))
        for part in beside
        for whole in beside
    )


@rule(
    "T13",
    title="文本中没有依据的数",
    level=Level.NOTICE,
    source="情况说明中的数字应出自决算报表",
    idle="没有附上文本，或文本中的数都有对应",
)
@capped
def rule_numbers_of_the_text_are_borne_out(case: Case) -> Iterator[Seen]:
    """文本中不能与情况说明对应的金额、比例、个数，在报表金额、增减额、比例中找得到。"""
    text = manuscript(case)
    for reading in text.readings:
        for n, given in enumerate(reading.given):
            for told in claims(given.clause):
                if not is_paired(reading, n, told):
                    yield borne_out(text, reading, n, told)


def is_paired(reading: Reading, n: int, told: Told) -> bool:
    """Whether another rule compares the number."""
    pair = reading.pairs.get(n)
    return pair is not None and any(
        one is told and not pair.expected.is_typed(should) for one, should in pair.told
    )


def borne_out(text: Manuscript, reading: Reading, n: int, told: Told) -> Seen:
    given = reading.given[n]
    if is_borne_out(told, known_numbers(text.case), amounts_beside(reading.given, n)) or (
        told.unit == "%" and is_expected(reading, told, text)
    ):
        return Agreement(())
    place, found = text.quote(given, told.start, told.unit_end, None)
    message = f"“{given.clause.text[told.start : told.unit_end]}”在报表中找不到依据"
    return Fault(message, place=place, quote=found, remedy=REMEDY)


def amounts_beside(given: list[Given], n: int) -> list[Decimal]:
    """Those of the paragraph, not too far off."""
    return [
        in_wan_told(each)
        for other in given[max(0, n - BESIDE) : n + BESIDE]
        if other.line == given[n].line
        for each in other.clause.told
        if each.unit in MONEY
    ]


def is_expected(reading: Reading, told: Told, text: Manuscript) -> bool:
    """Whether some percentage of the section is that."""
    numbers = (each.number(should) for each in reading.expected for should in each.clause.told)
    return any(
        number and number.kind == "percent" and possible(told, "", bounds(text.case, number))
        for number in numbers
    )


@rule(
    "T14",
    title="填报文字中没有依据的数",
    level=Level.NOTICE,
    source="填写的原因、用途中的数字应与决算报表相符",
    idle="填写的文字中没有金额、比例、个数",
)
@capped
def rule_typed_numbers_are_borne_out(case: Case) -> Iterator[Seen]:
    """填写的原因、用途、评价情况中的金额、比例、个数，在报表金额、增减额、比例中找得到。"""
    for slot, text in case.texts.items():
        if DIGIT.search(text) and not slot.startswith((TYPED_PROFILE, REWRITTEN)):
            whole = stretch(0, text)
            for found in filter(lambda part: DIGIT.search(part.group()), SENTENCE.finditer(whole.text)):
                yield from typed(case, slot, whole.cut(*found.span()))


def typed(case: Case, slot: str, line: Stretch) -> Iterator[Seen]:
    read = [(start, clause(line.text[start:end])) for start, end in cuts(line.text)]
    beside = [in_wan_told(told) for _, each in read for told in each.told if told.unit in MONEY]
    for start, each in read:
        for told in claims(each):
            if is_borne_out(told, known_numbers(case), beside):
                yield Agreement(())
                continue
            spots = line.spots[start + told.start : start + told.unit_end]
            place, found = quote([Source(slot, case.texts[slot])], spots, None)
            known_slot = case.edition.slot(slot)
            title = known_slot.label if known_slot else slot
            yield Fault(
                f"{title}中的“{found.text}”在报表中找不到依据", place=place, quote=found, remedy=REMEDY
            )
