"""Where cells stand, and which labels stay in sight while a table scrolls."""

from accounts.case import Case
from accounts.editions import edition_of
from disclosures import placement
from disclosures.grids import grid
from disclosures.report import Cell, Grid, Line
from tests.casebook import case


def drawn(table: str, edition: str = "jilin-2024-unit") -> Grid:
    of: Case = case("t03/total/basic 1 t03/205/basic 1", None, edition=edition)
    return grid(edition_of(edition).table(table), of)


def kept(of: Grid) -> list[str]:
    kinds = placement.column_kinds(of)
    lines = [*placement.placed(of.head), *placement.placed(of.body)]
    return [cell.text for line in lines for column, cell in line if placement.is_kept(column, cell, kinds)]


def test_cells_that_reach_down_push_the_next_line_aside() -> None:
    lines = (
        Line((Cell("a", rows=2), Cell("b", columns=2))),
        Line((Cell("c"), Cell("d"))),
        Line((Cell("e"),)),
    )
    places = [[(column, cell.text) for column, cell in line] for line in placement.placed(lines)]
    assert places == [[(0, "a"), (1, "b")], [(1, "c"), (2, "d")], [(0, "e")]]


def test_the_columns_of_a_table_by_what_stands_in_them() -> None:
    assert placement.column_kinds(drawn("t03"))[:3] == ("code", "item", "number")
    levels = placement.column_kinds(drawn("t03", "jilin-2024-department"))
    assert levels[:5] == ("level", "level", "level", "item", "number")
    assert placement.column_kinds(drawn("t03", "shanghai-2024-unit"))[:5] == levels[:5]
    assert placement.column_kinds(drawn("t01")) == ("item", "line", "number") * 2


def test_labels_of_rows_and_their_heads_are_kept() -> None:
    assert kept(drawn("t03")) == ["项目", "科目名称", "栏次", "合计", "教育支出"]
    assert kept(drawn("t03", "jilin-2024-department")) == ["项目", "科目名称", "栏次", "合计", "教育支出"]


def test_where_blocks_stand_side_by_side_no_label_is_kept() -> None:
    """It would stand beside the figures of the next block."""
    assert kept(drawn("t01")) == kept(drawn("t06")) == []


def test_a_form_has_no_columns_to_speak_of() -> None:
    form = Grid("f", "", "", "", "", ("50%", "50%"), (), (Line((Cell("a", "item"), Cell("b"))),))
    assert placement.column_kinds(form) == ("", "")
