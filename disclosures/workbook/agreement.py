"""A workbook held against an account, figure by figure: equal, different, or on one side only. Pure.

It decides nothing and writes nothing: the bureau's 批复 beside what is about to be published.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from accounts.case import Case
from accounts.checks.wording import where
from accounts.figures import Address
from accounts.money import CENT, Scale
from accounts.refusals import shown
from disclosures.workbook import tallying
from disclosures.workbook.comparing import Wish, figure, quoted
from disclosures.workbook.foreign.recognised import Recognised
from disclosures.workbook.reading import Content, Fault
from disclosures.workbook.receiving import Received

Status = Literal["differs", "only_file", "only_account", "unread", "zero", "equal"]
STATUSES: dict[Status, str] = {
    "differs": "不同",
    "only_file": "只有文件有",
    "only_account": "只有本站有",
    "unread": "未识别",
    "zero": "一边空白一边为零",
    "equal": "相同",
}
AGREEING: frozenset[Status] = frozenset({"zero", "equal"})


@dataclass(frozen=True)
class Cell:
    """One figure on both sides, in 元; None: blank there."""

    address: Address
    status: Status
    account: Decimal | None
    file: Decimal | None = None
    where: str = ""
    told: str = ""

    @property
    def difference(self) -> Decimal | None:
        """The file's, less the account's."""
        if self.file is None or self.account is None:
            return None
        return self.file - self.account


@dataclass(frozen=True)
class Side:
    """A table that the file has, with what does not agree."""

    key: str
    title: str
    places: tuple[str, ...]
    cells: tuple[Cell, ...]
    faults: tuple[Fault, ...]
    counts: dict[Status, int]


@dataclass(frozen=True)
class Agreement:
    sides: tuple[Side, ...]
    not_found: tuple[str, ...]
    """Tables with figures in the account that the file does not have: not compared."""
    doubts: tuple[str, ...]

    @property
    def counts(self) -> dict[Status, int]:
        found: Counter[Status] = Counter()
        for side in self.sides:
            found.update(side.counts)
        return {status: found[status] for status in STATUSES}

    @property
    def compared(self) -> int:
        """How many figures both sides, or one of them, have."""
        return sum(self.counts.values())

    @property
    def agrees(self) -> bool:
        """Never without a figure that was compared."""
        counts = self.counts
        return counts["equal"] > 0 and not any(counts[each] for each in STATUSES if each not in AGREEING)


def agreement(received: Received, case: Case) -> Agreement:
    """A foreign workbook is read in 元, in which every amount has room, whatever the account is kept in."""
    read = case if received.ours else replace(case, scale=Scale.YUAN)
    content = received.content_for(read)
    by_table: dict[str, list[Cell]] = {}
    for each in cells(content, read, rounding(content, case)):
        by_table.setdefault(each.address.table, []).append(each)
    places = {
        each.key: tuple(f"{p.sheet}!{p.range}" for p in each.parts) for each in tallying.recognised(content)
    }
    sides, missing = [], []
    for table in case.edition.tables:
        faults = tuple(each for each in content.faults if each.group == table.key and not each.address)
        if table.key in content.sheets or table.key in by_table or table.key in places:
            here = places.get(table.key) or (content.sheets.get(table.key, ""),)
            sides.append(side(table.key, table.title, here, by_table.get(table.key, []), faults))
        elif case.figures.of_table(table.key):
            missing.append(table.title)
    doubts = tuple(each.reason for each in tallying.doubts(content))
    return Agreement(tuple(sides), tuple(missing), doubts)


def side(key: str, title: str, places: tuple[str, ...], found: list[Cell], faults: tuple[Fault, ...]) -> Side:
    counts: Counter[Status] = Counter(each.status for each in found)
    counts["unread"] += len(faults)
    order = list(STATUSES)
    listed = sorted((c for c in found if c.status not in AGREEING), key=lambda c: order.index(c.status))
    return Side(key, title, places, tuple(listed), faults, {s: counts[s] for s in STATUSES})


def cells(content: Content, case: Case, step: Decimal) -> Iterator[Cell]:
    """Of every table that the file has: each figure of either side."""
    projects = {sheet.key for sheet in case.projects} | content.projects.keys()
    seen = set()
    here = set(content.sheets) | {address.table for address in content.figures}
    for address, spot in content.figures.items():
        seen.add(address)
        found = cell(case, address, figure(case, address, spot, projects), step)
        if found:
            yield found
    for fault in content.faults:
        if fault.address and fault.address not in seen:
            seen.add(fault.address)
            own, at = case.figures.get(fault.address), f"{fault.sheet}!{fault.reference}"
            yield Cell(fault.address, "unread", own, where=at, told=fault.reason)
    for address, amount in case.figures.items():
        if address.table in here and address not in seen:
            yield Cell(
                address, "only_account" if amount else "zero", amount, where=blank_at(content, address)
            )


def cell(case: Case, address: Address, wish: Wish, step: Decimal) -> Cell | None:
    """None where both sides are blank."""
    here, at = case.figures.get(address), f"{wish.spot.sheet}!{wish.spot.reference}"
    if wish.wrong:
        return Cell(address, "unread", here, where=at, told=f"{quoted(wish.spot)}：{wish.wrong}")
    there = None if wish.value is None else Decimal(wish.value)
    if here is None and there is None:
        return None
    if here is None or there is None:
        only: Status = "only_file" if here is None else "only_account"
        return Cell(address, only if here or there else "zero", here, there, at)
    money = case.edition.measure(address) == "money"
    same = here == there or (money and abs(here - there) <= step)
    return Cell(address, "equal" if same else "differs", here, there, at)


def rounding(content: Content, case: Case) -> Decimal:
    """How far the two may be apart by rounding alone, in 元: where one is in 万元 and the other in 元."""
    money = {each.money for each in tallying.recognised(content)} - {""}
    own = "元" if case.scale is Scale.YUAN else "万元"
    return Scale.WAN.half_step if money - {own} else Decimal(0)


def blank_at(content: Content, address: Address) -> str:
    spot = content.blanks.get(address) if isinstance(content, Recognised) else None
    return f"{spot.sheet}!{spot.reference}" if spot else ""


# as people and machines read it


def said(case: Case, each: Cell, amount: Decimal | None) -> str:
    return shown(case.edition, case.scale, each.address, amount)


def told(case: Case, each: Cell) -> tuple[str, str, str, str, str]:
    """Place, the account's, the file's, the difference, where in the file."""
    file = each.told if each.status == "unread" else said(case, each, each.file)
    gap = "" if not each.difference else said(case, each, each.difference)
    return where(case, each.address), said(case, each, each.account), file, gap, each.where


def as_lines(found: Agreement, case: Case) -> Iterator[str]:
    for side in found.sides:
        counts = "，".join(f"{STATUSES[s]} {n}" for s, n in side.counts.items() if n) or "两边都没有数"
        yield f"{side.title}［{'、'.join(side.places)}］：{counts}"
        for each in side.cells:
            place, ours, theirs, gap, at = told(case, each)
            more = (f"，差 {gap}" if gap else "") + (f"［{at}］" if at else "")
            yield f"  {STATUSES[each.status]} {place}：本站 {ours}，文件 {theirs}{more}"
        yield from (f"  未识别［{f.sheet}!{f.reference}］{f.reason}" for f in side.faults)
    if found.not_found:
        yield f"文件里没有、没有比较的表：{'、'.join(found.not_found)}"
    yield from (f"请核对：{each}" for each in found.doubts)
    yield "，".join(f"{word} {found.counts[status]}" for status, word in STATUSES.items())


def as_data(found: Agreement, case: Case) -> dict[str, Any]:
    """Amounts as text, in 元."""
    return {
        "unit": case.unit.code,
        "year": case.year,
        "agrees": found.agrees,
        "counts": found.counts,
        "tables": [
            {"table": s.key, "title": s.title, "places": list(s.places), **s.counts} for s in found.sides
        ],
        "cells": [
            {
                "address": str(each.address),
                "status": each.status,
                "account": plain(each.account),
                "file": plain(each.file),
                "difference": plain(each.difference),
                "where": each.where,
                "told": each.told,
            }
            for side in found.sides
            for each in side.cells
        ],
        "not_understood": [
            {"sheet": f.sheet, "cell": f.reference, "reason": f.reason} for s in found.sides for f in s.faults
        ],
        "not_found": list(found.not_found),
        "doubts": list(found.doubts),
    }


def plain(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount.quantize(CENT))
