"""Whatever is done to a workbook, recognition ends with an answer; and one that loses heads, rows or columns
gives fewer figures or asks, never other figures."""

import random
from collections.abc import Callable
from decimal import Decimal

import pytest

from accounts.entry import amounts
from accounts.figures import Address, at
from disclosures.workbook.foreign.book import Book, Merge, Sheet
from disclosures.workbook.foreign.recognised import Recognised
from disclosures.workbook.foreign.recognition import recognise
from disclosures.workbook.package import Unreadable
from disclosures.workbook.stream import Cell
from tests.disclosures.workbook.foreign.layouts import emptied
from tests.disclosures.workbook.foreign.regional import LAYOUTS, Layout
from tests.disclosures.workbook.sheets import LIAOYUAN, YANBIAN

Rows = dict[int, dict[int, Cell]]
WORDS = (
    "合计",
    "科目编码",
    "项目",
    "决算数",
    "收入决算表",
    "公开05表",
    "单位：千元",
    "208",
    "总计",
    "注：",
    "1",
    "—",
    "续表",
)
KINDS = ("number", "text", "date", "percent", "boolean", "error", "formula")


def rows_of(sheet: Sheet) -> Rows:
    return {number: dict(cells) for number, cells in sheet.rows.items()}


def changed(sheet: Sheet, rows: Rows, merges: tuple[Merge, ...] | None = None) -> Sheet:
    kept = {number: cells for number, cells in rows.items() if cells}
    return Sheet(sheet.name, kept, sheet.merges if merges is None else merges)


def anything(draw: random.Random, sheet: Sheet) -> Sheet:
    """Cells moved, overwritten, taken away; ranges merged at random."""
    rows = rows_of(sheet)
    for _ in range(draw.randrange(1, 12)):
        row = draw.choice(list(rows))
        column = draw.randrange(1, 14)
        match draw.randrange(5):
            case 0:
                rows[row].pop(column, None)
            case 1:
                rows[row][column] = Cell("text", draw.choice(WORDS))
            case 2:
                rows[row][column] = Cell(draw.choice(KINDS), str(draw.randrange(99)))  # type: ignore[arg-type]
            case 3:
                other = draw.choice(list(rows))
                rows[row], rows[other] = rows[other], rows[row]
            case _:
                rows[row] = {place + draw.choice((-1, 1)) or 1: cell for place, cell in rows[row].items()}
    top, left = draw.randrange(1, 9), draw.randrange(1, 9)
    merge = Merge(top, left, top + draw.randrange(4), left + draw.randrange(6))
    return changed(sheet, rows, (*sheet.merges, merge) if draw.random() < 0.5 else sheet.merges[::2])


def without_a_row(draw: random.Random, sheet: Sheet) -> Sheet:
    rows = rows_of(sheet)
    rows.pop(draw.choice(list(rows)))
    return changed(sheet, rows)


def without_a_column(draw: random.Random, sheet: Sheet) -> Sheet:
    """Its cells are blank; the others stay where they are."""
    column = draw.randrange(1, 10)
    return changed(
        sheet, {n: {c: cell for c, cell in r.items() if c != column} for n, r in rows_of(sheet).items()}
    )


def without_a_head(draw: random.Random, sheet: Sheet) -> Sheet:
    rows = rows_of(sheet)
    places = [
        (n, c) for n, cells in rows.items() if n < 8 for c, cell in cells.items() if cell.kind == "text"
    ]
    row, column = draw.choice(places)
    del rows[row][column]
    return changed(sheet, rows)


def in_another_order(draw: random.Random, sheet: Sheet) -> Sheet:
    """Two neighbouring rows below the heads change places."""
    rows = rows_of(sheet)
    row = draw.choice([number for number in rows if number > 9 and number + 1 in rows] or [1])
    rows[row], rows[row + 1] = rows.get(row + 1, {}), rows[row]
    return changed(sheet, rows)


def mutated(layout: Layout, seed: int, change: Callable[[random.Random, Sheet], Sheet]) -> Book:
    draw = random.Random(f"{layout.name}{seed}")
    book = layout.made(draw.choice((LIAOYUAN, YANBIAN)))
    place = draw.randrange(len(book.sheets))
    sheets = [change(draw, each) if n == place else each for n, each in enumerate(book.sheets)]
    return Book(tuple(sheets), book.format)


def figures(found: Recognised) -> dict[Address, Decimal]:
    case = LIAOYUAN
    return {
        address: amount
        for address, spot in found.figures.items()
        if spot.cell and (amount := amounts.read(spot.cell.text, case.edition.measure(address), case.scale))
    }


LOSSES = (without_a_row, without_a_column, without_a_head, in_another_order)
layouts = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.made.__name__)


def check_an_answer(layout: Layout, seed: int) -> None:
    try:
        found = recognise(mutated(layout, seed, anything), emptied(LIAOYUAN))
    except Unreadable as refusal:
        assert "没有读取" in str(refusal)
    else:
        assert found.tables or found.faults


def check_a_loss(layout: Layout, seed: int, change: Callable[[random.Random, Sheet], Sheet]) -> None:
    """Every figure is one of the account, or something has been said."""
    case = random.Random(f"{layout.name}{seed}").choice((LIAOYUAN, YANBIAN))
    try:
        found = recognise(mutated(layout, seed, change), emptied(case))
    except Unreadable:
        return
    other = {a: v for a, v in figures(found).items() if v and case.figures.get(a) != v}
    assert not other or found.doubts or found.faults, (change.__name__, seed, other)


@layouts
def test_it_ends_with_an_answer(layout: Layout) -> None:
    for seed in range(3):
        check_an_answer(layout, seed)


@layouts
def test_what_is_lost_is_missing_or_asked_about(layout: Layout) -> None:
    for seed, change in enumerate(LOSSES):
        check_a_loss(layout, seed, change)


def test_a_group_that_is_lost_leaves_no_total() -> None:
    """Without 公务用车购置及运行维护费 above them, 小计 and 合计 of 三公 are not the same."""
    [twelve] = [layout for layout in LAYOUTS if layout.made.__name__ == "jilin"]
    *_, sheet = twelve.made(YANBIAN).sheets
    rows = {number: cells for number, cells in sheet.rows.items() if number != 5}
    found = recognise(Book((changed(sheet, rows),), "xlsx"), emptied(YANBIAN))
    assert figures(found)[at("t09/actual/running")] == YANBIAN.figures[at("t09/actual/running")]
    assert at("t09/actual/total") not in found.figures


@pytest.mark.slow
@layouts
def test_many_times(layout: Layout) -> None:
    for seed in range(100, 140):
        check_an_answer(layout, seed)
        for change in LOSSES:
            check_a_loss(layout, seed, change)
