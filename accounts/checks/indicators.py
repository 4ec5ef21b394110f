"""The indicators of self-evaluations: weights, scores, signs, and whether a target was met. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from accounts.case import Case
from accounts.checks.engine import Agreement, Fault, Level, Seen, rule
from accounts.checks.numbers import number
from accounts.checks.projects import SOURCE, projects
from accounts.figures import ZERO
from accounts.money import plain
from accounts.projects import IndicatorLine, ProjectSheet

HUNDRED = Decimal(100)
TEN = Decimal(10)


AGREED = Agreement(())
"""Nothing of an indicator is a figure."""


@dataclass(frozen=True)
class Entry:
    """An indicator in its project, its numbers read."""

    project: ProjectSheet
    position: int
    line: IndicatorLine

    @property
    def score(self) -> Decimal | None:
        return number(self.line.score)

    @property
    def weight(self) -> Decimal | None:
        return number(self.line.weight)

    @property
    def place(self) -> str:
        return f"project/{self.project.key}/{self.position}"

    @property
    def name(self) -> str:
        return f"项目“{self.project.name}”的{self.line.level1}“{self.line.name}”"

    @property
    def target(self) -> str:
        return f"{self.line.operator}{self.line.target}{self.line.unit}"


def entries(case: Case) -> Iterator[Entry]:
    for project in projects(case):
        for position, line in enumerate(project.indicators, 1):
            yield Entry(project, position, line)


@rule("P33", title="自评表：分值合计100分", source=SOURCE, idle="自评表没有填分值")
def rule_weights_add_to_a_hundred(case: Case) -> Iterator[Seen]:
    """每个项目各指标的分值与预算执行的分值合计100分；预算执行未填分值的按10分。"""
    for project in projects(case):
        weights = [weight for line in project.indicators if (weight := number(line.weight)) is not None]
        if not weights:
            continue
        execution = number(project.execution_weight)
        total = sum(weights, ZERO) + (TEN if execution is None else execution)
        if total == HUNDRED or (execution is None and total - TEN == HUNDRED):
            yield AGREED
        else:
            yield Fault(
                f"项目“{project.name}”的分值合计{plain(total)}分，应为100分，相差{plain(total - HUNDRED)}分",
                numbers=(total, HUNDRED),
                difference=total - HUNDRED,
                remedy="核对各指标和预算执行的分值",
                place=f"project/{project.key}",
            )


@rule("P34", title="自评表：总分等于各项得分之和", source=SOURCE, idle="自评表没有填总分")
def rule_scores_add_up(case: Case) -> Iterator[Seen]:
    """每个项目的总分等于预算执行得分与各指标得分之和；没有填得分的，总分无法复核。"""
    for project in projects(case):
        total = number(project.score)
        if total is not None:
            yield score_adds_up(project, total)


def score_adds_up(project: ProjectSheet, total: Decimal) -> Seen:
    scores = [score for line in project.indicators if (score := number(line.score)) is not None]
    if not scores:
        told = f"项目“{project.name}”总分{plain(total)}分，但各指标没有得分，总分无法复核"
        remedy, place = "补填各指标的分值和得分", f"project/{project.key}"
        return Fault(told, numbers=(total,), remedy=remedy, level=Level.NOTICE, place=place)
    computed = sum(scores, number(project.execution_score) or ZERO)
    if computed == total:
        return AGREED
    return Fault(
        f"项目“{project.name}”总分{plain(total)}分，预算执行与各指标得分合计{plain(computed)}分，"
        f"相差{plain(total - computed)}分",
        numbers=(total, computed),
        difference=total - computed,
        remedy="核对总分和各项得分",
        place=f"project/{project.key}",
    )


@rule("P35", title="自评表：得分不超过分值", source=SOURCE, idle="自评表没有填得分")
def rule_scores_are_within_weights(case: Case) -> Iterator[Seen]:
    """每个指标的得分不小于零，不大于分值。"""
    for entry in entries(case):
        score, weight = entry.score, entry.weight
        if score is None or weight is None:
            continue
        if 0 <= score <= weight:
            yield AGREED
        else:
            told = f"{entry.name}得{plain(score)}分，分值{plain(weight)}分"
            remedy = "核对得分和分值"
            yield Fault(told, (), (score, weight), score - weight, remedy, place=entry.place)


MET: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "≤": Decimal.__le__,
    "≥": Decimal.__ge__,
    "=": Decimal.__eq__,
    ">": Decimal.__gt__,
    "<": Decimal.__lt__,
}


@rule("P351", title="自评表：完成情况与得分", level=Level.REASON, source=SOURCE, idle="没有可比较的指标值")
def rule_scores_follow_the_targets(case: Case) -> Iterator[Seen]:
    """达到指标值的得满分，未达到的不得满分；不是如此的，在偏差原因中说明。"""
    for entry in entries(case):
        met = is_met(entry.line)
        if met is not None and entry.score is not None and entry.weight:
            yield AGREED if met == (entry.score == entry.weight) else unlike(entry, met)


def is_met(line: IndicatorLine) -> bool | None:
    """Whether the target was reached; None where words, not numbers, are compared."""
    target, actual = number(line.target), number(line.actual)
    if target is None or actual is None or line.operator not in MET:
        return None
    return MET[line.operator](actual, target)


def unlike(entry: Entry, met: bool) -> Fault:
    line = entry.line
    return Fault(
        f"{entry.name}指标值{entry.target}，实际完成{line.actual}{line.unit}，"
        f"{'达到' if met else '未达到'}指标值，却得{line.score}分（分值{line.weight}分）",
        numbers=tuple(n for n in (entry.score, entry.weight) if n is not None),
        remedy="更正符号、实际完成值或得分；确是如此的，在偏差原因中说明",
        level=Level.NOTICE if line.deviation and met else None,
        place=entry.place,
    )


@rule("P36", title="自评表：指标的符号", level=Level.REASON, source=SOURCE, idle="没有成本或满意度指标")
def rule_signs_fit_the_kind_of_indicator(case: Case) -> Iterator[Seen]:
    """成本指标用≤（越少越好），满意度指标用≥（越高越好）。"""
    for entry in entries(case):
        if entry.line.operator and ("成本" in entry.line.level1 or "满意度" in entry.line.level1):
            yield sign_fits(entry)


def sign_fits(entry: Entry) -> Seen:
    cost = "成本" in entry.line.level1
    if entry.line.operator not in ((">", "≥") if cost else ("<", "≤")):
        return AGREED
    right = "≤" if cost else "≥"
    return Fault(
        f"{entry.name}指标值为{entry.target}，{entry.line.level1}应为{right}",
        remedy=f"符号改为{right}；确是如此的，说明原因",
        place=entry.place,
    )
