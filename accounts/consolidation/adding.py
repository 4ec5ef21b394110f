"""The units' figures added up, cell by cell, exactly; each sum knows what it was made of. Pure.

Amounts are in 元 in every account, whatever it was typed in, and an address means the same in every edition.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import sha256

from accounts.case import UnitShare
from accounts.consolidation.eliminating import carried
from accounts.consolidation.records import Adjusted
from accounts.editions.definitions import Edition
from accounts.figures import ZERO, Address, Figures
from accounts.money import Scale, from_wan, in_wan


@dataclass(frozen=True)
class Part:
    """What one unit has in a cell; None: a blank, or no account."""

    unit: UnitShare
    amount: Decimal | None


@dataclass(frozen=True)
class Made:
    """How the sum of one cell came about."""

    address: Address
    parts: tuple[Part, ...]
    adjustments: tuple[Adjusted, ...]
    """Those that this cell holds, also where they were entered at a row below."""

    @property
    def added(self) -> Decimal:
        """Before adjustments."""
        return sum((part.amount for part in self.parts if part.amount is not None), ZERO)

    @property
    def total(self) -> Decimal:
        return self.added + sum((each.amount for each in self.adjustments), ZERO)


@dataclass(frozen=True)
class Sum:
    """Of the units that have an account, with the adjustments."""

    edition: Edition
    units: tuple[UnitShare, ...]
    adjustments: tuple[Adjusted, ...] = ()

    @cached_property
    def adjusted(self) -> dict[Address, tuple[Adjusted, ...]]:
        """By every cell that holds one; a total that no unit has filled in holds nothing."""
        sums, _ = self.plain
        found: dict[Address, tuple[Adjusted, ...]] = {}
        for each in self.adjustments:
            for cell in carried(each.address):
                if cell in sums or (cell == each.address and self.edition.adds(cell)):
                    found[cell] = (*found.get(cell, ()), each)
        return found

    @cached_property
    def figures(self) -> Figures:
        """A cell that is blank in every unit is blank; so is one of which adjustments leave nothing."""
        found, _ = self.plain
        sums = dict(found)
        for cell, each in self.adjusted.items():
            sums[cell] = sums.get(cell, ZERO) + sum((one.amount for one in each), ZERO)
            if not sums[cell]:
                del sums[cell]
        return Figures(sums)

    @cached_property
    def plain(self) -> tuple[dict[Address, Decimal], frozenset[Address]]:
        """Without adjustments; and the cells that are never added."""
        found: dict[Address, Decimal] = {}
        kept: set[Address] = set()
        for unit in self.units:
            for cell, amount in (unit.figures or Figures()).items():
                before = found.get(cell)
                if before is not None:
                    found[cell] = before + amount
                elif cell not in kept:
                    if self.edition.adds(cell):
                        found[cell] = amount
                    else:
                        kept.add(cell)
        return found, frozenset(kept)

    @property
    def homeless(self) -> list[Address]:
        """Cells of units for which the department's edition has no place: their amounts are in no sum."""
        return sorted(cell for cell in self.plain[1] if not has(self.edition, cell))

    def made(self, cell: Address) -> Made:
        parts = tuple(Part(unit, (unit.figures or Figures()).get(cell)) for unit in self.units)
        return Made(cell, parts, self.adjusted.get(cell, ()))


def has(edition: Edition, cell: Address) -> bool:
    try:
        return bool(edition.measure(cell))
    except KeyError:
        return False


def fitted(edition: Edition, scale: Scale, figures: Figures) -> Figures:
    """As a department's account of that scale can keep them: in 万元, each amount rounded once, half up."""
    if scale is Scale.YUAN:
        return figures
    return Figures(
        {
            cell: from_wan(in_wan(amount)) if edition.measure(cell) == "money" else amount
            for cell, amount in figures.items()
        }
    )


def fingerprint(edition: Edition, figures: Figures) -> str:
    """SHA-256 of the tables that are summed, as stored: the same while they give the same to a sum."""
    tables = {table.key for table in edition.tables if table.summed}
    cells = sorted((*cell, str(amount)) for cell, amount in figures.items() if cell.table in tables)
    return sha256(json.dumps(cells).encode()).hexdigest()
