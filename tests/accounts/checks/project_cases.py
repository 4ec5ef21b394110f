"""Cases of the rules on indicators, which are not figures: one indicator to a line, as the forms print them.

`kind name operator target unit actual weight score [deviation]`; `-` for a blank.
"""

from dataclasses import dataclass

from accounts.case import Case
from accounts.projects import IndicatorLine, ProjectSheet
from tests.casebook import case


@dataclass(frozen=True)
class ProjectExample:
    rule: str
    good: bool
    name: str
    indicators: str
    level: str = ""
    place: str = ""
    score: str = ""
    execution_score: str = ""
    execution_weight: str = ""
    figures: str = ""

    def __str__(self) -> str:
        return f"{self.rule} {'good' if self.good else 'bad'}: {self.name}"

    def case(self) -> Case:
        sheet = ProjectSheet(
            "audit",
            "征缴稽核工作经费",
            "某局",
            score=self.score,
            execution_score=self.execution_score,
            execution_weight=self.execution_weight,
            indicators=tuple(map(indicator, self.indicators.strip().splitlines())),
        )
        return case(self.figures, projects=(sheet,))


def indicator(text: str) -> IndicatorLine:
    words = ["" if word == "-" else word for word in text.split()]
    kind, name, operator, target, unit, actual, weight, score, *deviation = words
    return IndicatorLine(
        kind,
        kind,
        name,
        operator=operator,
        target=target,
        unit=unit,
        actual=actual,
        weight=weight,
        score=score,
        deviation="".join(deviation),
    )


FULL = """
成本指标 运行成本 ≤ 30.2 万元 21.61 20 20
产出指标 综合事务 = 1 项 1 40 40
效益指标 按时支付 ≥ 7000 人 8104 20 20
满意度指标 用户满意度 ≥ 90 % 90 10 10
"""
RATE = "project/audit.total/rate 71.56  project/audit.total/executed 21.61  project/audit.total/budget 30.2"

PROJECT_EXAMPLES = (
    ProjectExample("P33", True, "ninety and ten for execution", FULL),
    ProjectExample("P33", True, "the form prints ten for execution", FULL, execution_weight="10"),
    ProjectExample(
        "P33", False, "a weight is missing", FULL.replace("40 40", "30 30"), "错误", "project/audit"
    ),
    ProjectExample("P34", True, "the score is the sum", FULL, score="95.00", execution_score="5"),
    ProjectExample(
        "P34",
        True,
        "a score that nobody can follow",
        "产出指标 分配数量 - 1 - 1 - -",
        "提示",
        "project/audit",
        "99",
    ),
    ProjectExample("P34", False, "total 0 beside parts of 90", FULL, "错误", "project/audit", score="0"),
    ProjectExample("P35", True, "all within their weights", FULL),
    ProjectExample(
        "P35", False, "a doubled digit", FULL.replace("40 40", "40 440"), "错误", "project/audit/2"
    ),
    ProjectExample("P351", True, "all met, all full", FULL),
    ProjectExample(
        "P351",
        True,
        "met, no score, but explained",
        "成本指标 工作经费 ≤ 10 万元 0 20 0 资金12月才到账",
        "提示",
        "project/audit/1",
    ),
    ProjectExample(
        "P351",
        False,
        "more than 90 asked, 90 reached, full score",
        "满意度指标 用户满意度 > 90 % 90 10 10",
        "需说明",
        "project/audit/1",
    ),
    ProjectExample("P36", True, "cost at most, satisfaction at least", FULL),
    ProjectExample(
        "P36", False, "a cost of at least", "成本指标 管理成本 ≥ 2 万元 2 3 3", "需说明", "project/audit/1"
    ),
    ProjectExample(
        "P36",
        False,
        "satisfaction of at most",
        "满意度指标 用户满意度 ≤ 90 % 90 10 10",
        "需说明",
        "project/audit/1",
    ),
    ProjectExample("P61", True, "the cost is what was executed", FULL, figures=RATE),
    ProjectExample(
        "P61",
        True,
        "a cost in 万元 stands for ±50 元",
        FULL,
        figures="project/audit.total/executed 21.614",
    ),
    ProjectExample(
        "P61", False, "87.7 beside 88.7", FULL.replace("21.61", "20.61"), "提示", "", figures=RATE
    ),
    ProjectExample("P62", True, "71.56% of ten", FULL, execution_score="7.16", figures=RATE),
    ProjectExample("P62", False, "five of ten at 71.56%", FULL, "提示", execution_score="5", figures=RATE),
)
