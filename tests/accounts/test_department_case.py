"""What the case of a department knows of its units: their accounts of the year, and which had one before."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.case import UnitShare
from accounts.filing import begin
from accounts.ledger import load_case, record
from accounts.models import Account, Unit
from accounts.money import Scale
from tests.accounts.amounts import cells, many


@pytest.fixture
def consolidated(department: Unit) -> Account:
    return begin(department, 2024, edition="jilin-2024-department", scale=Scale.WAN)


def unit_account(code: str, year: int, text: str = "") -> Account:
    unit = Unit.objects.get(code=code)
    account = begin(unit, year, edition="jilin-2024-unit", scale=Scale.YUAN)
    record(account, cells(text), by="填报人")
    return account


def told(units: tuple[UnitShare, ...]) -> list[tuple[str, int | None]]:
    return [(unit.code, None if unit.figures is None else len(unit.figures)) for unit in units]


def test_a_department_without_accounts_of_its_units_knows_none(consolidated: Account) -> None:
    case = load_case(consolidated)
    assert (case.units, case.last_units) == ((), None)


def test_a_unit_knows_no_other_units(consolidated: Account) -> None:
    assert load_case(unit_account("yanbian-a", 2024)).units == ()


def test_units_come_with_their_figures_and_those_without_an_account_without(consolidated: Account) -> None:
    unit_account("yanbian-a", 2024, "t03/205/basic 60.00 t03/205/total 60.00")
    unit_account("yanbian-b", 2023, "t03/205/basic 1.00")
    case = load_case(consolidated)
    assert told(case.units) == [("yanbian-a", 2), ("yanbian-b", None)]
    assert case.units[0].scale is Scale.YUAN and case.units[0].name == "州社保局本级"
    assert case.last_units == (UnitShare("yanbian-b", "机关保险局"),)
    assert case.last is None and not case.figures


def test_a_dissolved_unit_is_not_waited_for(consolidated: Account) -> None:
    unit_account("yanbian-a", 2024, "t03/205/basic 60.00")
    Unit.objects.filter(code="yanbian-b").update(dissolved=True)
    assert told(load_case(consolidated).units) == [("yanbian-a", 1)]


@pytest.mark.parametrize("units", [0, 1, 2])
def test_the_case_costs_eleven_queries_however_many_units_have_accounts(
    consolidated: Account, units: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    record(consolidated, cells("t03/205/basic 100.00"), by="填报人")
    for code in ("yanbian-a", "yanbian-b")[:units]:
        for year in (2023, 2024):
            record(unit_account(code, year), many(100), by="填报人")
    with django_assert_num_queries(11):
        load_case(consolidated)
