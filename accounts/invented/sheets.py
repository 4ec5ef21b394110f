"""Self-evaluations of invented projects: targets, results, weights and scores that agree. Pure."""

from decimal import Decimal
from random import Random

from accounts.editions.definitions import Edition
from accounts.figures import ZERO, Address, Figures
from accounts.invented import names
from accounts.invented.plan import Plan
from accounts.money import half_up, in_wan, plain
from accounts.projects import IndicatorLine, ProjectSheet

EXECUTION = 10
QUANTITIES = (("完成任务数量", "项"), ("服务人次", "人次"), ("维护设备数量", "台"), ("开展培训次数", "次"))
EFFECTS = ("公共服务水平", "工作保障能力", "群众办事便利程度")


def sheets(plan: Plan, edition: Edition, year: int, figures: Figures) -> tuple[ProjectSheet, ...]:
    chance = Random(f"{plan.seed}:{year}:sheets")
    return tuple(sheet(plan, edition, chance, number, figures) for number in range(plan.sheets))


def sheet(plan: Plan, edition: Edition, chance: Random, number: int, figures: Figures) -> ProjectSheet:
    key = f"p{number + 1}"
    lines = indicators(chance, key, figures)
    rate = figures.amount(Address("project", f"{key}.total", "rate"))
    execution = half_up(min(rate, Decimal(100)) * EXECUTION / 100, 2)
    score = sum((Decimal(line.score) for line in lines), execution)
    return ProjectSheet(
        key=key,
        name=names.project(Random(f"{plan.seed}:{number}"), number),
        implementer=plan.unit.name,
        department=plan.unit.name,
        fund=plan.works[number].fund,
        layout=edition.project_forms[0],
        expected="按计划完成全年任务，保障相关工作正常开展。",
        actual="按计划完成全年任务，相关工作正常开展。",
        execution_weight=f"{EXECUTION}",
        execution_score=plain(execution),
        score=plain(score),
        department_evaluated=number == 0 and edition.wording.scope == "部门",
        indicators=lines,
    )


def indicators(chance: Random, key: str, figures: Figures) -> tuple[IndicatorLine, ...]:
    budget, executed = (
        in_wan(figures.get(Address("project", f"{key}.total", column), ZERO))
        for column in ("budget", "executed")
    )
    name, unit = chance.choice(QUANTITIES)
    asked = chance.randint(5, 300)
    done = asked - 1 if chance.random() < 0.1 else asked + chance.randint(0, 20)
    missed = "" if done >= asked else "部分任务结转下年完成。"
    points, pleased = 15 if missed else 20, f"{chance.randint(90, 99)}"
    return (
        line("成本指标", "经济成本指标", "项目总成本", "≤", plain(budget), "万元", plain(executed), 20),
        line("产出指标", "数量指标", name, "≥", f"{asked}", unit, f"{done}", 20, points, missed),
        line("产出指标", "质量指标", "验收合格率", "≥", "95", "%", f"{chance.randint(95, 100)}", 10),
        line("产出指标", "时效指标", "按时完成率", "=", "100", "%", "100", 10),
        line("效益指标", "社会效益指标", chance.choice(EFFECTS), "", "有效提升", "", "有效提升", 20),
        line("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥", "90", "%", pleased, 10),
    )


def line(
    level1: str,
    level2: str,
    name: str,
    operator: str,
    target: str,
    unit: str,
    actual: str,
    weight: int,
    score: int | None = None,
    deviation: str = "",
) -> IndicatorLine:
    return IndicatorLine(
        level1,
        level2,
        name,
        nature="定量" if operator else "定性",
        operator=operator,
        target=target,
        unit=unit,
        actual=actual,
        completion="未完成" if deviation else "已完成",
        weight=f"{weight}",
        score=f"{weight if score is None else score}",
        deviation=deviation,
    )
