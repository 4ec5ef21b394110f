"""Which payments the units' accounts show, and which cells hold them."""

from accounts.checks.units import transfers_in
from accounts.consolidation.eliminating import beyond, carried, payments
from accounts.figures import at
from tests.accounts.consolidation.test_adding import out, share


def test_income_is_held_by_its_rows_the_totals_and_table_01() -> None:
    assert {str(cell) for cell in carried(at("t02/2080599/superior_subsidy"))} == {
        *(f"t02/{row}/superior_subsidy" for row in ("2080599", "20805", "208", "total")),
        *(f"t02/{row}/total" for row in ("2080599", "20805", "208", "total")),
        *(f"t01/income.{row}/amount" for row in ("superior_subsidy", "total", "grand_total")),
    }


def test_spending_is_held_by_its_class_in_01() -> None:
    found = {str(cell) for cell in carried(at("t03/2080599/remitted_up"))}
    assert {
        "t01/spending.208/amount",
        "t01/spending.total/amount",
        "t01/spending.grand_total/amount",
    } <= found


def test_what_holds_a_payment_is_what_the_rule_asks() -> None:
    for cell in ("t02/208/subordinate_remittance", "t03/208/subsidy_down"):
        for holder in carried(at(cell)):
            assert any(part in transfers_in(holder) for part in carried(at(cell))), holder


def test_other_cells_hold_only_themselves() -> None:
    assert carried(at("t03/205/basic")) == (at("t03/205/basic"),)


def test_payments_are_shown_on_their_deepest_rows_with_what_is_taken_out() -> None:
    giver = share("a", "t03/205/subsidy_down 30.00 t03/20502/subsidy_down 30.00 t03/total/subsidy_down 30.00")
    taker = share("b", "t02/total/superior_subsidy 30.00 t03/205/basic 1.00")
    found = payments([giver, taker], [out("t03/20502/subsidy_down", "12.00")])
    assert [(each.unit.code, str(each.address), each.amount, each.left) for each in found] == [
        ("b", "t02/total/superior_subsidy", 30, 30),
        ("a", "t03/20502/subsidy_down", 30, 18),
    ]


def test_more_than_the_unit_has_by_now_is_told() -> None:
    giver = share("a", "t03/20502/subsidy_down 30.00")
    taken = [out("t03/20502/subsidy_down", "20.00"), out("t03/20502/subsidy_down", "10.00")]
    assert beyond([giver], taken) == []
    for text in ("t03/20502/subsidy_down 29.99", "t03/20502/basic 1.00", "t03/20502/subsidy_down -30.00"):
        (found,) = beyond([share("a", text)], taken)
        assert found.taken == 30
