"""Totals lead to their parts: those of the edition, and subjects by their codes."""

from accounts.editions.jilin_2024 import UNIT
from disclosures import sums
from disclosures.report import Sum
from tests.casebook import case


def of(table: str, figures: str = "") -> tuple[Sum, ...]:
    return sums.of_table(UNIT.table(table), case(figures, None))


def test_columns_and_fixed_rows_add_up_as_the_edition_says() -> None:
    assert Sum("column", "total", ("basic", "project", "remitted_up", "business", "subsidy_down")) in of(
        "t03"
    )
    grand = ("income.total", "income.surplus_used", "income.opening")
    assert Sum("row", "income.grand_total", grand) in of("t01")
    assert Sum("row", "personnel", ("301", "303")) in of("t06")


def test_subjects_add_up_by_their_codes() -> None:
    figures = " ".join(
        f"t03/{code}/basic 1" for code in ("total", "205", "20502", "2050203", "2050204", "212", "21208")
    )
    assert [each for each in of("t03", figures) if each.axis == "row"] == [
        Sum("row", "total", ("205", "212")),
        Sum("row", "205", ("20502",)),
        Sum("row", "20502", ("2050203", "2050204")),
        Sum("row", "212", ("21208",)),
    ]


def test_a_table_without_subjects_has_no_rows_to_add() -> None:
    assert [each for each in of("t03") if each.axis == "row"] == []


def test_a_sum_that_two_blocks_say_is_there_once() -> None:
    assert len(of("t09")) == len(set(of("t09"))) == 2


def test_every_part_of_a_sum_is_a_row_or_column_of_its_table() -> None:
    for table in UNIT.tables:
        keys = {row.key for block in table.blocks for row in block.fixed_rows}
        keys |= {column.key for block in table.blocks for column in block.columns}
        for each in of(table.key):
            assert {each.whole, *each.parts} <= keys, (table.key, each)
