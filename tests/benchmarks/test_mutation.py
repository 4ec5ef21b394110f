"""The benchmark's mistakes are what they say, and the rules find those they can."""

from decimal import Decimal
from random import Random

import pytest

from accounts.editions import edition_of
from accounts.figures import Address, at
from accounts.invented import invent
from accounts.money import Scale, from_wan
from benchmarks.mistakes import KINDS, amount, mistake, written
from benchmarks.mutation import clean, in_turn, share
from tests.casebook import case

UNIT, SHANGHAI = edition_of("jilin-2024-unit"), edition_of("shanghai-2024-unit")
SINGLE = ("one figure changed", "a digit dropped", "a digit doubled", "10,000 times")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scale", Scale)
def test_a_mistake_changes_cells_and_comes_again_from_its_seed(kind: str, scale: Scale) -> None:
    one = clean(invent(UNIT, "mistakes", "bureau", scale))
    for seed in range(20):
        changes = mistake(kind, one.case, Random(seed), one.slacks)
        assert changes and all(one.case.figures.get(cell) != value for cell, value in changes.items())
        assert changes == mistake(kind, one.case, Random(seed), one.slacks)
        assert len(changes) == 1 or kind not in SINGLE


def test_a_figure_is_moved_by_more_than_its_slack() -> None:
    one = clean(invent(UNIT, "mistakes", "bureau", Scale.WAN))
    for seed in range(50):
        ((cell, value),) = mistake("one figure changed", one.case, Random(seed), one.slacks).items()
        assert value is not None
        assert abs(value - one.case.figures[cell]) > one.slacks.get(cell, Decimal(0))


def test_numbers_are_mistyped_as_they_are_typed() -> None:
    found = case("t03/205/total 1783.00 operations/fleet.total/value 3")
    cell = at("t03/205/total")
    assert written(found, cell) == "1783.00" and amount(found, cell, "17783.00") == from_wan(Decimal(17783))
    assert written(found, at("operations/fleet.total/value")) == "3"
    assert amount(found, cell, "") is None


def test_a_row_shifts_to_the_right_and_a_line_down() -> None:
    found = case("t03/2050203/basic 60 t03/2050203/project 40 t06/30101/amount 5 t06/30102/amount 6")
    seen: set[Address] = set()
    for seed in range(30):
        changes = KINDS["shifted"](found, Random(seed), {})
        seen |= set(changes)
        if at("t03/2050203/basic") in changes:
            assert changes[at("t03/2050203/project")] == from_wan(Decimal(60))
        if at("t06/30101/amount") in changes:
            assert changes[at("t06/30103/amount")] == from_wan(Decimal(6))
    assert {at("t03/2050203/remitted_up"), at("t06/30103/amount")} <= seen


def test_single_mistakes_in_an_equality_are_named() -> None:
    editions = (UNIT, SHANGHAI, UNIT)
    accounts = [
        clean(invent(edition, f"named-{n}", "bureau", scale))
        for n, edition in enumerate(editions)
        for scale in Scale
    ]
    outcomes = [each for each in in_turn(accounts, 60, "named") if each.kind in SINGLE and each.bound]
    named = sum(outcome.named for outcome in outcomes)
    assert len(outcomes) > 150 and named / len(outcomes) >= 0.99


def test_shares() -> None:
    assert (share(1, 8), share(0, 0)) == ("12.5%", "–")
