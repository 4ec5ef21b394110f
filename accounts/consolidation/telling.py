"""What has happened since a department's account was summed, unit by unit, in sentences. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from accounts.case import Case, UnitShare
from accounts.consolidation.adding import fingerprint, has
from accounts.consolidation.eliminating import beyond
from accounts.consolidation.records import Contributed, Moved
from accounts.figures import Address, Figures, at
from accounts.refusals import place, shown

State = Literal["current", "changed", "added", "unapproved", "missing", "gone"]
WORDS: dict[State, str] = {
    "current": "已汇总",
    "changed": "汇总后有改动",
    "added": "没有汇总进来",
    "unapproved": "没有审核通过",
    "missing": "没有决算",
    "gone": "汇总后决算没有了",
}


@dataclass(frozen=True)
class News:
    """How one unit stands to the sum; `told` is a sentence where that is not as it should be."""

    code: str
    name: str
    state: State
    told: str = ""
    moved: tuple[Moved, ...] = ()
    print: str = ""
    """The fingerprint of the unit's account as it is now."""

    @property
    def place(self) -> str:
        """Where a finding about it stands; another one when the unit changes again."""
        return "/".join(filter(None, ("unit", self.code, self.state, self.print[:12])))

    @property
    def word(self) -> str:
        return WORDS[self.state]


def news(case: Case) -> list[News]:
    """Of each unit in the scope, in order, then of those that are no longer in it."""
    summed = {each.code: each for each in (case.consolidated.shares if case.consolidated else ())}
    found = [of_unit(case, unit, summed.pop(unit.code, None)) for unit in case.units]
    return found + [gone(case, each) for each in summed.values()]


def out_of_date(case: Case) -> list[News]:
    """What stands between the account and the sum of its units' approved accounts; nothing before summing."""
    return [each for each in news(case) if each.told] if case.consolidated else []


def of_unit(case: Case, unit: UnitShare, share: Contributed | None) -> News:
    now = fingerprint(case.edition, unit.figures or Figures())

    def said(state: State, told: str = "", moved: tuple[Moved, ...] = ()) -> News:
        return News(unit.code, unit.name, state, told, moved, now)

    if unit.figures is None:
        has = unit.standing or f"没有{case.year}年度决算"
        return said("missing", f"{unit.name}{has}，没有汇总进来")
    if share is None:
        return said("added", f"{unit.name}的决算没有汇总进来")
    if share.fingerprint != now:
        moved = tuple(each for each in share.moved if is_summed(case, each))
        now_is = f"；现在{unit.standing}" if unit.standing else ""
        return said("changed", f"{unit.name}的决算在汇总以后有改动{changes(case, moved)}{now_is}", moved)
    if unit.standing:
        return said("unapproved", f"{unit.name}的决算没有审核通过（{unit.standing}）")
    return said("current")


def gone(case: Case, share: Contributed) -> News:
    told = f"{share.name}的决算汇总过，现在已不在所属单位的{case.year}年度决算之中"
    return News(share.code, share.name, "gone", told)


def excess(case: Case) -> list[tuple[Address, str]]:
    """Payments of which more is taken out than the unit has by now, each with a sentence."""
    return [
        (
            each.address,
            f"{each.unit.name}的{place(case.edition, each.address)}现为"
            f"{amount(case, each.address, str(each.amount))}，汇总时抵销了"
            f"{amount(case, each.address, str(each.taken))}",
        )
        for each in beyond(case.units, case.adjustments)
    ]


def is_summed(case: Case, moved: Moved) -> bool:
    table = at(moved.address).table
    return case.edition.has(table) and case.edition.table(table).summed


def changes(case: Case, moved: Sequence[Moved]) -> str:
    """：n 处，如 … 由 … 改为 …（who, when)."""
    if not moved:
        return ""
    last = max(moved, key=lambda each: each.at)
    return f"：{len(moved)}处，如{one(case, last)}（{last.by}，{when(last.at)}）"


def one(case: Case, moved: Moved) -> str:
    cell = at(moved.address)
    before, after = (amount(case, cell, text) for text in (moved.before, moved.after))
    return f"{place(case.edition, cell)}由{before}改为{after}"


def amount(case: Case, cell: Address, text: str | None) -> str:
    """As the department's clerk writes it; as it is where the edition has no such cell."""
    if text is not None and not has(case.edition, cell):
        return text
    return shown(case.edition, case.scale, cell, None if text is None else Decimal(text))


def when(moment: str) -> str:
    found = datetime.fromisoformat(moment)
    return f"{found.month}月{found.day}日{found:%H:%M}"
