"""What the clerk of an invented unit types: a text in each slot that its figures demand. Pure."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from accounts.case import Case
from accounts.figures import Address, at
from accounts.invented import names
from accounts.money import in_wan

CHANGES = (
    ("reason.overall", "t01/income.grand_total/amount"),
    ("reason.fiscal", "t04/income.grand_total/amount"),
    ("reason.general", "t05/total/total"),
    ("reason.fund.income", "t07/total/income"),
    ("reason.fund.spending", "t07/total/spending"),
    ("reason.capital.income", "t04/income.capital_budget/amount"),
    ("reason.capital.spending", "t08/total/total"),
    ("reason.operating_expenses", "operations/operating_expenses/value"),
)
"""Slots that explain a change on last year, and the amount that changed."""
THREE_PUBLIC = ("total", "overseas", "vehicles", "reception")
PURPOSES = (
    ("purpose.three_public.overseas", "t09/actual/overseas", "参加业务培训和交流"),
    ("purpose.three_public.purchase", "t09/actual/purchase", "更新达到报废年限的公务用车"),
    ("purpose.three_public.running", "t09/actual/running", "公务用车燃料费、维修费、保险费"),
    ("purpose.three_public.foreign", "operations/reception.foreign/value", "外事来访接待"),
    ("purpose.three_public.domestic", "operations/reception.domestic/value", "上级检查和外地单位来访接待"),
    ("purpose.fleet_other", "operations/fleet.other/value", "日常业务用车"),
)


def texts(case: Case, seed: str) -> dict[str, str]:
    chance = Random(f"{seed}:{case.year}:texts")
    found = {
        "profile.duties": "\n".join(names.DUTIES),
        "profile.organisation": f"{case.unit.name}设综合科、业务科等内设机构。",
    }
    for slot, change in (*changes(case), *against_budget(case)):
        found[slot] = names.reason(chance, change > 0)
    found |= {slot: text for slot, cell, text in PURPOSES if case.figures.get(at(cell))}
    found |= {f"purpose.item.{code}": f"{case.name_of(code)}相关工作" for code in items(case, "t07", "t08")}
    found |= {f"purpose.general.{code}": f"{case.name_of(code)}相关工作" for code in items(case, "t05")}
    found |= dict(evaluations(case)) | dict(adjustments(case))
    return {slot: text for slot, text in found.items() if case.edition.slot(slot)}


def changes(case: Case) -> Iterator[tuple[str, Decimal]]:
    if case.last is None:
        return
    for slot, cell in (*CHANGES, *columns(case), *three_public()):
        change = in_wan(case.figures.amount(at(cell)) - case.last.amount(at(cell)))
        if change:
            yield slot, change


def columns(case: Case) -> Iterator[tuple[str, str]]:
    """Each kind of income and of spending."""
    for side, table in (("income", "t02"), ("spending", "t03")):
        for column in case.edition.table(table).blocks[0].columns:
            if column.key != "total":
                yield f"reason.{side}.{column.key}", f"{table}/total/{column.key}"


def three_public() -> Iterator[tuple[str, str]]:
    for key in THREE_PUBLIC:
        yield f"reason.three_public.{key}.last", f"t09/actual/{key}"


def against_budget(case: Case) -> Iterator[tuple[str, Decimal]]:
    for key in THREE_PUBLIC:
        yield from gap(case, f"reason.three_public.{key}.budget", f"t09/actual/{key}", f"t09/budget/{key}")
    codes = {*case.figures.rows("t05"), *case.figures.rows("initial_budget")}
    for code in sorted(code for code in codes if len(code) == 7):
        yield from gap(case, f"reason.item.{code}", f"t05/{code}/total", f"initial_budget/{code}/amount")


def gap(case: Case, slot: str, spent: str, budget: str) -> Iterator[tuple[str, Decimal]]:
    off = in_wan(case.figures.amount(at(spent)) - case.figures.amount(at(budget)))
    if off:
        yield slot, off


def items(case: Case, *tables: str) -> list[str]:
    return [code for table in tables for code in case.figures.rows(table) if len(code) == 7]


def evaluations(case: Case) -> Iterator[tuple[str, str]]:
    if any(project.department_evaluated for project in case.projects):
        yield "evaluation.department", "项目管理规范，资金使用合规，绩效目标基本实现"
        yield "evaluation.result", "本年度对一个项目开展部门评价，评价等级为良"
    if case.figures.get(at("evaluation/overall.general/value")):
        yield "evaluation.overall", "预算执行较好，各项工作按计划完成"
    for project in case.projects:
        budget, executed = (
            case.figures.amount(Address("project", f"{project.key}.total", column))
            for column in ("budget", "executed")
        )
        if executed < budget or Decimal(project.score) < 100:
            yield f"project.{project.key}.problems", "部分资金当年未支付完毕，预算执行进度有待加快"
            yield f"project.{project.key}.measures", "细化用款计划，按月跟踪执行进度"


def adjustments(case: Case) -> Iterator[tuple[str, str]]:
    for cell, amount in case.figures.of_table("adjustment").items():
        if amount:
            yield f"reason.adjustment.{cell.row}", "财政部门收回结余资金"
    known, before = {unit.code for unit in case.units}, case.last_units
    if case.units and before is not None and known != {unit.code for unit in before}:
        yield "reason.units", "机构改革，所属单位有增减"
