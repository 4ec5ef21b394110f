"""Payments between units of one department: where they stand, and which totals hold them. Pure.

What one unit gives (对附属单位补助支出, 上缴上级支出) another receives (上级补助收入, 附属单位上缴收入).
In the department's account neither stands, and all totals that hold them are smaller by as much.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from accounts.case import UnitShare
from accounts.consolidation.records import Adjusted
from accounts.figures import TOTAL, ZERO, Address, Figures
from accounts.subjects import branch, is_code

TRANSFERS = (
    ("superior_subsidy", "subsidy_down", "上级补助收入与对附属单位补助支出"),
    ("subordinate_remittance", "remitted_up", "附属单位上缴收入与上缴上级支出"),
)
"""What one unit receives and another of the same department gives: columns of 02 and of 03."""
RECEIVED, GIVEN = (tuple(each[n] for each in TRANSFERS) for n in (0, 1))
COLUMNS = {"t02": RECEIVED, "t03": GIVEN}


def is_transfer(cell: Address) -> bool:
    return cell.column in COLUMNS.get(cell.table, ())


def transfers_in(cell: Address) -> list[Address]:
    """The cells of 02 and 03 whose amounts a cell holds: of 02, 03 and 01; none for all others."""
    match cell:
        case Address("t02", row, "total"):
            return [Address("t02", row, column) for column in RECEIVED]
        case Address("t03", row, "total"):
            return [Address("t03", row, column) for column in GIVEN]
        case Address("t02" | "t03", _, _) if is_transfer(cell):
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


def carried(cell: Address) -> tuple[Address, ...]:
    """The cells that hold what stands in a cell of 02 or 03: itself, the rows above, the totals, table 01.

    Of all other cells: only itself.
    """
    if not is_transfer(cell):
        return (cell,)
    rows = [*reversed(branch(cell.row)), TOTAL] if is_code(cell.row) else [cell.row]
    return tuple(each for row in rows for each in held(Address(cell.table, row, cell.column)))


def held(cell: Address) -> Iterator[Address]:
    """The cells of the same row, and of 01, that hold a transfer."""
    yield from (cell, cell._replace(column="total"))
    side = "income" if cell.table == "t02" else "spending"
    if cell.row == TOTAL:
        kinds = [cell.column] if side == "income" else []
        for row in (*kinds, "total", "grand_total"):
            yield Address("t01", f"{side}.{row}", "amount")
    elif side == "spending" and len(cell.row) == 3:
        yield Address("t01", f"{side}.{cell.row}", "amount")


@dataclass(frozen=True)
class Payment:
    """A transfer in a unit's account, on its deepest row: to another unit of the department, or elsewhere."""

    unit: UnitShare
    address: Address
    amount: Decimal
    taken: Decimal
    """How much of it is taken out of the sum already."""

    @property
    def left(self) -> Decimal:
        return self.amount - self.taken


def payments(units: Iterable[UnitShare], adjustments: Iterable[Adjusted]) -> list[Payment]:
    """All that the units received and gave, the receipts first, by unit and address."""
    taken = taken_out(adjustments)
    found = [
        Payment(unit, cell, unit.figures[cell], taken.get((unit.code, cell), ZERO))
        for unit in units
        if unit.figures
        for cell in deepest(unit.figures)
    ]
    return sorted(found, key=lambda each: each.address.table)


def taken_out(adjustments: Iterable[Adjusted]) -> dict[tuple[str, Address], Decimal]:
    """By unit and cell."""
    found: dict[tuple[str, Address], Decimal] = {}
    for each in adjustments:
        place = (each.unit, each.address)
        found[place] = found.get(place, ZERO) - each.amount
    return found


def beyond(units: Iterable[UnitShare], adjustments: Iterable[Adjusted]) -> list[Payment]:
    """Where more is taken out than the unit shows: it has changed since."""
    found = taken_out(adjustments)
    return [
        Payment(unit, cell, amount, taken)
        for unit in units
        for (code, cell), taken in found.items()
        if code == unit.code and is_transfer(cell)
        for amount in [(unit.figures or Figures()).amount(cell)]
        if abs(taken) > abs(amount) or taken * amount < 0
    ]


def deepest(figures: Figures) -> list[Address]:
    """Transfers that no row below holds in parts."""
    cells = {cell for cell in figures if is_transfer(cell) and figures[cell]}
    return sorted(cell for cell in cells if not any(is_below(other, cell) for other in cells))


def is_below(one: Address, other: Address) -> bool:
    if (one.table, one.column) != (other.table, other.column) or one.row == other.row:
        return False
    return other.row == TOTAL or (one.row != TOTAL and one.row.startswith(other.row))
