"""Figures that another table, or last year's account, knows already."""

from accounts.editions import EDITIONS
from accounts.entry.offers import OPENINGS, RELATIONS, offers
from accounts.figures import at
from disclosures.sample_files import read
from tests.casebook import case


def offered(figures: str, table: str, last: str | None = "") -> dict[str, str]:
    return {
        str(cell): str(offer.amount / 10000) for cell, offer in offers(case(figures, last), table).items()
    }


def test_the_summary_is_known_from_income_and_spending() -> None:
    assert offered(
        "t02/total/total 100 t02/total/business 40 t03/total/total 90 t03/205/total 90", "t01"
    ) == {
        "t01/income.total/amount": "100.00",
        "t01/income.business/amount": "40.00",
        "t01/spending.total/amount": "90.00",
        "t01/spending.205/amount": "90.00",
    }


def test_the_fiscal_summary_is_known_from_the_three_budgets() -> None:
    found = offered("t05/205/total 60 t07/212/spending 5 t07/total/opening 1 t08/223/total 2", "t04")
    assert found == {
        "t04/spending.205/general": "60.00",
        "t04/spending.212/fund": "5.00",
        "t04/income.opening_fund/amount": "1.00",
        "t04/spending.223/capital": "2.00",
    }


def test_basic_spending_is_the_sum_of_the_detailed_table() -> None:
    offer = offers(case("t06/personnel/amount 7 t06/operating/amount 3"), "t05")[at("t05/total/basic")]
    assert (offer.amount, offer.sources) == (
        100000,
        (at("t06/personnel/amount"), at("t06/operating/amount")),
    )


def test_last_years_closing_balance_is_this_years_opening() -> None:
    found = offers(case("", "t01/spending.closing/amount 7.42"), "t01")
    assert found[at("t01/income.opening/amount")].last


def test_nothing_is_offered_that_nobody_entered() -> None:
    assert offered("", "t01", None) == offered("", "t04", None) == offered("t03/205/basic 1", "t03") == {}


def test_what_is_offered_for_the_corrected_sample_is_what_it_reports() -> None:
    sample = read("liaoyuan-2024", corrected=True)
    for table in RELATIONS:
        found = offers(sample, table)
        assert found
        for cell, offer in found.items():
            assert abs(offer.amount - sample.figures.amount(cell)) <= 100, cell


def test_every_relation_is_an_address_of_some_edition() -> None:
    for targets in (*RELATIONS.values(), *OPENINGS.values()):
        for cell, _ in targets:
            assert any(
                block.column(cell.column)
                for edition in EDITIONS.values()
                for block in [edition.table(cell.table).block_of(cell.row)]
                if block
            ) or cell.column in ("personnel", "operating"), cell
