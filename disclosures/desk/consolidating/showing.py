"""The units, payments, adjustments and changes of a sum as its pages show them: strings and counts. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from accounts.case import Case, UnitShare
from accounts.checks.wording import as_at, where
from accounts.consolidation.adding import Made, Sum, fitted
from accounts.consolidation.eliminating import TRANSFERS, Payment, payments
from accounts.consolidation.proposing import Line, Proposal
from accounts.consolidation.records import Moved
from accounts.consolidation.telling import amount as told
from accounts.consolidation.telling import news, when
from accounts.figures import ZERO, Address, at
from accounts.money import grouped, plain
from accounts.refusals import shown

AT_MOST = 200
"""Lines of a table that the preview shows; all of them are written."""
UNFOLDED = 12
"""More lines are folded, unless some are to be decided."""
APPROVED = "已审核"
MISSING = "没有决算"


@dataclass(frozen=True)
class Change:
    """A cell of a unit, before and after."""

    place: str
    before: str
    after: str
    by: str
    at: str


@dataclass(frozen=True)
class UnitLine:
    """`good`: approved and summed as it is. `url`: its account, where this person may see it."""

    name: str
    standing: str
    summed: str
    good: bool
    url: str
    projects: int
    changes: tuple[Change, ...]


def unit_lines(case: Case, urls: Mapping[str, str], projects: Mapping[str, int]) -> list[UnitLine]:
    units = {unit.code: unit for unit in case.units}
    return [
        UnitLine(
            each.name,
            stands(units[each.code]) if each.code in units else MISSING,
            each.word if case.consolidated else "",
            not each.told if case.consolidated else stands(units[each.code]) == APPROVED,
            urls.get(each.code, ""),
            projects.get(each.code, 0),
            tuple(changes(case, each.moved)),
        )
        for each in news(case)
    ]


def stands(unit: UnitShare) -> str:
    return unit.standing or (MISSING if unit.figures is None else APPROVED)


def changes(case: Case, moved: Iterable[Moved]) -> Iterator[Change]:
    for each in moved:
        cell = at(each.address)
        before, after = (told(case, cell, text) for text in (each.before, each.after))
        yield Change(where(case, cell), before, after, each.by, when(each.at))


def summary(case: Case) -> str:
    """所属 30 个单位：已审核 28 个，填报中 1 个，没有决算 1 个."""
    if not case.units:
        return "还没有所属单位，没有可以汇总的；单位由系统管理员建立"
    counts = Counter(stands(unit) for unit in case.units)
    ordered = sorted(counts.items(), key=lambda each: (each[0] != APPROVED, each[0]))
    return f"所属 {len(case.units)} 个单位：{'，'.join(f'{word} {count} 个' for word, count in ordered)}"


def wanting(case: Case) -> list[str]:
    """Why the sum is a draft only."""
    return [f"{unit.name}（{stands(unit)}）" for unit in case.units if stands(unit) != APPROVED]


def told_since(case: Case) -> tuple[str, int, int]:
    """When it was summed and by whom; how many units are not as they were, how many still to be approved."""
    if case.consolidated is None:
        return "", 0, 0
    made, states = case.consolidated, Counter(each.state for each in news(case))
    waiting = states["unapproved"] + states["missing"]
    stale = states.total() - states["current"] - waiting
    return f"{when(made.at)}，{made.by}汇总了 {len(made.shares)} 个单位", stale, waiting


# payments between units


@dataclass(frozen=True)
class Typed:
    """What came with a form that was refused: it stands in its fields again."""

    ticked: Collection[str]
    amounts: Mapping[str, str]


@dataclass(frozen=True)
class PaymentLine:
    """Amounts in 元. `key` names unit and cell in the form; `field` is what stands in it."""

    key: str
    unit: str
    place: str
    amount: str
    taken: str
    left: str
    field: str
    ticked: bool


@dataclass(frozen=True)
class Kind:
    """What is received and what is given, which should be the same where it stays in the department."""

    title: str
    received: tuple[PaymentLine, ...]
    given: tuple[PaymentLine, ...]
    told: str
    equal: bool

    @property
    def is_open(self) -> bool:
        """Whether there is anything left to take out."""
        return any(line.left for line in (*self.received, *self.given))

    @property
    def sides(self) -> tuple[tuple[str, tuple[PaymentLine, ...]], ...]:
        return (("收入方", self.received), ("支出方", self.given))


def kinds(case: Case, typed: Typed | None = None) -> list[Kind]:
    found = payments(case.units, case.adjustments)
    return [
        kind(case, title, received, given, typed)
        for income, spending, title in TRANSFERS
        for received, given in [(of(found, income), of(found, spending))]
        if received or given
    ]


def of(found: Iterable[Payment], column: str) -> list[Payment]:
    return [each for each in found if each.address.column == column]


def kind(
    case: Case, title: str, received: Sequence[Payment], given: Sequence[Payment], typed: Typed | None
) -> Kind:
    """Both sides are ticked where what is left of them is the same."""
    left = [sum((each.left for each in side), ZERO) for side in (received, given)]
    equal = left[0] == left[1] != 0
    sums = f"还没有抵销的：收入方 {grouped(left[0])}元，支出方 {grouped(left[1])}元"
    ends = "，都已抵销" if not any(left) else "，双方相等" if equal else "，双方不等：可能有与部门以外的往来"

    def lines(side: Sequence[Payment]) -> tuple[PaymentLine, ...]:
        return tuple(payment_line(case, each, equal, typed) for each in side)

    return Kind(title, lines(received), lines(given), f"{sums}{ends}", equal)


def payment_line(case: Case, each: Payment, equal: bool, typed: Typed | None) -> PaymentLine:
    key, left = f"{each.unit.code}:{each.address}", grouped(each.left) if each.left else ""
    return PaymentLine(
        key,
        each.unit.name,
        where(case, each.address),
        grouped(each.amount),
        grouped(each.taken) if each.taken else "",
        left,
        typed.amounts.get(key, left) if typed else left,
        key in typed.ticked if typed else equal and bool(left),
    )


# the preview


@dataclass(frozen=True)
class Shown:
    place: str
    address: str
    word: str
    hand: bool
    before: str
    after: str


@dataclass(frozen=True)
class Group:
    title: str
    counts: str
    lines: tuple[Shown, ...]
    more: int
    unfolded: bool


def groups(case: Case, found: Proposal) -> list[Group]:
    by_table = groupby(found.lines, key=lambda line: line.address.table)
    return [group(case, table, list(lines)) for table, lines in by_table]


def group(case: Case, table: str, lines: Sequence[Line]) -> Group:
    """What is to be decided is shown whole."""
    first, rest = lines[:AT_MOST], lines[AT_MOST:]
    kept = [*first, *(line for line in rest if line.status == "hand")]
    counts = Counter(line.word for line in lines)
    told = "，".join(f"{word} {count}" for word, count in counts.items())
    return Group(
        case.edition.table(table).title,
        told,
        tuple(shown_line(case, line) for line in kept),
        len(lines) - len(kept),
        len(lines) <= UNFOLDED or any(line.status == "hand" for line in lines),
    )


def shown_line(case: Case, line: Line) -> Shown:
    before, after = (
        shown(case.edition, case.scale, line.address, value) for value in (line.before, line.after)
    )
    return Shown(
        where(case, line.address), str(line.address), line.word, line.status == "hand", before, after
    )


# one cell


@dataclass(frozen=True)
class PartLine:
    unit: str
    amount: str
    standing: str
    share: str


@dataclass(frozen=True)
class Breakdown:
    """Unit by unit, the adjustments, the total, and what stands in the department's account."""

    place: str
    parts: tuple[PartLine, ...]
    blank: tuple[str, ...]
    added: str
    adjustments: tuple[tuple[str, str, str], ...]
    """Of which unit and cell, how much, why."""
    total: str
    stands: str
    difference: str
    summed: bool


