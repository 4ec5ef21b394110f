"""What a section's author has at hand: the case's numbers as runs, comparisons, and the clerk's words."""

import re
from dataclasses import dataclass
from decimal import Decimal

from accounts.case import Case
from accounts.figures import ZERO, Address, Figures, at
from accounts.money import in_wan
from disclosures import phrases
from disclosures.phrases import Missing, Run, Runs, Source, Typed, Words, say

ENDINGS = "。；;．.，,、：:！! \n"
LEAD_IN = re.compile(r"^(?:(?:主要)?原因(?:是|为|：|:)|主要(?:是|用于|包括))[，,]?")
"""Words the sentence brings itself; typed again they would stand there twice (主要是主要是)."""
SUPPLEMENTARY = ("initial_budget", "operations", "evaluation")


@dataclass(frozen=True)
class Comparison:
    """An amount of this year and of last year, in 元; `before` is None without an account of last year."""

    now: Decimal
    before: Decimal | None
    sources: tuple[Source, ...]
    year: int

    @property
    def difference(self) -> Decimal:
        return self.now - (self.before or ZERO)

    @property
    def is_flat(self) -> bool:
        """Unchanged to the printed precision."""
        return self.before is not None and not in_wan(self.difference)

    @property
    def is_nothing(self) -> bool:
        """Nothing this year and nothing last year."""
        return self.is_flat and not in_wan(self.now)

    @property
    def needs_reason(self) -> bool:
        return self.before is not None and not self.is_flat

    def words(self, lead: str = "比上年", fall: str = "下降") -> Runs:
        """比上年增加X万元，增长p% · 与上年持平 · 比上年增加X万元（上年为0，不可比） · 无上年可比数据."""
        if self.before is None:
            return say("无上年可比数据")
        if self.is_flat:
            return say("与上年持平")
        rose = self.difference > 0
        step = say(lead, "增加" if rose else "减少", phrases.change(self.difference, *self.sources), "万元")
        if not in_wan(self.before):
            return say(step, "（上年为0，不可比）")
        if self.before < 0 or self.now < 0:
            return say(step, f"（{'上年' if self.before < 0 else '本年'}为负数，不可比）")
        rate = phrases.share(abs(self.difference), self.before, *self.sources)
        return say(step, "，", "增长" if rose else fall, rate, "%")


class Story:
    """The case, spoken: every number comes out as a run that knows its cells."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.year = case.year
        self.figures = case.figures
        self.wording = case.edition.wording

    def value(self, *addresses: str) -> Decimal:
        """The sum of the cells, a blank counting as zero."""
        return self.figures.total(at(a) for a in addresses)

    def sources(self, *addresses: str) -> tuple[Source, ...]:
        return tuple(Source(self.year, at(a)) for a in addresses)

    def amount(self, *addresses: str) -> Run:
        """万元, or a mark for the clerk where the supplementary table has not been begun."""
        return self._unless_blank(phrases.amount(self.value(*addresses), *self.sources(*addresses)))

    def count(self, address: str) -> Run:
        return self._unless_blank(phrases.count(self.value(address), *self.sources(address)))

    def share(self, lead: str, part: str, whole: str) -> Runs:
        """`lead` (占…的) and the share of one cell in another; nothing where it would mean nothing."""
        return self.share_of(lead, self.value(part), self.value(whole), *self.sources(part, whole))

    @staticmethod
    def share_of(lead: str, part: Decimal, whole: Decimal, *sources: Source) -> Runs:
        """A share in nothing or in less, or a share below nothing, is left out.

        What is printed as the same amount is printed as 100%; 不足 and 超过 do not go with 的.
        """
        if in_wan(whole) <= 0 or part < 0:
            return ()
        rate = phrases.share(whole if in_wan(part) == in_wan(whole) else part, whole, *sources)
        return say(lead if rate.text[0].isdigit() else lead.removesuffix("的"), rate, "%")

    def compare(self, *addresses: str) -> Comparison:
        """The sum of the cells against last year's same cells."""
        last = self.case.last
        before = None if last is None else last.total(at(a) for a in addresses)
        past = () if last is None else tuple(Source(self.year - 1, at(a)) for a in addresses)
        return Comparison(self.value(*addresses), before, (*self.sources(*addresses), *past), self.year)

    def typed(self, slot: str, label: str) -> Run:
        """What the clerk wrote, without the full stop the sentence brings itself; else a mark to fill in."""
        text = self.optional(slot)
        return Typed(text, slot) if text else Missing(slot, label)

    def optional(self, slot: str) -> str:
        text = self.case.texts.get(slot, "").strip().rstrip(ENDINGS)
        return LEAD_IN.sub("", text) if slot.startswith(("reason.", "purpose.")) else text

    def reason(self, comparison: Comparison, slot: str, label: str, lead: str = "，主要是") -> Runs:
        """The reason for a change; nothing where nothing changed or the edition does not ask why."""
        if not comparison.needs_reason or self.case.edition.slot(slot) is None:
            return ()
        return say(lead, self.typed(slot, f"{label}变动的主要原因"))

    def name(self, code: str) -> Run:
        """The name of a subject, or a mark: a code beside an amount would read as one number."""
        name = self.case.name_of(code)
        return Words(name) if name else Missing(f"subject.{code}", f"科目{code}的名称")

    def levels(self, code: str) -> Runs:
        """社会保障和就业支出（类）人力资源和社会保障管理事务（款）社会保险经办机构（项）, official names."""
        return say(self.name(code[:3]), "（类）", self.name(code[:5]), "（款）", self.name(code), "（项）")

    def unlisted(self, table: str) -> Missing:
        """The mark for a total without the subjects it was spent on."""
        return Missing(f"table.{table}", f"{self.case.edition.table(table).title}的支出科目")

    def begun(self, table: str, row: str = "") -> bool:
        """Whether the table has a figure; given a row, whether its group (`fleet` of `fleet.total`) has."""
        group = row.partition(".")[0]
        return any(not row or a.row.partition(".")[0] == group for a in self.figures.of_table(table))

    def _unless_blank(self, number: phrases.Number) -> Run:
        for table, row, _ in (source.address for source in number.sources):
            if table in SUPPLEMENTARY and not self.begun(table, "" if table == "initial_budget" else row):
                return Missing(f"table.{table}", self._title_of(table, row))
        return number

    def _title_of(self, table: str, row: str) -> str:
        found = self.case.edition.table(table)
        known = found.row(row)
        return known.title if known else found.title


def items(figures: Figures, table: str, column: str, digits: int) -> list[str]:
    """The subjects of that level with an amount that is printed, in code order."""
    return [
        code
        for code in figures.rows(table)
        if len(code) == digits and in_wan(figures.amount(Address(table, code, column)))
    ]
