"""The money of self-evaluations (项目支出绩效自评表): fund lines, rates, the score for execution. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from accounts.case import Case
from accounts.checks.engine import Agreement, Fault, Level, NotApplicable, Seen, rule
from accounts.checks.numbers import number
from accounts.checks.sums import projects_add_up
from accounts.checks.wording import amount, where
from accounts.figures import Address
from accounts.money import half_up, plain
from accounts.projects import ProjectSheet

SOURCE = "绩效自评表的填报关系"
LINES = ("total", "current", "carried", "other")
POINT = Decimal("0.1")


def projects(case: Case) -> tuple[ProjectSheet, ...]:
    """The projects of the account; NotApplicable when there are none."""
    if not case.projects:
        raise NotApplicable("没有项目")
    return case.projects


def cell(project: ProjectSheet, line: str, column: str) -> Address:
    return Address("project", f"{project.key}.{line}", column)


@rule("P31", title="自评表：年度资金总额", source=SOURCE, idle="项目没有填资金")
def rule_project_money_adds_up(case: Case) -> Iterator[Seen]:
    """每个项目的年度资金总额等于当年财政拨款、上年结转资金与其他资金之和，年初预算、全年预算、执行数各自如此。"""
    projects(case)
    yield from projects_add_up(case)


@rule("P32", title="自评表：执行率", source=SOURCE, idle="项目没有填执行率")
def rule_execution_rates_are_right(case: Case) -> Iterator[Seen]:
    """执行率等于全年执行数除以全年预算数；同一项目预算数、执行数都相同的两行，执行率也相同。"""
    for project in projects(case):
        for line in LINES:
            yield from rate_follows(case, project, line)
        yield from one_rate(case, project)


def rate_follows(case: Case, project: ProjectSheet, line: str) -> Iterator[Seen]:
    rate, spent, budget = (cell(project, line, column) for column in ("rate", "executed", "budget"))
    if rate not in case.figures:
        return
    if spent not in case.figures or budget not in case.figures:
        blank = budget if budget not in case.figures else spent
        told = f"{where(case, blank)}是空白，执行率却为{amount(case, rate)}%"
        yield Fault(told, (blank, rate), remedy="补填；确为零的填 0", level=Level.REASON)
    elif meets(case, case.figures[rate], case.figures[spent], case.figures[budget]):
        yield Agreement((rate, spent, budget))
    else:
        yield wrong_rate(case, rate, spent, budget)


def meets(case: Case, rate: Decimal, spent: Decimal, budget: Decimal) -> bool:
    """Whether the printed rate can be that of the printed amounts; without a budget it is zero."""
    half, printed = case.scale.half_step, Decimal(5).scaleb(-decimals(rate) - 1)
    if not budget:
        return rate == 0
    low, high = (spent - half) / (budget + half) * 100, (spent + half) / (budget - half) * 100
    return rate - printed <= high and low <= rate + printed


def decimals(stated: Decimal) -> int:
    """To how many decimals a number was stated: 71.56 two, 98.50 one, 100 none."""
    return len(plain(stated).partition(".")[2])


def wrong_rate(case: Case, rate: Address, spent: Address, budget: Address) -> Fault:
    has, whole = case.figures[rate], case.figures[budget]
    right = half_up(case.figures[spent] / whole * 100, 2) if whole else Decimal(0)
    told = f"应为{plain(right)}%" if whole else "全年预算数为零，没有执行率"
    return Fault(
        f"{where(case, rate)}为{plain(has)}%，执行数{amount(case, spent)}、"
        f"全年预算数{amount(case, budget)}，{told}",
        (rate, spent, budget),
        (has, right),
        has - right,
        "按执行数和全年预算数重新计算",
    )


def one_rate(case: Case, project: ProjectSheet) -> Iterator[Seen]:
    """Lines with the same budget and outturn state one rate."""
    told: dict[tuple[Decimal, Decimal], Address] = {}
    for line in LINES:
        rate, spent, budget = (cell(project, line, column) for column in ("rate", "executed", "budget"))
        if all(each in case.figures for each in (rate, spent, budget)) and case.figures[budget]:
            other = told.setdefault((case.figures[budget], case.figures[spent]), rate)
            if case.figures[other] != case.figures[rate]:
                yield two_rates(case, rate, other, spent, budget)


def two_rates(case: Case, rate: Address, other: Address, spent: Address, budget: Address) -> Fault:
    has, as_well = case.figures[rate], case.figures[other]
    return Fault(
        f"{where(case, rate)}为{plain(has)}%，{where(case, other)}为{plain(as_well)}%，"
        f"但两行的执行数都是{amount(case, spent)}，全年预算数都是{amount(case, budget)}",
        (rate, other),
        (has, as_well),
        has - as_well,
        f"两行填同一执行率；按执行数和全年预算数为"
        f"{plain(half_up(case.figures[spent] / case.figures[budget] * 100, 2))}%",
        Level.REASON,
    )


@rule(
    "P62",
    title="自评表：执行率得分",
    level=Level.NOTICE,
    source="预算执行得分通常按执行率折算，不是统一规定",
    idle="没有预算执行得分",
)
def rule_execution_scores_follow_the_rate(case: Case) -> Iterator[Seen]:
    """预算执行得分通常等于执行率乘以分值（未填分值的按10分），按其他办法计分的请说明办法。"""
    for project in projects(case):
        score, rate = number(project.execution_score), case.figures.get(cell(project, "total", "rate"))
        if score is None or rate is None:
            continue
        weight = number(project.execution_weight) or Decimal(10)
        linear = half_up(min(rate, Decimal(100)) * weight / 100, 2)
        if abs(score - linear) <= POINT:
            yield Agreement((cell(project, "total", "rate"),))
        else:
            yield Fault(
                f"项目“{project.name}”执行率{plain(rate)}%，预算执行得{plain(score)}分；"
                f"按{plain(weight)}分折算为{plain(linear)}分",
                (cell(project, "total", "rate"),),
                (score, linear),
                score - linear,
                "说明计分办法，或更正得分",
            )


COST_UNITS = {"万元": Decimal(10_000), "元": Decimal(1)}


@rule(
    "P61",
    title="自评表：成本指标与全年执行数",
    level=Level.NOTICE,
    source=SOURCE,
    idle="没有以元或万元计的成本指标",
)
def rule_costs_are_what_was_executed(case: Case) -> Iterator[Seen]:
    """以元或万元计的成本指标，实际完成值之和通常等于项目的全年执行数；不等的请确认。"""
    for project in projects(case):
        costs = [line for line in project.indicators if "成本" in line.level1 and line.unit in COST_UNITS]
        values = [(number(line.actual), COST_UNITS[line.unit]) for line in costs]
        told = [(value, unit) for value, unit in values if value is not None]
        where_spent = cell(project, "total", "executed")
        if told and len(told) == len(values):
            yield costs_agree(case, project, told, where_spent)


def costs_agree(
    case: Case, project: ProjectSheet, told: list[tuple[Decimal, Decimal]], spent: Address
) -> Seen:
    """Each cost stands for half its last place: 49.77 万元 for ±50 元, 49.8 万元 for ±500 元."""
    executed, cost = case.figures.amount(spent), sum((value * unit for value, unit in told), Decimal(0))
    half = sum((Decimal(5).scaleb(-decimals(value) - 1) * unit for value, unit in told), Decimal(0))
    if abs(cost - executed) <= half + case.scale.half_step:
        return Agreement((spent,))
    in_wan, off = plain(cost / 10_000), plain((cost - executed) / 10_000)
    return Fault(
        f"项目“{project.name}”的成本指标实际完成值合计{in_wan}万元，{where(case, spent)}为"
        f"{amount(case, spent)}，相差{off}万元",
        (spent,),
        (cost, executed),
        cost - executed,
        "核对成本指标的实际完成值和执行数；成本指标只含部分支出的，不必更正",
    )
