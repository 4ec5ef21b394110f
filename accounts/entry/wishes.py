"""What a clerk wants to write into the cells of one table: read, then sorted by what stands there now. Pure.

Each cell stands for itself: one that cannot be read or that a colleague has changed keeps no other from
being written.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from accounts import cells
from accounts.editions.definitions import Edition
from accounts.entry.amounts import Unreadable, read
from accounts.figures import Address, at
from accounts.money import Scale


@dataclass(frozen=True)
class Typed:
    """A text for a cell, and the texts the page knows the cell had: what it showed, what it sent before."""

    text: str
    seen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wish:
    amount: Decimal | None
    seen: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Reading:
    wishes: dict[Address, Wish] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    """By the address as it was sent: why it cannot be written."""


@dataclass(frozen=True)
class Sorted:
    """`write` differs from what stands there; `done` stands there already; `conflicts`: what stands there
    is neither what the clerk saw nor what the clerk wants."""

    write: dict[Address, Decimal | None]
    done: dict[Address, Decimal | None]
    conflicts: dict[Address, Decimal | None]


def reading(
    edition: Edition, scale: Scale, table: str, typed: Mapping[str, Typed], projects: Collection[str]
) -> Reading:
    found = Reading()
    for key, each in typed.items():
        try:
            address = address_in(edition, table, key, projects)
            found.wishes[address] = wish(edition, scale, address, each)
        except Unreadable as reason:
            found.refused[key] = str(reason)
    return found


def address_in(edition: Edition, table: str, key: str, projects: Collection[str]) -> Address:
    try:
        address = at(key)
    except ValueError as reason:
        raise Unreadable(str(reason)) from reason
    if address.table != table:
        raise Unreadable("不是本表的单元格")
    fault = cells.wrong_address(edition, address)
    if not fault and cells.project_of(edition, address):
        fault = next(cells.unknown_projects(edition, [address], projects), "")
    if fault:
        raise Unreadable(fault)
    return address


def wish(edition: Edition, scale: Scale, address: Address, typed: Typed) -> Wish:
    measure = edition.measure(address)
    amount = read(typed.text, measure, scale)
    if amount is not None:
        fault = cells.wrong_amount(amount) or cells.wrong_measure(measure, scale, amount)
        if fault:
            raise Unreadable(fault)
    return Wish(amount, tuple(read(text, measure, scale) for text in typed.seen))


def sort_out(wishes: Mapping[Address, Wish], stored: Mapping[Address, Decimal]) -> Sorted:
    sorted_out = Sorted({}, {}, {})
    for address, wish in wishes.items():
        now = stored.get(address)
        if now == wish.amount:
            sorted_out.done[address] = now
        elif now in wish.seen:
            sorted_out.write[address] = wish.amount
        else:
            sorted_out.conflicts[address] = now
    return sorted_out
