"""Cases written as people read them, and grids drawn as lines of text, for the tests of the layout."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from accounts.case import Case, UnitProfile
from accounts.editions.definitions import Edition
from accounts.editions.jilin_2024 import UNIT
from accounts.figures import Figures, at
from accounts.money import Scale
from accounts.projects import ProjectSheet
from disclosures.report import Cell, Grid, Line

NAMES = {"205": "教育支出", "20501": "教育管理事务", "2050101": "行政运行", "208": "社会保障和就业支出"}


def figures(text: str) -> Figures:
    """One figure a line: its address and its amount in 元."""
    lines = [line.split() for line in text.strip().splitlines()]
    return Figures({at(address): Decimal(amount) for address, amount in lines})


def case_of(
    text: str = "",
    *,
    edition: Edition = UNIT,
    names: Mapping[str, str] | None = None,
    projects: Sequence[ProjectSheet] = (),
) -> Case:
    return Case(
        unit=UnitProfile("ceshi", "测试单位", members=("测试单位本级",)),
        year=edition.year,
        edition=edition,
        scale=Scale.YUAN,
        figures=figures(text),
        last=None,
        names=names or {},
        subjects=NAMES,
        projects=tuple(projects),
    )


def drawn(lines: Sequence[Line]) -> list[str]:
    """Cells with their spans: `收入|3` three columns, `合计|1x2` one column and two rows, `.` a blank."""
    return ["  ".join(map(_cell, line.cells)) for line in lines]


def _cell(cell: Cell) -> str:
    span = f"|{cell.columns}x{cell.rows}" if cell.rows > 1 else f"|{cell.columns}" if cell.columns > 1 else ""
    return (cell.text or ".") + span


def assert_rectangular(grid: Grid) -> None:
    """Every line fills exactly the width of the grid, spans counted; head and body each for itself."""
    for lines in (grid.head, grid.body):
        hanging: list[tuple[int, int]] = []
        for line in lines:
            filled = sum(columns for columns, _ in hanging) + sum(cell.columns for cell in line.cells)
            assert filled == len(grid.widths), (grid.key, drawn([line]))
            hanging = [(c, left - 1) for c, left in hanging if left > 1]
            hanging += [(cell.columns, cell.rows - 1) for cell in line.cells if cell.rows > 1]
        assert not hanging, grid.key
