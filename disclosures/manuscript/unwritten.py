"""What the figures demand and the text does not say: items, classes, amounts left out. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from accounts.case import Case
from accounts.checks.engine import Agreement, Fault, Level, Quote, Seen, rule
from disclosures.manuscript.capped import capped
from disclosures.manuscript.expected import Expected
from disclosures.manuscript.matching import Pair, Reading
from disclosures.manuscript.reading import Manuscript, manuscript
from disclosures.manuscript.telling import cells, in_wan_told, standing
from disclosures.phrases import Number, Source

MOST = Decimal("0.5")
"""Of a section that says less than half of what it should every sentence would be missing: that is T16."""
SUBJECTS = ("general.item.", "fund.item.", "capital.item.")
CLASSES = "general.structure"
PROJECTS = "evaluation.project."
NOTHING_TO_SAY = "没有附上文本，或各节中没有应写的金额"


@dataclass(frozen=True)
class Claim:
    """A clause of the narrative with an amount or a count that is not zero."""

    expected: Expected
    at: int
    numbers: tuple[Number, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(source for number in self.numbers for source in number.sources)


def claims(reading: Reading) -> Iterator[Claim]:
    """Rates are left out: they follow from what is written."""
    for at, each in enumerate(reading.expected):
        runs = (run for run in each.runs if isinstance(run, Number) and run.sources)
        numbers = tuple(run for run in runs if run.kind != "percent" and Decimal(run.text))
        if numbers:
            yield Claim(each, at, numbers)


def unwritten(reading: Reading) -> list[Claim]:
    """The claims of a section that it makes nowhere, in these words or in others.

    An amount that other sentences cite may be left out of one, but no paragraph as a whole.
    """
    cited = {number.sources for pair in reading.pairs.values() for number in compared(pair)}
    there = {pair.expected.paragraph for pair in reading.pairs.values()}
    free = {
        in_wan_told(told)
        for n, given in enumerate(reading.given)
        for told in given.clause.told
        if n not in reading.pairs
    }
    return [
        claim
        for claim in claims(reading)
        if not is_written(reading, claim)
        and not all(
            abs(Decimal(each.text)) in free or (claim.expected.paragraph in there and each.sources in cited)
            for each in claim.numbers
        )
    ]


def compared(pair: Pair) -> Iterator[Number]:
    for _, should in pair.told:
        if number := pair.expected.number(should):
            yield number


def is_written(reading: Reading, claim: Claim) -> bool:
    """Whether a clause was found for it, with a number; 持平 where there was a change is for T08."""
    pair = reading.by_expected.get(claim.at)
    return pair is not None and bool(pair.given.clause.amounts or pair.given.clause.role)


def share(reading: Reading) -> Decimal:
    """How much of what the section should say it says."""
    wanted = len(list(claims(reading)))
    return 1 - Decimal(len(unwritten(reading))) / wanted if wanted else Decimal(1)


@rule(
    "T24",
    title="没有写到的内容",
    source="有金额的科目、项目和事项都应说明",
    idle=NOTHING_TO_SAY,
)
@capped
def rule_nothing_is_left_out(case: Case) -> Iterator[Seen]:
    """文本各节写到了应说明的每个有支出的科目、每类支出（缺少为错误），以及其他有金额的事项（缺少的需说明）。"""
    text = manuscript(case)
    for reading in text.readings:
        if reading.is_whole and share(reading) >= MOST:
            yield from left_out(text, reading)


def left_out(text: Manuscript, reading: Reading) -> Iterator[Seen]:
    wanted, missing = list(claims(reading)), unwritten(reading)
    there = {claim.at for claim in wanted} - {claim.at for claim in missing}
    yield from (Agreement(cells(claim.sources)) for claim in wanted if claim.at in there)
    for key, group in groupby(missing, key=lambda claim: claim.expected.paragraph):
        lost = list(group)
        whole = not any(claim.at in there for claim in wanted if claim.expected.paragraph == key)
        for some in [lost] if whole else [[claim] for claim in lost]:
            yield fault(text, reading, key, some, whole=whole)


def fault(text: Manuscript, reading: Reading, key: str, lost: list[Claim], *, whole: bool) -> Fault:
    place, quote = beside(text, reading, lost[0].at)
    sources = tuple(source for claim in lost for source in claim.sources)
    name = named(text.case, reading, key, lost) if whole or key == CLASSES else clause_of(lost[0])
    is_subject = key.startswith(SUBJECTS) or key == CLASSES
    return Fault(
        f"没有写到{name}：{standing(text.case, dict.fromkeys(sources))}",
        cells(sources),
        level=None if is_subject else Level.REASON,
        place=place,
        quote=quote,
        remedy="在这一句之后补上" if quote else "补上这一句",
    )


def named(case: Case, reading: Reading, key: str, lost: list[Claim]) -> str:
    """2080506机关事业单位职业年金缴费支出 · 项目“…” · the words of the first clause."""
    code = key.rpartition(".")[2]
    if key.startswith(SUBJECTS):
        return f"{code}{case.name_of(code)}（项）"
    if key.startswith(PROJECTS):
        name = next((sheet.name for sheet in case.projects if sheet.key == code), code)
        return f"项目“{name}”的绩效自评情况"
    if key == CLASSES and len(lost) > 1:
        return "支出结构"
    if key == CLASSES:
        return f"“{lost[0].expected.clause.text}”这一类"
    return clause_of(lost[0])


def clause_of(claim: Claim) -> str:
    return f"“{claim.expected.clause.text}”"


def beside(text: Manuscript, reading: Reading, at: int) -> tuple[str, Quote | None]:
    """The clause that it should follow."""
    before = max((pair.at for pair in reading.pairs.values() if pair.at < at), default=None)
    if before is None:
        first = reading.given[0] if reading.given else None
        return text.quote(first, 0, len(first.clause.text), None) if first else ("", None)
    given = reading.by_expected[before].given
    return text.quote(given, 0, len(given.clause.text), None)
