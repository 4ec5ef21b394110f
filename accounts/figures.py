"""Figures of an account at their addresses: read, summed, compared. Knows no database and no edition."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

TOTAL = "total"
ZERO = Decimal("0.00")


class Address(NamedTuple):
    """Where a figure stands: `t03/2080599/project`. Words or subject codes, never line numbers."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return "/".join(self)


def at(text: str) -> Address:
    """The address written as `table/row/column`; ValueError when it is not three words."""
    parts = text.split("/")
    if len(parts) != 3 or not all(parts):
        raise ValueError(f"不是单元格地址：{text!r}（应为 表/行/栏）")
    return Address(*parts)


class Figures(Mapping[Address, Decimal]):
    """The figures of one account, in 元 (money), pieces (count) or % (percent). A blank cell is absent."""

    def __init__(self, cells: Mapping[Address, Decimal] | None = None) -> None:
        self._cells = dict(cells or {})

    def __getitem__(self, address: Address) -> Decimal:
        return self._cells[address]

    def __contains__(self, address: object) -> bool:
        return address in self._cells  # asked most often of all; Mapping's own raises and catches

    def __iter__(self) -> Iterator[Address]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __repr__(self) -> str:
        return f"<Figures: {len(self)}>"

    def amount(self, address: Address) -> Decimal:
        """What the cell stands for in a sum or a comparison: a blank is zero."""
        return self._cells.get(address, ZERO)

    def total(self, addresses: Iterable[Address]) -> Decimal:
        return sum((self.amount(a) for a in addresses), ZERO)

    def rows(self, table: str) -> list[str]:
        """The row keys that have a figure in `table`, the 合计 row left out, in code order."""
        return sorted({a.row for a in self._cells if a.table == table} - {TOTAL})

    def of_table(self, table: str) -> "Figures":
        return Figures({a: v for a, v in self._cells.items() if a.table == table})

    def has_amounts(self, table: str) -> bool:
        """Whether any cell of `table` holds something other than zero."""
        return any(v for a, v in self._cells.items() if a.table == table)
