"""The sheets that are lists (texts, projects, indicators): their columns, and how a field is shown. Pure."""

from dataclasses import dataclass

from disclosures.workbook.frames import INDICATORS, PROJECTS, TEXTS
from disclosures.workbook.values import NO, YES


@dataclass(frozen=True)
class Field:
    name: str
    title: str
    width: float = 12
    choices: tuple[tuple[str, str], ...] = ()
    """What is stored and what stands in the cell."""

    def shown(self, value: str) -> str:
        return dict(self.choices).get(value, value)

    def stored(self, text: str) -> str:
        return {shown: value for value, shown in self.choices}.get(text, text)


@dataclass(frozen=True)
class Listing:
    key: str
    title: str
    code: str
    """Head of the column whose codes tell rows apart."""
    code_width: float
    about: str
    """Head of a column that only explains; empty: there is none."""
    fields: tuple[Field, ...]
    note: str

    def field(self, name: str) -> Field | None:
        return next((each for each in self.fields if each.name == name), None)


FUNDS = (("general", "一般公共预算"), ("fund", "政府性基金预算"), ("capital", "国有资本经营预算"))
LAYOUTS = (("", ""), ("A", "A"), ("B", "B"), ("C", "C"))
SIGNS = tuple((sign, sign) for sign in ("", "≤", "≥", "=", ">", "<"))

LISTINGS = (
    Listing(
        TEXTS,
        "文字说明",
        "位置代码",
        30,
        "填写什么",
        (Field("text", "内容", 90),),
        "新增一处：在空行填写位置代码（如 reason.item.2080505）和内容。",
    ),
    Listing(
        PROJECTS,
        "项目",
        "项目代码",
        16,
        "",
        (
            Field("name", "项目名称", 26),
            Field("implementer", "实施单位", 22),
            Field("department", "主管部门", 22),
            Field("fund", "资金", 16, FUNDS),
            Field("layout", "表样", 6, LAYOUTS),
            Field("expected", "预期目标", 36),
            Field("actual", "实际完成情况", 36),
            Field("execution_weight", "预算执行分值", 8),
            Field("execution_score", "预算执行得分", 8),
            Field("score", "自评得分", 8),
            Field("department_evaluated", "部门评价项目", 8, ((YES, "是"), (NO, "否"))),
        ),
        "新增项目：在空行填写项目代码（小写字母、数字、连字符）和各栏；资金填在“项目资金情况”表。",
    ),
    Listing(
        INDICATORS,
        "项目指标",
        "项目代码",
        16,
        "",
        (
            Field("level1", "一级指标", 12),
            Field("level2", "二级指标", 16),
            Field("name", "三级指标", 28),
            Field("nature", "指标性质", 8),
            Field("operator", "指标符号", 8, SIGNS),
            Field("target", "年度指标值", 12),
            Field("unit", "计量单位", 8),
            Field("actual", "实际完成值", 12),
            Field("completion", "实际完成率", 10),
            Field("weight", "分值权重", 8),
            Field("score", "得分", 8),
            Field("deviation", "偏差原因分析及改进措施", 28),
        ),
        "一行一个三级指标，同一项目的各行按先后为序；删去一个指标：清空该行各栏（项目代码除外）或删除该行。",
    ),
)


def listing(key: str) -> Listing | None:
    return next((each for each in LISTINGS if each.key == key), None)
