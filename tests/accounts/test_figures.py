from decimal import Decimal as D

import pytest

from accounts.figures import Address, Figures, at


def test_an_address_reads_as_it_is_written() -> None:
    assert at("t03/2080599/project") == Address("t03", "2080599", "project")
    assert str(at("t01/income.general_budget/amount")) == "t01/income.general_budget/amount"


@pytest.mark.parametrize("text", ["", "t03", "t03/208", "t03/208/total/x", "t03//total"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不是单元格地址"):
        at(text)


def test_a_blank_counts_as_zero_but_is_not_there() -> None:
    figures = Figures({at("t03/205/basic"): D("1.00")})
    assert at("t03/205/project") not in figures
    assert figures.amount(at("t03/205/project")) == 0
    assert figures.total([at("t03/205/basic"), at("t03/205/project")]) == D("1.00")


def test_the_rows_of_a_table_come_in_code_order_without_the_total() -> None:
    cells = ["t03/total/total", "t03/2050203/total", "t03/205/total", "t02/208/total"]
    assert Figures({at(c): D(1) for c in cells}).rows("t03") == ["205", "2050203"]


def test_a_table_of_zeros_has_no_amounts() -> None:
    assert not Figures({at("t07/total/income"): D(0)}).has_amounts("t07")
    assert Figures({at("t07/total/income"): D(1)}).has_amounts("t07")
