"""Figures of one table that stand in another already, so that nobody types them twice. Pure.

An offer is a suggestion beside the cell; only the clerk takes it. The relations are those that the
checks hold (勾稽37–43, 51).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from accounts.case import Case
from accounts.editions.central_2024 import FISCAL_FUNDS, FUNCTIONAL_CLASSES, INCOME_KINDS
from accounts.figures import TOTAL, Address, at

BUDGETS = (("general", "t05", "total"), ("fund", "t07", "spending"), ("capital", "t08", "total"))
"""Each budget's column of table 04, its own table, and the column there that is this year's spending."""

FLOWS = (("fund", "t07"), ("capital", "t08"))
"""The budgets whose own table may have income and carry-over (08 in some editions), and that table."""


@dataclass(frozen=True)
class Offer:
    """An amount in 元 and the cells it is the sum of; `last`: they are last year's."""

    amount: Decimal
    sources: tuple[Address, ...]
    last: bool = False


def offers(case: Case, table: str) -> dict[Address, Offer]:
    """What other tables, and last year's, know of the cells of `table`."""
    found: dict[Address, Offer] = {}
    for cell, offer in (*from_tables(case, table), *from_last_year(case, table)):
        if case.edition.has(cell.table) and _exists(case, cell):
            found.setdefault(cell, offer)
    return found


def _exists(case: Case, cell: Address) -> bool:
    try:
        case.edition.measure(cell)
    except KeyError:
        return False
    return True


def from_tables(case: Case, table: str) -> Iterator[tuple[Address, Offer]]:
    for cell, sources in RELATIONS.get(table, ()):
        present = [source for source in sources if source in case.figures]
        if present:
            yield cell, Offer(case.figures.total(present), tuple(present))


def from_last_year(case: Case, table: str) -> Iterator[tuple[Address, Offer]]:
    """The opening balance is last year's closing one."""
    for cell, source in OPENINGS.get(table, ()):
        if case.last is not None and source in case.last:
            yield cell, Offer(case.last[source], (source,), last=True)


def _summary() -> Iterator[tuple[Address, tuple[Address, ...]]]:
    """01 from 02, 03 and 04."""
    yield at("t01/income.total/amount"), (at("t02/total/total"),)
    for key, _ in FISCAL_FUNDS:
        yield at(f"t01/income.{key}_budget/amount"), (at(f"t04/income.{key}_budget/amount"),)
    for key, _ in INCOME_KINDS[len(FISCAL_FUNDS) :]:
        yield at(f"t01/income.{key}/amount"), (at(f"t02/total/{key}"),)
    yield at("t01/spending.total/amount"), (at("t03/total/total"),)
    for code, _ in FUNCTIONAL_CLASSES:
        yield at(f"t01/spending.{code}/amount"), (Address("t03", code, "total"),)


def _fiscal() -> Iterator[tuple[Address, tuple[Address, ...]]]:
    """04 from 05, 07, 08, 02 and 01."""
    yield at("t04/income.total/amount"), (at("t02/total/fiscal"),)
    for key, _ in FISCAL_FUNDS:
        yield at(f"t04/income.{key}_budget/amount"), (at(f"t01/income.{key}_budget/amount"),)
    for key, table in FLOWS:
        yield at(f"t04/income.opening_{key}/amount"), (Address(table, TOTAL, "opening"),)
        yield at(f"t04/spending.closing/{key}"), (Address(table, TOTAL, "closing"),)
    for column, table, spent in BUDGETS:
        yield at(f"t04/spending.total/{column}"), (Address(table, TOTAL, spent),)
        for code, _ in FUNCTIONAL_CLASSES:
            yield at(f"t04/spending.{code}/{column}"), (Address(table, code, spent),)


def _general() -> Iterator[tuple[Address, tuple[Address, ...]]]:
    """05 from 06 and 04."""
    yield at("t05/total/basic"), (at("t06/personnel/amount"), at("t06/operating/amount"))
    yield at("t05/total/personnel"), (at("t06/personnel/amount"),)
    yield at("t05/total/operating"), (at("t06/operating/amount"),)
    yield at("t05/total/total"), (at("t04/spending.total/general"),)


RELATIONS = {"t01": tuple(_summary()), "t04": tuple(_fiscal()), "t05": tuple(_general())}
OPENINGS = {
    "t01": ((at("t01/income.opening/amount"), at("t01/spending.closing/amount")),),
    "t04": tuple(
        (at(f"t04/income.opening_{key}/amount"), at(f"t04/spending.closing/{key}")) for key, _ in FISCAL_FUNDS
    ),
    **{table: ((Address(table, TOTAL, "opening"), Address(table, TOTAL, "closing")),) for _, table in FLOWS},
}
