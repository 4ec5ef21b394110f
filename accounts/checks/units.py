"""A department against its units: which they are, and that its account is the sum of theirs. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from accounts.case import Case
from accounts.checks.comparing import mend
from accounts.checks.engine import Agreement, CouldNotRun, Fault, Level, NotApplicable, Seen, rule
from accounts.checks.wording import amount, as_at, where
from accounts.editions.definitions import Edition
from accounts.editions.validation import NINE
from accounts.figures import TOTAL, ZERO, Address, Figures, at
from accounts.money import Scale, slack

SOURCE = "部门决算由所属单位决算汇总而成"
SLOT = "reason.units"
SUMMED = (*NINE, "initial_budget", "operations", "adjustment")
"""Tables that are summed cell by cell."""
TRANSFERS = (
    ("superior_subsidy", "subsidy_down", "上级补助收入与对附属单位补助支出"),
    ("subordinate_remittance", "remitted_up", "附属单位上缴收入与上缴上级支出"),
)
"""What one unit receives and another of the same department gives: columns of 02 and of 03."""
RECEIVED, GIVEN = (tuple(each[n] for each in TRANSFERS) for n in (0, 1))


@rule(
    "C54", title="编制范围与上年一致", level=Level.REASON, source="与上年决算的衔接关系", idle="不是部门决算"
)
def rule_the_units_are_last_years(case: Case) -> Iterator[Seen]:
    """部门决算的单位与上年相同，有增减的要说明机构变动；本年新设立的单位没有上年数，不填零。"""
    yield from zeros_of_last_year(case)
    if case.unit.kind != "department":
        return
    if not case.units or case.last_units is None:
        year = case.year - 1 if case.units else case.year
        raise CouldNotRun(f"没有所属单位{year}年度的决算，无法核对编制范围")
    now = {unit.code: unit.name for unit in case.units}
    before = {unit.code: unit.name for unit in case.last_units}
    added = [name for code, name in now.items() if code not in before]
    gone = [name for code, name in before.items() if code not in now]
    yield changed(case, added, gone) if added or gone else Agreement(())


def zeros_of_last_year(case: Case) -> Iterator[Seen]:
    if case.last and not any(case.last.values()) and any(case.figures.values()):
        cells = tuple(sorted(case.last)[:1])
        told = f"{case.year - 1}年度的数全部是零"
        yield Fault(told, cells, remedy="本年新设立的单位没有上年数：删除上年的零；不是新设立的，补填上年数")


def changed(case: Case, added: list[str], gone: list[str]) -> Seen:
    if case.texts.get(SLOT, "").strip():
        return Agreement(())
    told = [f"{word}{'、'.join(names)}" for word, names in (("增加", added), ("减少", gone)) if names]
    return Fault(
        f"编制范围与{case.year - 1}年度相比{'，'.join(told)}，没有说明",
        remedy="说明机构变动（新设、撤并、划入划出）；遗漏单位的，补报该单位的决算",
        place=SLOT,
        slot=SLOT,
    )


@rule("D55", title="部门决算等于所属单位之和", source=SOURCE, idle="所属单位的决算中没有数")
def rule_a_department_is_the_sum_of_its_units(case: Case) -> Iterator[Seen]:
    """部门决算每一个数等于所属单位决算之和，减去单位之间的上级补助、对附属单位补助、附属单位上缴、上缴上级。"""
    sums = sums_of(case.edition, reporting(case))
    for cell in sorted({*sums, *(cell for cell in case.figures if cell.table in SUMMED)}):
        yield from agrees(case, sums, cell)
    for received, given, name in TRANSFERS:
        yield from offset(case, sums, at(f"t02/total/{received}"), at(f"t03/total/{given}"), name)


def reporting(case: Case) -> list[Figures]:
    """The units' figures; CouldNotRun, naming them, while some are missing."""
    if case.unit.kind != "department":
        raise NotApplicable("不是部门决算")
    missing = [unit.name for unit in case.units if unit.figures is None]
    if missing or not case.units:
        raise CouldNotRun(f"没有{'、'.join(missing) or '所属单位'}的{case.year}年度决算，无法汇总")
    return [unit.figures for unit in case.units if unit.figures is not None]


