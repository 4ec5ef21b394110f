"""Totals, rates and scores as they would be computed: suggestions beside the fields, never more.

Pure. They follow the rules that question the form (勾稽31–35).
"""

from collections.abc import Iterator
from decimal import Decimal

from accounts.case import Case
from accounts.checks.indicators import is_met
from accounts.checks.numbers import number
from accounts.entry.amounts import written
from accounts.figures import Address
from accounts.money import half_up, plain
from accounts.projects import IndicatorLine, ProjectSheet
from disclosures.desk.projects.forms import TABLE, fund_lines, is_scored, layout_of

HUNDRED, TEN = Decimal(100), Decimal(10)
GROWING = frozenset({"≥", ">", "="})


def suggestions(case: Case, sheet: ProjectSheet) -> dict[str, str]:
    """By the name of the field, what would be computed, where that is not what stands there."""
    found = dict(computed(case, sheet))
    return {name: text for name, text in found.items() if text != stands(case, sheet, name)}


def stands(case: Case, sheet: ProjectSheet, name: str) -> str:
    if "/" in name:
        line, _, column = name.partition("/")
        address = Address(TABLE, f"{sheet.key}.{line}", column)
        return written(case.figures.get(address), case.edition.measure(address), case.scale)
    if name.startswith("i."):
        _, n, key = name.split(".")
        return same_number(getattr(sheet.indicators[int(n)], key))
    return same_number(getattr(sheet, name))


def same_number(text: str) -> str:
    """97.00 is 97."""
    value = number(text)
    return text if value is None else plain(value) + ("%" if text.strip().endswith(("%", "％")) else "")


def computed(case: Case, sheet: ProjectSheet) -> Iterator[tuple[str, str]]:
    yield from totals(case, sheet)
    rates = dict(rates_of(case, sheet))
    yield from ((f"{line}/rate", plain(rate)) for line, rate in rates.items())
    if "total" in rates and (is_scored(layout_of(case, sheet)) or sheet.execution_weight):
        weight = number(sheet.execution_weight) or TEN
        yield (
            "execution_score",
            plain(half_up(max(min(rates["total"], HUNDRED), Decimal(0)) * weight / 100, 2)),
        )
    for n, line in enumerate(sheet.indicators):
        yield from of_indicator(n, line)
    scores = [score for line in sheet.indicators if (score := number(line.score)) is not None]
    if scores:
        yield "score", plain(sum(scores, number(sheet.execution_score) or Decimal(0)))


def totals(case: Case, sheet: ProjectSheet) -> Iterator[tuple[str, str]]:
    """年度资金总额: the sum of the lines that have an amount."""
    block = case.edition.table(TABLE).blocks[0]
    sums = [row for row in getattr(block.rows, "lines", ()) if row.parts]
    for row in sums:
        for column in (each.key for each in block.columns if each.measure == "money"):
            parts = [Address(TABLE, f"{sheet.key}.{part}", column) for part in row.parts]
            if any(part in case.figures for part in parts):
                yield f"{row.key}/{column}", written(case.figures.total(parts), "money", case.scale)


def rates_of(case: Case, sheet: ProjectSheet) -> Iterator[tuple[str, Decimal]]:
    """执行率 in %, to two decimals, where there is a budget and an outturn."""
    for line, _ in fund_lines(case):
        spent, budget = (Address(TABLE, f"{sheet.key}.{line}", column) for column in ("executed", "budget"))
        if spent in case.figures and case.figures.get(budget):
            yield line, half_up(case.figures[spent] / case.figures[budget] * 100, 2)


def of_indicator(n: int, line: IndicatorLine) -> Iterator[tuple[str, str]]:
    """The rate of completion where more is better, and full points where the target was reached."""
    target, actual = number(line.target), number(line.actual)
    if line.completion and target and actual is not None and line.operator in GROWING:
        yield f"i.{n}.completion", f"{plain(half_up(actual / target * 100, 2))}%"
    weight = number(line.weight)
    if weight is not None and is_met(line):
        yield f"i.{n}.score", plain(weight)
