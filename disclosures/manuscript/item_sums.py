"""Lists of a text: the items of 五（三） against their total. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from accounts.case import Case
from accounts.checks.engine import Agreement, Level, Seen, rule
from accounts.money import from_wan, half_up, plain
from disclosures.manuscript.capped import capped
from disclosures.manuscript.clauses import Told
from disclosures.manuscript.matching import Given, Reading
from disclosures.manuscript.rates import HALF, possible, ratio
from disclosures.manuscript.reading import Manuscript, manuscript
from disclosures.manuscript.telling import in_wan_told, in_yuan, shown, wan, wrong
from disclosures.manuscript.unwritten import unwritten

ITEM = "(项)"
COLUMNS = ("年初预算", "支出决算")
Stated = tuple[Given, Told]


@dataclass
class Column:
    """What section 五（三） states of the budget or the outturn: the total first, then item by item."""

    name: str
    total: Stated | None = None
    items: list[Stated] = field(default_factory=list)

    @property
    def sum(self) -> Decimal:
        return sum((in_wan_told(told) for _, told in self.items), Decimal(0))


def columns(reading: Reading) -> dict[str, Column]:
    """Both columns, and as the third the completion rate of the total."""
    found = {name: Column(name) for name in (*COLUMNS, "完成")}
    begun = False
    for given in reading.given:
        begun = begun or given.clause.text.endswith(ITEM)
        for name, column in found.items():
            if stated := statement(given, name):
                if begun:
                    column.items.append(stated)
                elif column.total is None:
                    column.total = stated
    return found


def statement(given: Given, name: str) -> Stated | None:
    clause = given.clause
    if name == "完成":
        fits = clause.role == "completion"
    else:
        fits = clause.text.startswith(name) or f"{name}为" in clause.text
    return (given, clause.told[-1]) if fits and clause.told and not clause.told[-1].is_date else None


@rule(
    "T10",
    title="五（三）各项之和",
    source="逐项说明的年初预算、支出决算之和应等于文中的总数，完成率随之而定",
    idle="没有附上文本，或第五部分没有逐项说明",
)
@capped
def rule_items_add_up_to_the_stated_totals(case: Case) -> Iterator[Seen]:
    """一般公共预算财政拨款支出逐项写出的年初预算、支出决算之和等于文中写的总数，总的完成率按各项之和计算。"""
    text = manuscript(case)
    for reading in text.readings:
        stated = columns(reading) if reading.key == "general" else {}
        if stated and stated["支出决算"].items and stated["支出决算"].total:
            budget, outturn, rate = stated["年初预算"], stated["支出决算"], stated["完成"]
            yield from adds_up(text, reading, "年初预算", budget, may_be_less=True)
            yield from adds_up(text, reading, "支出决算", outturn, may_be_less=False)
            yield from follows(text, reading, budget, outturn, rate)


def adds_up(
    text: Manuscript, reading: Reading, name: str, column: Column, *, may_be_less: bool
) -> Iterator[Seen]:
    if column.total is None or not column.items:
        return
    given, told = column.total
    off = in_wan_told(told) - column.sum
    if abs(off) <= slack(column):
        yield Agreement((), rounded=off != 0)
        return
    known = explained(reading, column)
    less = may_be_less and off > 0
    yield wrong(
        text,
        given,
        told,
        None if less or known else plain(column.sum),
        f"文中{name}总数为{told.text}万元，逐项写出的{len(column.items)}项合计{plain(column.sum)}万元，"
        f"相差{wan(abs(off))}{known}",
        numbers=(in_yuan(told), from_wan(column.sum)),
        level=Level.NOTICE if less or known else None,
        remedy="核对总数和各项，找出错的一处；有预算而没有支出的科目也应列出",
    )


def slack(column: Column) -> Decimal:
    return Decimal("0.005") * (len(column.items) + 1)


def explained(reading: Reading, column: Column) -> str:
    """Why the difference is no new one: items that T24 misses, numbers of T01, the account's own (A61)."""
    assert column.total is not None
    if lost := unwritten_items(reading, column):
        return f"；没有写到{'、'.join(lost)}"
    stated = [column.total, *column.items]
    should = [expected_of(reading, *each) for each in stated]
    right = [value for value in should if value is not None]
    if len(right) < len(should):
        return ""
    off = [
        f"{told.text}应为{plain(value)}"
        for (_, told), value in zip(stated, right, strict=True)
        if in_wan_told(told) != value
    ]
    if not off:
        return "；本决算中的数即如此"
    return f"（其中{'、'.join(off)}）" if abs(right[0] - sum(right[1:])) <= slack(column) else ""


def unwritten_items(reading: Reading, column: Column) -> list[str]:
    """The items that the text leaves out, where with them the sum is right."""
    assert column.total is not None
    lost: list[str] = []
    more = Decimal(0)
    for claim in unwritten(reading):
        if claim.expected.paragraph.startswith("general.item."):
            named = [number for number in claim.numbers if claim.expected.clause.text.startswith(column.name)]
            more += sum((Decimal(number.text) for number in named), Decimal(0))
            lost += [claim.expected.paragraph.rpartition(".")[2] for _ in named]
    return lost if abs(in_wan_told(column.total[1]) - column.sum - more) <= slack(column) else []


def expected_of(reading: Reading, given: Given, told: Told) -> Decimal | None:
    pair = reading.by_clause.get(id(given))
    return next((should.value for one, should in pair.told if one is told), None) if pair else None


def follows(
    text: Manuscript, reading: Reading, budget: Column, outturn: Column, rate: Column
) -> Iterator[Seen]:
    """Where the items' budgets do not add up to the total, the rate follows from the items."""
    if rate.total is None or outturn.total is None or budget.total is None or not budget.items:
        return
    off = in_wan_told(budget.total[1]) - budget.sum
    if off >= -slack(budget) or len(budget.items) != len(outturn.items):
        return
    given, told = rate.total
    whole, part = from_wan(budget.sum), in_yuan(outturn.total[1])
    if possible(told, "", ratio(part, HALF, whole, HALF * len(budget.items))):
        yield Agreement(())
        return
    right = half_up(part / whole * 100, max(1, told.places))
    yield wrong(
        text,
        given,
        told,
        plain(right),
        f"{shown(given)}：支出决算{outturn.total[1].text}万元，各项年初预算合计{plain(budget.sum)}万元，"
        f"应为{plain(right)}%",
        numbers=(told.value, right),
        level=Level.NOTICE if explained(reading, budget) else None,
        remedy="年初预算总数更正后重新计算完成率",
    )