def sums_of(edition: Edition, shares: Sequence[Figures]) -> dict[Address, Decimal]:
    found: dict[Address, Decimal] = {}
    for figures in shares:
        for cell, value in figures.items():
            if cell.table in SUMMED and edition.has(cell.table):
                found[cell] = found.get(cell, ZERO) + value
    return found


def agrees(case: Case, sums: dict[Address, Decimal], cell: Address) -> Iterator[Seen]:
    """A cell is the sum less what was taken out of its parts; a transfer itself is at most the sum."""
    off = case.figures.amount(cell) - sums.get(cell, ZERO)
    parts = transfers_in(cell)
    if cell in parts:
        off = max(off, ZERO)
    else:
        off += sum((sums.get(part, ZERO) - case.figures.amount(part) for part in parts), ZERO)
    if abs(off) <= allowance(case, [cell, *parts]):
        yield Agreement((cell,), rounded=off != 0)
    else:
        yield unlike(case, cell, off)


def transfers_in(cell: Address) -> list[Address]:
    """The cells of 02 and 03 in which transfers within the department may be missing, and so here."""
    match cell:
        case Address("t02", row, "total"):
            return [Address("t02", row, column) for column in RECEIVED]
        case Address("t03", row, "total"):
            return [Address("t03", row, column) for column in GIVEN]
        case Address("t02" | "t03", _, column) if column in (*RECEIVED, *GIVEN):
            return [cell]
        case Address("t01", row, _):
            return in_summary(*row.split(".", 1))
    return []


def in_summary(side: str, row: str) -> list[Address]:
    """Of table 01: kinds of income, classes of spending, and the totals of both sides."""
    table, columns = ("t02", RECEIVED) if side == "income" else ("t03", GIVEN)
    if row in ("total", "grand_total"):
        return [Address(table, TOTAL, column) for column in columns]
    if side == "income":
        return [Address(table, TOTAL, row)] if row in columns else []
    return [Address(table, row, column) for column in columns] if row.isdigit() else []


def allowance(case: Case, cells: Sequence[Address]) -> Decimal:
    """Both the department's amounts and the units' may be rounded."""
    if case.edition.measure(cells[0]) != "money":
        return ZERO
    rounded = sum(unit.scale is Scale.WAN for unit in case.units) + (case.scale is Scale.WAN)
    return slack(len(cells) * rounded - 1, Scale.WAN)


def unlike(case: Case, cell: Address, off: Decimal) -> Fault:
    due = case.figures.amount(cell) - off
    return Fault(
        f"{where(case, cell)}为{amount(case, cell)}，所属{len(case.units)}个单位汇总（已减去内部往来）应为"
        f"{as_at(case, cell, due)}，相差{as_at(case, cell, abs(off))}",
        (cell,),
        (case.figures.amount(cell), due),
        off,
        f"核对汇总的单位和单位之间的往来；{mend(cell)}",
    )


def offset(
    case: Case, sums: dict[Address, Decimal], received: Address, given: Address, name: str
) -> Iterator[Seen]:
    """What was taken out of the income of one unit was taken out of the spending of another."""
    gone = [sums.get(cell, ZERO) - case.figures.amount(cell) for cell in (received, given)]
    off = gone[0] - gone[1]
    if abs(off) > allowance(case, [received, given]):
        yield Fault(
            f"汇总时减去的{name}不相等：{where(case, received)}减去{as_at(case, received, gone[0])}，"
            f"{where(case, given)}减去{as_at(case, given, gone[1])}",
            (received, given),
            (gone[0], gone[1]),
            off,
            "核对单位之间的往来，两方减去同样的数；确有时间差的，说明原因",
            Level.REASON,
        )
    elif any(gone):
        yield Agreement((received, given))
