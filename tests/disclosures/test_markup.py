"""Tables as they are drawn: column groups, scopes, labels that stay, names of lines and numbers."""

import re

from disclosures import grids, markup
from disclosures.assembly import build
from disclosures.report import Issue
from tests.casebook import case

FIGURES = (
    "t05/total/total 90 t05/2050203/total 90 initial_budget/2050203/amount 80"
    " t09/actual/total 1 operations/vehicles.held/value 3"
)


def drawn(table: str, edition: str = "jilin-2024-unit") -> markup.DrawnGrid:
    account = case(FIGURES, edition=edition)
    return markup.drawn_grid(grids.grid(account.edition.table(table), account), table)


def groups(table: str) -> list[int]:
    return [len(group) for group in drawn(table).groups]


def test_a_column_group_stands_under_each_wide_head_of_the_first_line() -> None:
    assert groups("t01") == [3, 3] and groups("t04") == [3, 6] and groups("t09") == [6, 6]
    assert groups("t02") == [2, 7] and groups("t06") == [9]


def test_only_heads_of_the_first_line_are_heads_of_column_groups() -> None:
    for key in ("t01", "t02", "t05", "t07", "t09"):
        first, *others = drawn(key).head
        assert all(('scope="colgroup"' in c.attributes) == ("colspan" in c.attributes) for c in first.cells)
        assert not any("colgroup" in cell.attributes for line in others for cell in line.cells)


def test_blocks_side_by_side_mark_the_labels_of_each() -> None:
    for key, blocks in (("t01", 2), ("t04", 2), ("t06", 3)):
        table = drawn(key)
        assert table.is_beside
        marked = [cell for cell in table.head[-1].cells if "beside" in cell.attributes]
        assert len(marked) == blocks
    assert not drawn("t05").is_beside


def test_a_line_of_figures_without_a_label_is_named() -> None:
    named = [line for line in drawn("t09").body if line.attributes]
    assert [line.attributes for line in named] == [' aria-label="金额"']
    assert not any(line.attributes for key in ("t01", "t05") for line in drawn(key).body)


def test_numbers_say_what_kind_they_are() -> None:
    report = build(case(FIGURES, "t05/total/total 60"), Issue())
    blocks = [b.content for p in markup.parts(report) for s in p.sections for b in s.blocks]
    html = "".join(content.html for content in blocks if isinstance(content, markup.DrawnParagraph))
    assert set(re.findall('<data class="([^"]*)"', html)) == {"n", "n change", "n percent", "n count"}
    assert re.search(
        'class="n change" value="300000.00" data-cells="t05/total/total@2024 [^"]*@2023">30<', html
    )
