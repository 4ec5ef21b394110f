"""What a section's author has at hand: the case's numbers as runs, comparisons, and the clerk's words."""

from dataclasses import dataclass
from decimal import Decimal

from accounts.case import Case
from accounts.figures import ZERO, Address, Figures, at
from accounts.money import in_wan
from disclosures import phrases
from disclosures.phrases import Missing, Run, Runs, Source, Typed, say

ENDINGS = "。；;．. \n"
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
        if self.before < 0:
            return say(step, "（上年为负数，不可比）")
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

    def share(self, lead: str, part: str, whole: str, tail: str = "%") -> Runs:
        """`lead` and the share of one cell in another; nothing where the whole is zero."""
        if not in_wan(self.value(whole)):
            return ()
        return say(lead, phrases.share(self.value(part), self.value(whole), *self.sources(part, whole)), tail)

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
        return self.case.texts.get(slot, "").strip().rstrip(ENDINGS)

    def reason(self, comparison: Comparison, slot: str, label: str, lead: str = "，主要是") -> Runs:
        """The reason for a change; nothing where nothing changed."""
        if not comparison.needs_reason:
            return ()
        return say(lead, self.typed(slot, f"{label}变动的主要原因"))

    def levels(self, code: str) -> str:
        """社会保障和就业支出（类）人力资源和社会保障管理事务（款）社会保险经办机构（项）, official names."""
        name = self.case.name_of
        return f"{name(code[:3])}（类）{name(code[:5])}（款）{name(code)}（项）"

    def begun(self, table: str) -> bool:
        return bool(self.figures.of_table(table))

    def _unless_blank(self, number: phrases.Number) -> Run:
        for source in number.sources:
            table = source.address.table
            if table in SUPPLEMENTARY and not self.begun(table):
                return Missing(f"table.{table}", self.case.edition.table(table).title)
        return number


def items(figures: Figures, table: str, column: str, digits: int) -> list[str]:
    """The subjects of that level with an amount, in code order."""
    return [
        code
        for code in figures.rows(table)
        if len(code) == digits and figures.amount(Address(table, code, column))
    ]
