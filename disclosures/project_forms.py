"""The 项目支出绩效自评表 of one project as a grid, in the layouts that the reports print.

Pure. What a layout is stands in `project_layouts`; here it is filled with the sheet and its figures.
"""

from collections.abc import Iterator
from itertools import chain, groupby

from accounts.case import Case
from accounts.figures import Address
from accounts.money import in_wan, plain
from accounts.projects import IndicatorLine, ProjectSheet
from disclosures.grids import percentages
from disclosures.phrases import say
from disclosures.project_layouts import GRADES, INDICATOR_TREE, LAYOUTS, FundColumn, FundLine, Layout
from disclosures.report import Cell, Content, Grid, Line, Paragraph

Lines = list[tuple[Cell, ...]]
TITLE = "项目支出绩效自评表"
INDICATORS = "绩效指标"


NONE = "没有开展绩效自评的项目，没有项目支出绩效自评表。"


def forms(case: Case) -> tuple[Content, ...]:
    """One for each project, or a sentence, as under a table without figures."""
    if not case.projects:
        return (Paragraph("projects.none", say(f"{case.edition.wording.self}{NONE}"), "note"),)
    return tuple(form(sheet, case) for sheet in case.projects)


def form(sheet: ProjectSheet, case: Case) -> Grid:
    """The form of `sheet` in its own layout, or in the edition's first."""
    layout = LAYOUTS[sheet.layout or case.edition.project_forms[0]]
    return Grid(
        key=f"project-{sheet.key}",
        title=TITLE,
        number="",
        unit_line="",
        money_line="",
        widths=percentages(layout.widths),
        head=(),
        body=tuple(Line(line) for line in _lines(layout, sheet, case)),
        landscape=layout.landscape,
    )


def _lines(layout: Layout, sheet: ProjectSheet, case: Case) -> Lines:
    names, goals, funds = _names(layout, sheet), _goals(layout, sheet), _funds(layout, sheet, case)
    blocks = _indicator_blocks(layout, sheet)
    if layout.sides:
        basics, money, indicators = layout.sides
        return [
            *_beside(basics, names + goals),
            *_beside(money, funds),
            *chain.from_iterable(_beside(indicators, block) for block in blocks),
        ]
    return [*names, *funds, *goals, *chain.from_iterable(blocks), *_verdict(layout, sheet)]


def _beside(label: str, lines: Lines) -> Lines:
    """The lines with one label cell to the left of them all."""
    first, *rest = lines
    return [(Cell(label, "head", rows=len(lines)), *first), *rest]


def _names(layout: Layout, sheet: ProjectSheet) -> Lines:
    width, mark = layout.columns, layout.mark
    name = (Cell(f"{mark}项目名称", "head"), Cell(sheet.name, columns=width - 1))
    if not layout.shows_department:
        return [name, (Cell(f"{mark}实施单位", "head"), Cell(sheet.implementer, columns=width - 1))]
    left = (width - 3) // 2
    offices = (
        Cell(f"{mark}主管部门", "head"),
        Cell(sheet.department or sheet.implementer, columns=left),
        Cell(f"{mark}实施单位", "head", columns=2),
        Cell(sheet.implementer, columns=width - 3 - left),
    )
    return [name, offices]


def _goals(layout: Layout, sheet: ProjectSheet) -> Lines:
    left = (layout.columns - 1) // 2
    right = layout.columns - 1 - left
    heads = (
        Cell(f"{layout.mark}预期目标", "head", columns=left),
        Cell(f"{layout.mark}实际完成情况", "head", columns=right),
    )
    return _beside(
        "年度总体目标", [heads, (Cell(sheet.expected, columns=left), Cell(sheet.actual, columns=right))]
    )


def _funds(layout: Layout, sheet: ProjectSheet, case: Case) -> Lines:
    heads = tuple(Cell(c.title, "head", columns=c.columns) for c in layout.fund_columns)
    lines = [
        tuple(_fund_cell(layout, column, line, sheet, case) for column in layout.fund_columns)
        for line in layout.fund_lines
    ]
    return _beside("资金情况（万元）", [heads, *lines])


def _fund_cell(layout: Layout, column: FundColumn, line: FundLine, sheet: ProjectSheet, case: Case) -> Cell:
    match column.shows:
        case "title":
            return Cell(line.title, "item", columns=column.columns)
        case "weight":
            return Cell(sheet.execution_weight if line.weighted else "", "number", columns=column.columns)
        case "score":
            score = sheet.execution_score if line.scored else layout.no_score
            return Cell(score, "number", columns=column.columns)
        case key:
            address = Address("project", f"{sheet.key}.{line.key}", key)
            return Cell(_amount(layout, address, case), "number", columns=column.columns, address=address)


def _amount(layout: Layout, address: Address, case: Case) -> str:
    amount = case.figures.get(address)
    if amount is None:
        return ""
    if case.edition.measure(address) == "money":
        return plain(in_wan(amount))
    return plain(amount) + layout.rate_sign


def _indicator_blocks(layout: Layout, sheet: ProjectSheet) -> list[Lines]:
    """One block of lines for each first level, so that no label spans more than its own block."""
    heads = tuple(Cell(c.title, "head") for c in layout.indicator_columns)
    kinds = _kinds(layout, sheet.indicators)
    blocks = [
        list(_block(layout, level1, [level2 for _, level2 in group], sheet))
        for level1, group in groupby(kinds, key=lambda kind: kind[0])
    ]
    first, *rest = blocks or [[]]
    return [_beside(INDICATORS, block) for block in ([heads, *first], *rest)]


def _kinds(layout: Layout, indicators: tuple[IndicatorLine, ...]) -> list[tuple[str, str]]:
    """First and second levels in printed order: those of the tree, then what else the sheet has."""
    used = dict.fromkeys((line.level1, line.level2) for line in indicators)
    tree = [(level1, level2) for level1, level2s in INDICATOR_TREE for level2 in level2s]
    shown = [kind for kind in tree if layout.whole_tree or kind in used]
    shown += [kind for kind in used if kind not in tree]
    order = dict.fromkeys(level1 for level1, _ in (*tree, *used))
    places = {level1: place for place, level1 in enumerate(order)}
    return sorted(shown, key=lambda kind: places[kind[0]])


def _block(
    layout: Layout, level1: str, level2s: list[str], sheet: ProjectSheet
) -> Iterator[tuple[Cell, ...]]:
    found = {
        level2: [line for line in sheet.indicators if (line.level1, line.level2) == (level1, level2)]
        or [IndicatorLine(level1, level2, "")]
        for level2 in level2s
    }
    head: tuple[Cell, ...] = (Cell(level1, "head", rows=sum(map(len, found.values()))),)
    for level2, lines in found.items():
        second: tuple[Cell, ...] = (Cell(level2, "head", rows=len(lines)),)
        for line in lines:
            yield (*head, *second, *(Cell(column.text(line)) for column in layout.indicator_columns[2:]))
            head, second = (), ()


def _verdict(layout: Layout, sheet: ProjectSheet) -> Lines:
    """总分, and what the finance bureau fills in on paper: 偏差率, 复核档次."""
    if not layout.verdict_after:
        return []
    before, width = layout.verdict_after, layout.columns
    total = (Cell("总分", "head", columns=before), Cell(sheet.score), Cell(columns=width - before - 1))
    review = (
        Cell("偏差率（%）", "head", columns=2),
        Cell(columns=2),
        Cell("复核档次：", "head", columns=2),
        Cell(GRADES, columns=width - 6),
    )
    return [total, review]
