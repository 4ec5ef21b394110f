"""Reports of headline figures alone, many times as quickly made as whole ones: for very long lists. Pure.

A table of the amounts that lists show, and no text. A department's are the sums of its units'.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random

from accounts.case import Case, UnitProfile
from accounts.figures import ZERO, Address, Figures, at
from accounts.invented.province import Group
from accounts.money import Scale, grouped, in_wan
from disclosures.assembly import report_of
from disclosures.province.reports import DEPARTMENT, LAST, UNIT
from disclosures.report import Cell, Grid, Issue, Line, Report, ReportPart, ReportSection

HEADLINES = {
    at("t02/total/total"): ("本年收入合计", 0.9, 1.1),
    at("t03/total/total"): ("本年支出合计", 0.9, 1.1),
    at("t05/total/total"): ("一般公共预算财政拨款支出", 0.6, 0.9),
    at("t09/actual/total"): ("“三公”经费支出", 0.0, 0.02),
    at("operations/operating_expenses/value"): ("机关运行经费支出", 0.0, 0.1),
}
"""What each is called, and its least and largest share in what the unit usually has."""
TABLES = tuple(table for table in UNIT.tables if any(cell.table == table.key for cell in HEADLINES))
PART = ReportPart("tables", "第一部分", "决算主要数", ())
WIDTHS = ("60.00%", "40.00%")
HEAD = (Line((Cell("项目", "head"), Cell("金额", "head"))),)


def headlines(group: Group, seed: int, years: int) -> Iterator[Case]:
    """The accounts of a group; no account knows the year before."""
    for year in range(LAST - years + 1, LAST + 1):
        members = [(unit, amounts(unit, seed, year)) for unit in group.members]
        if group.department:
            sums = {cell: sum((found[cell] for _, found in members), ZERO) for cell in HEADLINES}
            yield case(group.department, year, sums)
        for unit, found in members:
            yield case(unit, year, found)


def amounts(unit: UnitProfile, seed: int, year: int) -> dict[Address, Decimal]:
    usual = Random(f"{seed}-{unit.code}").lognormvariate(15.0, 1.2)
    chance = Random(f"{seed}-{unit.code}-{year}-amounts")
    return {
        cell: Decimal(int(usual * chance.uniform(least, most) * 100)).scaleb(-2)
        for cell, (_, least, most) in HEADLINES.items()
    }


def case(unit: UnitProfile, year: int, figures: dict[Address, Decimal]) -> Case:
    edition = replace(DEPARTMENT if unit.kind == "department" else UNIT, tables=TABLES)
    return Case(unit, year, edition, Scale.YUAN, Figures(figures), None)


def report(case: Case, issue: Issue) -> Report:
    scope = case.edition.wording.scope
    section = ReportSection("headlines", "一", "决算主要数", (grid(case, scope),))
    return report_of(case, issue, (replace(PART, sections=(section,)),))


def grid(case: Case, scope: str) -> Grid:
    lines = (
        Line((Cell(title, "item"), Cell(grouped(in_wan(case.figures[cell])), "number", address=cell)))
        for cell, (title, *_) in HEADLINES.items()
    )
    return Grid(
        key="headlines",
        title="决算主要数",
        number="",
        unit_line=f"{scope}：{case.unit.name}",
        money_line="单位：万元",
        widths=WIDTHS,
        head=HEAD,
        body=tuple(lines),
    )
