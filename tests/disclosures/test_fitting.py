"""Sizes of tables on paper, from the report alone."""

from dataclasses import replace

import pytest

from disclosures.fitting import (
    USUAL,
    WIDE,
    is_wide,
    largest_numbers,
    number_ems,
    rule,
    setting_of,
    table_height,
)
from disclosures.report import Cell, Grid, Line, ReportSection


def grid(rows: int, text: str = "决算", number: str = "1.00") -> Grid:
    line = Line((Cell(text, "item"), Cell(number, "number")))
    head = (Line((Cell("项目", "head"), Cell("金额", "head"))),)
    return Grid("t01", "表", "公开01表", "单位：甲", "单位：万元", ("60.00%", "40.00%"), head, (line,) * rows)


def size_of(table: Grid, wide: bool = True) -> float:
    return setting_of(table, wide, 0).size


def test_few_rows_are_set_with_air_and_many_smaller() -> None:
    sizes = [size_of(grid(rows)) for rows in (10, 25, 30, 33)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 9 and sizes[-1] < 9


def test_what_fits_in_no_size_goes_over_pages_in_the_usual_one() -> None:
    assert size_of(grid(300)) == USUAL.size


@pytest.mark.parametrize("rows", range(5, 33, 4))
def test_what_is_called_fitting_is_not_higher_than_the_page(rows: int) -> None:
    table = grid(rows)
    assert table_height(table, setting_of(table, True, 0), WIDE[0]) < WIDE[1] - 68


def test_cells_that_wrap_count() -> None:
    assert table_height(grid(10, "字" * 100), USUAL, 442) > table_height(grid(10), USUAL, 442) + 9 * 11.5


def test_numbers_never_wrap_they_get_smaller() -> None:
    long = grid(10, number="123,456,789,012,345.00")
    narrow = replace(long, widths=("90.00%", "10.00%"))
    assert table_height(narrow, USUAL, 442) == table_height(grid(10), USUAL, 442)
    assert largest_numbers(narrow, 442) == pytest.approx((44.2 - 4) / 9.75)
    assert "--number: 4.13pt" in rule(narrow, False, 0)
    assert "--number: 9.00pt" in rule(grid(10), False, 0)


def test_the_width_of_numbers() -> None:
    assert number_ems("1,234.50") == 3.5
    assert number_ems("-1") == pytest.approx(0.84)


def test_one_wide_table_makes_its_section_wide() -> None:
    section = ReportSection("s", "一", "表", (grid(1), replace(grid(1), landscape=True)))
    assert is_wide(section) and not is_wide(replace(section, contents=(grid(1),)))
