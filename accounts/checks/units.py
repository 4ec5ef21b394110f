"""A department against its units: which they are, and that its account is the sum of theirs. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from accounts.case import Case, UnitShare
from accounts.checks.comparing import mend
from accounts.checks.engine import Agreement, CouldNotRun, Fault, Level, NotApplicable, Seen, rule
from accounts.checks.wording import NAMED_AT_MOST, amount, as_at, where
from accounts.consolidation.adding import Sum
from accounts.consolidation.eliminating import TRANSFERS, transfers_in
from accounts.consolidation.telling import excess, news
from accounts.figures import ZERO, Address, at
from accounts.money import Scale, slack

SOURCE = "部门决算由所属单位决算汇总而成"
SLOT = "reason.units"


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
    total = Sum(case.edition, reporting(case), case.adjustments)
    sums = total.figures
    for cell in sorted({*sums, *(cell for cell in case.figures if case.edition.adds(cell))}):
        yield from agrees(case, total, cell)
    for received, given, name in TRANSFERS:
        yield from offset(case, total, at(f"t02/total/{received}"), at(f"t03/total/{given}"), name)


def reporting(case: Case) -> tuple[UnitShare, ...]:
    """The units; CouldNotRun, naming them, while some have no account."""
    if case.unit.kind != "department":
        raise NotApplicable("不是部门决算")
    missing = [unit.name for unit in case.units if unit.figures is None]
    if missing or not case.units:
        raise CouldNotRun(f"没有{'、'.join(missing) or '所属单位'}的{case.year}年度决算，无法汇总")
    return case.units


def agrees(case: Case, total: Sum, cell: Address) -> Iterator[Seen]:
    """A cell is the sum with its adjustments.

    Where there are none, payments between the units may have been taken out of its parts before it came here;
    such a payment itself is at most the sum.
    """
    off = case.figures.amount(cell) - total.figures.amount(cell)
    parts = [] if case.adjustments else transfers_in(cell)
    if cell in parts:
        off = max(off, ZERO)
    else:
        off += sum((total.figures.amount(part) - case.figures.amount(part) for part in parts), ZERO)
    if abs(off) <= allowance(case, [cell, *parts]):
        yield Agreement((cell,), rounded=off != 0)
    else:
        yield unlike(case, total, cell, off)


def allowance(case: Case, cells: Sequence[Address]) -> Decimal:
    """Both the department's amounts and the units' may be rounded."""
    if case.edition.measure(cells[0]) != "money":
        return ZERO
    rounded = sum(unit.scale is Scale.WAN for unit in case.units) + (case.scale is Scale.WAN)
    return slack(len(cells) * rounded - 1, Scale.WAN)


def unlike(case: Case, total: Sum, cell: Address, off: Decimal) -> Fault:
    due = case.figures.amount(cell) - off
    return Fault(
        f"{where(case, cell)}为{amount(case, cell)}，所属{len(case.units)}个单位汇总（已减去内部往来）应为"
        f"{as_at(case, cell, due)}，相差{as_at(case, cell, abs(off))}{whose(case, total, cell, off)}",
        (cell,),
        (case.figures.amount(cell), due),
        off,
        f"核对汇总的单位和单位之间的往来；{mend(cell)}",
    )


def whose(case: Case, total: Sum, cell: Address, off: Decimal) -> str:
    """The unit whose figure the difference is; else what each has, where they are few."""
    parts = [part for part in total.made(cell).parts if part.amount]
    if len(case.units) < 2:
        return ""
    same = [part.unit.name for part in parts if part.amount == abs(off)]
    if same:
        return f"，恰为{'、'.join(same[:NAMED_AT_MOST])}的数，可能{'漏' if off < 0 else '重复'}汇总"
    if not 0 < len(parts) <= NAMED_AT_MOST:
        return ""
    return "；其中" + "，".join(f"{p.unit.name}{as_at(case, cell, p.amount or ZERO)}" for p in parts)


def offset(case: Case, total: Sum, received: Address, given: Address, name: str) -> Iterator[Seen]:
    """What was taken out of the income of one unit was taken out of the spending of another."""
    gone = [total.made(cell).added - case.figures.amount(cell) for cell in (received, given)]
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


@rule("D60", title="汇总以后所属单位没有变动", source=SOURCE, idle="所属单位的决算没有汇总")
def rule_no_unit_has_changed_since(case: Case) -> Iterator[Seen]:
    """在本站汇总的部门决算，汇总的是所属每一个单位审核通过的决算，汇总以后它们没有变动。"""
    if case.unit.kind != "department":
        raise NotApplicable("不是部门决算")
    if case.consolidated is None:
        raise NotApplicable("不是在本站汇总的")
    for each in news(case):
        if not each.told:
            yield Agreement(())
            continue
        cells = tuple(at(moved.address) for moved in each.moved if case.edition.adds(at(moved.address)))
        yield Fault(each.told, cells, remedy=REMEDIES[each.state], place=each.place)
    for cell, told in excess(case):
        yield Fault(told, (cell,), remedy="到“汇总”页撤去这项抵销，按单位现在的数重新抵销")


REMEDIES = {
    "unapproved": "等该单位的决算审核通过，再到“汇总”页核对",
    "missing": "补报该单位的决算后重新汇总；已撤销、并入别的单位的，由系统管理员在“单位”页勾选“已撤销”",
    "changed": "到“汇总”页看有哪些改动，重新汇总",
    "added": "到“汇总”页重新汇总",
    "gone": "到“汇总”页重新汇总",
}