def breakdown(case: Case, total: Sum, cell: Address) -> Breakdown:
    made, own = total.made(cell), case.figures.get(cell)
    due = fitted(case.edition, case.scale, total.figures).get(cell)
    off = (own or ZERO) - (due or ZERO)
    return Breakdown(
        where(case, cell),
        tuple(part_lines(case, made)),
        tuple(part.unit.name for part in made.parts if part.amount is None),
        as_at(case, cell, made.added),
        tuple(
            (
                f"{name_of(case, each.unit)}{where(case, each.address)}",
                exact(case, cell, each.amount),
                each.reason,
            )
            for each in made.adjustments
        ),
        shown(case.edition, case.scale, cell, due),
        shown(case.edition, case.scale, cell, own),
        as_at(case, cell, abs(off)) if off else "",
        case.edition.adds(cell),
    )


def part_lines(case: Case, made: Made) -> Iterator[PartLine]:
    for part in made.parts:
        if part.amount is not None:
            share = plain((part.amount / made.added * 100).quantize(Decimal("0.1"))) if made.added else ""
            yield PartLine(part.unit.name, exact(case, made.address, part.amount), part.unit.standing, share)


def exact(case: Case, cell: Address, amount: Decimal) -> str:
    """To the cent where the account itself only keeps 万元: units may keep theirs in 元."""
    if case.edition.measure(cell) == "money" and amount % case.scale.step:
        return f"{grouped(amount)}元"
    return as_at(case, cell, amount)


def name_of(case: Case, code: str) -> str:
    return next((f"{unit.name}：" for unit in case.units if unit.code == code), "")
