"""The form of one project as data: its fields, lines of money, columns of indicators, by layout. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from accounts.case import Case
from accounts.entry.amounts import written
from accounts.figures import Address
from accounts.projects import IndicatorLine, ProjectSheet
from disclosures.project_layouts import LAYOUTS, Layout

TABLE = "project"
SPARE = 3
"""Empty rows for new indicators."""
NAMES = (("name", "项目名称"), ("department", "主管部门"), ("implementer", "实施单位"))
GOALS = (("expected", "年度总体目标·预期目标"), ("actual", "年度总体目标·实际完成情况"))
SCORES = (
    ("execution_weight", "预算执行分值"),
    ("execution_score", "预算执行得分"),
    ("score", "总分（自评得分）"),
)
TEXTS = tuple(name for name, _ in (*NAMES, *GOALS, *SCORES))
CHOICES = ("fund", "layout", "department_evaluated")
NUMBERS = frozenset(name for name, _ in SCORES)
COLUMNS = (
    ("level1", "一级指标"),
    ("level2", "二级指标"),
    ("name", "三级指标"),
    ("nature", "指标性质"),
    ("operator", "符号"),
    ("target", "年度指标值"),
    ("unit", "计量单位"),
    ("actual", "实际完成值"),
    ("completion", "完成率"),
    ("weight", "分值"),
    ("score", "得分"),
    ("deviation", "偏差原因及改进措施"),
)
KEYS = tuple(key for key, _ in COLUMNS)
TITLES = dict(COLUMNS)
ALWAYS = frozenset({"level1", "level2", "name", "operator", "target", "unit", "actual", "deviation"})
SCORED = frozenset({"weight", "score"})
NUMERIC = frozenset({"weight", "score"})
Row = tuple[str, ...]
"""An indicator: its texts in the order of KEYS."""


@dataclass(frozen=True)
class Values:
    """All that the form of a project holds, as text: by name of the field, and the rows of indicators."""

    fields: Mapping[str, str]
    rows: tuple[Row, ...]


def values(case: Case, sheet: ProjectSheet) -> Values:
    """As it is stored."""
    fields = {name: getattr(sheet, name) for name in (*TEXTS, "fund", "layout")}
    fields["department_evaluated"] = "1" if sheet.department_evaluated else ""
    money = {money_name(a, sheet.key): money_text(case, a) for a in addresses(case, sheet.key)}
    return Values(fields | money, tuple(row_of(line) for line in sheet.indicators))


def row_of(line: IndicatorLine) -> Row:
    data = asdict(line)
    return tuple(data[key] for key in KEYS)


def line_of(row: Row) -> IndicatorLine:
    return IndicatorLine(**dict(zip(KEYS, row, strict=True)))


def addresses(case: Case, key: str) -> list[Address]:
    return [
        Address(TABLE, f"{key}.{line}", column.key)
        for line, _ in fund_lines(case)
        for column in case.edition.table(TABLE).blocks[0].columns
    ]


def fund_lines(case: Case) -> list[tuple[str, str]]:
    """Keys and titles of the lines of money, as the edition has them."""
    rows = case.edition.table(TABLE).blocks[0].rows
    return [(row.key, row.title) for row in getattr(rows, "lines", ())]


def money_name(address: Address, key: str) -> str:
    """total/executed: the cell within its project."""
    return f"{address.row.removeprefix(f'{key}.')}/{address.column}"


def money_address(name: str, key: str) -> Address:
    line, _, column = name.partition("/")
    return Address(TABLE, f"{key}.{line}", column)


def money_text(case: Case, address: Address) -> str:
    return written(case.figures.get(address), case.edition.measure(address), case.scale)


def layout_of(case: Case, sheet: ProjectSheet) -> Layout:
    return LAYOUTS[sheet.layout or case.edition.project_forms[0]]


def columns_of(layout: Layout, rows: Iterable[Row]) -> tuple[str, ...]:
    """The columns that the layout prints, and those that are filled."""
    printed = ALWAYS | (SCORED if len(layout.indicator_columns) > 6 else frozenset())
    if any("性质" in column.title for column in layout.indicator_columns):
        printed |= {"nature", "completion"}
    filled = {key for row in rows for key, text in zip(KEYS, row, strict=True) if text}
    return tuple(key for key in KEYS if key in printed | filled)


def is_scored(layout: Layout) -> bool:
    """Whether the layout prints points for the execution."""
    return any(column.shows in ("weight", "score") for column in layout.fund_columns)


def is_blank(row: Row) -> bool:
    return not any(row)
