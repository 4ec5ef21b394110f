"""The sum of a department's units: exact, in any scale, and what it was made of."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from accounts.case import UnitShare
from accounts.consolidation.adding import Sum, fingerprint, fitted
from accounts.consolidation.records import Adjusted
from accounts.editions import edition_of
from accounts.figures import ZERO, Address, Figures, at
from accounts.invented.book import Form
from accounts.invented.departments import department, eliminated
from accounts.money import Scale
from tests.accounts.amounts import cells

UNIT, DEPARTMENT = edition_of("jilin-2024-unit"), edition_of("jilin-2024-department")


def share(code: str, text: str, scale: Scale = Scale.YUAN) -> UnitShare:
    figures = Figures({cell: amount for cell, amount in cells(text).items() if amount is not None})
    return UnitShare(code, f"{code}馆", figures, scale)


def summed(*units: UnitShare, adjustments: Sequence[Adjusted] = ()) -> Sum:
    return Sum(DEPARTMENT, units, tuple(adjustments))


def out(cell: str, amount: str, unit: str = "a") -> Adjusted:
    return Adjusted(at(cell), -Decimal(amount), "局拨给馆", unit, "ju")


def test_a_unit_in_wan_is_added_to_units_in_yuan_to_the_cent() -> None:
    found = summed(
        share("a", "t03/205/basic 1234.56"), share("b", "t03/205/basic 9900.00", Scale.WAN)
    ).figures
    assert found == {at("t03/205/basic"): Decimal("11134.56")}


def test_negative_amounts_are_added_as_they_are() -> None:
    found = summed(share("a", "t01/income.other/amount -5.00"), share("b", "t01/income.other/amount 3.00"))
    assert found.figures[at("t01/income.other/amount")] == Decimal("-2.00")


def test_a_zero_is_a_figure_and_a_blank_is_none() -> None:
    found = summed(share("a", "t03/205/basic 0.00"), share("b", "t03/206/basic 1.00"), UnitShare("c", "丙馆"))
    assert set(found.figures) == {at("t03/205/basic"), at("t03/206/basic")}


@pytest.mark.parametrize(
    "cell", ["project/road.total/rate", "project/road.total/executed", "evaluation/first_level/value"]
)
def test_rates_projects_and_evaluations_stay_with_their_unit(cell: str) -> None:
    found = summed(share("a", f"{cell} 3.00"), share("b", f"{cell} 4.00"))
    assert not found.figures and not found.homeless


def test_counts_are_added() -> None:
    found = summed(share("a", "operations/fleet.total/value 3"), share("b", "operations/fleet.total/value 4"))
    assert found.figures[at("operations/fleet.total/value")] == 7


def test_cells_that_the_departments_edition_does_not_have_are_named() -> None:
    assert summed(share("a", "t01/income.gift/amount 3.00")).homeless == [at("t01/income.gift/amount")]


def test_a_payment_within_is_taken_out_of_all_that_hold_it() -> None:
    rows = "t03/{0}/total 100.00 t03/{0}/basic 70.00 t03/{0}/subsidy_down 30.00 "
    unit = share("a", "".join(rows.format(row) for row in ("205", "20502", "2050203", "total")))
    found = summed(unit, adjustments=[out("t03/2050203/subsidy_down", "30.00")])
    for row in ("205", "20502", "2050203", "total"):
        assert found.figures[Address("t03", row, "total")] == 70
        assert Address("t03", row, "subsidy_down") not in found.figures
    made = found.made(at("t03/total/total"))
    assert (made.added, made.total, [each.reason for each in made.adjustments]) == (100, 70, ["局拨给馆"])
    assert [(part.unit.code, part.amount) for part in made.parts] == [("a", 100)]


def test_any_other_adjustment_is_of_its_own_cell() -> None:
    unit = share("a", "t03/205/basic 5.00 t03/total/basic 5.00")
    found = summed(unit, adjustments=[out("t03/205/basic", "1.00")]).figures
    assert (found[at("t03/205/basic")], found[at("t03/total/basic")]) == (4, 5)


def plain_addition(units: Sequence[UnitShare]) -> dict[Address, Decimal]:
    found: dict[Address, Decimal] = {}
    for unit in units:
        for cell, amount in (unit.figures or Figures()).items():
            if cell.table not in ("project", "evaluation"):
                found[cell] = found.get(cell, ZERO) + amount
    return found


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("scale", Scale)
def test_a_sum_without_adjustments_is_a_plain_addition(seed: int, scale: Scale) -> None:
    case, _ = department(DEPARTMENT, UNIT, seed, scale=scale)
    assert Sum(DEPARTMENT, case.units).figures == plain_addition(case.units)


@pytest.mark.parametrize("seed", range(12))
def test_an_invented_department_is_the_sum_of_its_units_less_what_they_paid_each_other(seed: int) -> None:
    """The inventor takes the payments out in its own way, cell by cell."""
    case, units = department(DEPARTMENT, UNIT, seed, ("bureau", "office", "institution", "office"))
    taken = tuple(
        Adjusted(cell, -amount, "内部往来")
        for cell, amount in eliminated(units, Form(UNIT))
        if len(cell.row) == 7 and cell.column in ("superior_subsidy", "subsidy_down") and amount
    )
    found = Sum(DEPARTMENT, case.units, taken).figures
    due = {cell: amount for cell, amount in case.figures.items() if DEPARTMENT.adds(cell)}
    assert {cell: amount for cell, amount in found.items() if amount} == {
        cell: amount for cell, amount in due.items() if amount
    }


def test_a_department_in_wan_rounds_each_sum_once() -> None:
    exact = summed(share("a", "t03/205/basic 1049.99 operations/fleet.total/value 3")).figures
    assert fitted(DEPARTMENT, Scale.YUAN, exact) == exact
    assert fitted(DEPARTMENT, Scale.WAN, exact) == {
        at("t03/205/basic"): Decimal("1000.00"),
        at("operations/fleet.total/value"): 3,
    }


def test_the_fingerprint_is_of_what_is_added_and_of_nothing_else() -> None:
    one = share("a", "t03/205/basic 1.00 project/road.total/executed 3.00").figures
    other = share("a", "project/road.total/executed 4.00 t03/205/basic 1.00").figures
    changed = share("a", "t03/205/basic 1.01").figures
    assert one is not None and other is not None and changed is not None
    assert fingerprint(DEPARTMENT, one) == fingerprint(DEPARTMENT, other) != fingerprint(DEPARTMENT, changed)
