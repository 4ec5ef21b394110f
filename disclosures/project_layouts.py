"""The printed layouts of the 项目支出绩效自评表, as data: A (辽源 2024), B and C (延边 2024).

Each stores nothing of its own: all of them show the fields of `ProjectSheet`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from accounts.projects import IndicatorLine

INDICATOR_TREE = (
    ("成本指标", ("经济成本指标", "社会成本指标", "生态环境成本指标")),
    ("产出指标", ("数量指标", "质量指标", "时效指标")),
    ("效益指标", ("经济效益指标", "社会效益指标", "生态效益指标")),
    ("满意度指标", ("服务对象满意度指标",)),
)
"""The first and second levels of Jilin's form of 2024."""

GRADES = "（　）优秀　（　）良好　（　）一般　（　）较差"


@dataclass(frozen=True)
class FundLine:
    """A line of the 资金情况. `key` is the last word of its row in the figures."""

    key: str
    title: str
    weighted: bool = False
    scored: bool = False


@dataclass(frozen=True)
class FundColumn:
    """A column of the 资金情况: a column of figures, or what the sheet says of the execution."""

    title: str
    shows: Literal["title", "initial", "budget", "executed", "rate", "weight", "score"]
    columns: int = 1


@dataclass(frozen=True)
class IndicatorColumn:
    title: str
    text: Callable[[IndicatorLine], str]
    width: float = 1.0


@dataclass(frozen=True)
class Layout:
    """One printed form. Its columns are those of the indicators, with a label column before them."""

    fund_lines: tuple[FundLine, ...]
    fund_columns: tuple[FundColumn, ...]
    """Their spans add up to the indicators' columns."""
    indicator_columns: tuple[IndicatorColumn, ...]
    """The first two are the first and second level."""
    whole_tree: bool = False
    """Second levels without an indicator are printed, too."""
    shows_department: bool = True
    rate_sign: str = ""
    """What follows the 执行率."""
    no_score: str = ""
    """What stands for 得分 in lines that are not scored."""
    mark: str = ""
    """What precedes the name of a field that must be filled in."""
    sides: tuple[str, str, str] | None = None
    """Labels at the far left: of names and goals, of the money, of the indicators."""
    verdict_after: int = 0
    """总分, 偏差率 and 复核档次 are printed; the total score stands after so many columns."""
    landscape: bool = True

    @property
    def columns(self) -> int:
        """Columns beside the far left labels."""
        return 1 + len(self.indicator_columns)

    @property
    def widths(self) -> tuple[float, ...]:
        sides = (0.7,) if self.sides else ()
        return (*sides, 1.0, *(column.width for column in self.indicator_columns))


def with_unit(value: str, unit: str) -> str:
    """90 万元 → 90万元; words (持续提升) and what already has its unit stay as they are."""
    return value + unit if value[-1:].isdigit() else value


def target(line: IndicatorLine) -> str:
    return line.operator + with_unit(line.target, line.unit)


def result(line: IndicatorLine) -> str:
    return with_unit(line.actual, line.unit)


CURRENT, CARRIED, OTHER = "当年财政拨款", "上年结转资金", "其他资金"
LEVELS = (
    IndicatorColumn("一级指标", lambda line: line.level1),
    IndicatorColumn("二级指标", lambda line: line.level2, 1.1),
)
DEVIATION = IndicatorColumn("偏差原因分析及改进措施", lambda line: line.deviation, 1.4)

A = Layout(
    fund_lines=(
        FundLine("current", CURRENT),
        FundLine("carried", CARRIED),
        FundLine("other", OTHER),
        FundLine("total", "年度资金总和"),
    ),
    fund_columns=(
        FundColumn("项目资金", "title", 2),
        FundColumn("年初预算数", "initial"),
        FundColumn("全年预算数", "budget"),
        FundColumn("全年执行数", "executed"),
        FundColumn("执行率", "rate"),
    ),
    indicator_columns=(
        *LEVELS,
        IndicatorColumn("三级指标", lambda line: line.name, 1.6),
        IndicatorColumn("年度指标值", target),
        IndicatorColumn("实际完成值", result),
        DEVIATION,
    ),
    whole_tree=True,
    shows_department=False,
    rate_sign="%",
    landscape=False,
)

B = Layout(
    fund_lines=(
        FundLine("total", "年度资金总额", scored=True),
        FundLine("current", CURRENT),
        FundLine("carried", CARRIED),
        FundLine("other", OTHER),
    ),
    fund_columns=(
        FundColumn("项目资金", "title", 2),
        FundColumn("年初预算数", "initial"),
        FundColumn("全年预算数", "budget"),
        FundColumn("全年执行数", "executed"),
        FundColumn("执行率（%）", "rate", 2),
        FundColumn("得分", "score", 3),
    ),
    indicator_columns=(
        *LEVELS,
        IndicatorColumn("三级指标", lambda line: line.name, 1.8),
        IndicatorColumn("年度指标值", target, 1.1),
        IndicatorColumn("实际完成值", result, 1.1),
        IndicatorColumn("权重", lambda line: line.weight, 0.7),
        IndicatorColumn("自评得分", lambda line: line.score, 0.7),
        DEVIATION,
        IndicatorColumn("校验得分", lambda line: "", 0.7),
        IndicatorColumn("偏差原因", lambda line: ""),
    ),
    no_score="——",
    verdict_after=7,
)

C = Layout(
    fund_lines=(
        FundLine("current", CURRENT, weighted=True, scored=True),
        FundLine("carried", CARRIED),
        FundLine("other", OTHER),
        FundLine("total", "年度资金总和", weighted=True),
    ),
    fund_columns=(
        FundColumn("项目资金", "title", 2),
        FundColumn("*年初预算数（万元）", "initial", 2),
        FundColumn("*全年预算数A（万元）", "budget", 2),
        FundColumn("*全年执行数B（万元）", "executed", 2),
        FundColumn("*分值", "weight"),
        FundColumn("*执行率（%）（B/A）", "rate"),
        FundColumn("得分", "score", 2),
    ),
    indicator_columns=(
        *LEVELS,
        IndicatorColumn("*三级指标", lambda line: line.name, 1.5),
        IndicatorColumn("*指标性质", lambda line: line.nature, 0.7),
        IndicatorColumn("*指标符号", lambda line: line.operator, 0.7),
        IndicatorColumn("*年度指标值", lambda line: line.target, 0.9),
        IndicatorColumn("*实际完成值", lambda line: line.actual, 0.9),
        IndicatorColumn("实际完成率", lambda line: line.completion, 0.9),
        IndicatorColumn("*计量单位", lambda line: line.unit, 0.8),
        IndicatorColumn("*分值权重", lambda line: line.weight, 0.8),
        IndicatorColumn("*得分", lambda line: line.score, 0.7),
        DEVIATION,
    ),
    rate_sign="%",
    mark="*",
    sides=("基本信息填报", "资金情况填报", "指标情况填报"),
)

LAYOUTS = {"A": A, "B": B, "C": C}
