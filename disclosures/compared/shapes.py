"""Which tables are compared, by which column first, and what of them is a part of what."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from accounts.subjects import is_code
from disclosures.catalogue.tables import Figure, Line, Table

MAIN = {
    "t01": "amount",
    "t02": "total",
    "t03": "total",
    "t04": "total",
    "t05": "total",
    "t06": "amount",
    "t07": "spending",
    "t08": "total",
    "t09": "actual",
    "initial_budget": "amount",
    "operations": "value",
    "evaluation": "value",
}
"""The tables that are compared. Not those of projects: their keys mean another project in each report."""
NAMES = {
    "t01": "收支总表",
    "t02": "收入",
    "t03": "支出",
    "t04": "财政拨款收支",
    "t05": "一般公共预算支出",
    "t06": "基本支出明细",
    "t07": "政府性基金",
    "t08": "国有资本经营",
    "t09": "“三公”经费",
    "initial_budget": "年初预算",
    "operations": "机构运行",
    "evaluation": "绩效评价",
}
"""In few words, to choose by."""
FIRST = "t03"
"""What is shown where nothing else is asked for."""
TURNED = frozenset({"t09"})
"""Tables of many columns and two lines: what is compared are the columns."""
JOINED = {"t04": {"amount": "total"}}
"""A column of one side of a table that goes with one of the other: income's amount, spending's total."""
SIDES = ("收入 ", "支出 ", "本年支出 ")
"""What the title of a column begins with where a table has two sides, or one head over all."""
SIDED = ("income", "spending")
"""Groups in which what stands below the total is no part of it."""
TOTALS = ("total", "income.total", "spending.total", "procurement.total", "fleet.total")


def comparable(tables: Iterable[Table]) -> dict[str, Table]:
    """The tables of a report as they are compared, by key."""
    return {table.key: shaped(table) for table in tables if table.key in MAIN}


def shaped(table: Table) -> Table:
    if table.key in TURNED:
        return turned(table)
    joined = JOINED.get(table.key, {})
    columns = {key: named(title) for key, title in table.columns.items() if key not in joined}
    if not joined:
        return replace(table, columns=columns)
    lines = tuple(
        replace(line, figures={joined.get(key, key): each for key, each in line.figures.items()})
        for line in table.lines
    )
    return replace(table, columns=columns or {"total": "合计"}, lines=lines)


def named(title: str) -> str:
    """Without the head that stands over all of a side."""
    for side in SIDES:
        title = title.removeprefix(side)
    return title


def turned(table: Table) -> Table:
    """Lines for columns and columns for lines. A column's title begins with that of a line: it goes."""
    heads = tuple(f"{line.title} " for line in table.lines)
    lines = []
    for key, title in table.columns.items():
        figures: Mapping[str, Figure] = {
            line.key: line.figures[key] for line in table.lines if key in line.figures
        }
        named = next((title.removeprefix(head) for head in heads if title.startswith(head)), title)
        lines.append(Line(key, named, figures))
    return replace(table, columns={line.key: line.title for line in table.lines}, lines=tuple(lines))


def whole_of(table: Table, key: str) -> Line | None:
    """The total that a line is a part of: of the whole table, or of its own side or group."""
    keys = [line.key for line in table.lines]
    group = key.rpartition(".")[0]
    total = f"{group}.total" if group else "total"
    if total not in TOTALS or total not in keys:
        return None
    at = keys.index(total)
    is_below = group in SIDED and key in keys[at + 1 :]
    return None if is_below else table.lines[at]


def level(key: str) -> int:
    """How far a subject is indented: 类 0, 款 1, 项 2."""
    return len(key) // 2 - 1 if is_code(key) else 0
