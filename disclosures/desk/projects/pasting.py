"""Rows of indicators as Excel gives them: tab-separated, perhaps with heads, merged cells blank. Pure."""

import csv
import io
import re
from collections.abc import Sequence

from accounts.projects import OPERATORS, normal_operator
from disclosures.desk.projects.forms import KEYS, TITLES, Row
from disclosures.desk.texts.saving import clean

COMPOUND = re.compile(r"([≤≥=><＜＞＝≦≧⩽⩾]|<=|>=)?\s*([-+]?\d[\d,]*(?:\.\d+)?)\s*(\D{0,12})")
HEADS = {
    "年度指标值": "target", "指标值": "target", "目标值": "target",
    "指标符号": "operator", "符号": "operator",
    "分值权重": "weight", "权重": "weight", "分值": "weight", "自评得分": "score", "得分": "score",
    "实际完成率": "completion", "偏差原因分析及改进措施": "deviation", "偏差原因": "deviation",
} | {title: key for key, title in TITLES.items()}  # fmt: skip


def pasted(text: str, columns: Sequence[str]) -> list[Row]:
    """The rows; the columns are those of the page, or as the heads of the clipboard say."""
    lines = [[clean(cell) for cell in line] for line in cells(text)]
    lines = [line for line in lines if any(line)]
    heads = [HEADS.get(re.sub(r"[\s*]", "", cell)) for cell in lines[0]] if lines else []
    if sum(head is not None for head in heads) >= 2:
        lines, order = lines[1:], heads
    else:
        order = list(columns)
    rows: list[Row] = []
    for line in lines:
        found = {key: cell for key, cell in zip(order, line, strict=False) if key}
        rows.append(whole(found, rows[-1] if rows else None))
    return rows


def cells(text: str) -> list[list[str]]:
    """A cell with line ends in it is quoted by Excel."""
    try:
        return list(csv.reader(io.StringIO(text.replace("\r\n", "\n")), delimiter="\t"))
    except csv.Error:
        return [line.split("\t") for line in text.splitlines()]


def whole(found: dict[str, str], above: Row | None) -> Row:
    """A merged level is that of the row above; ≥90% in one cell is sign, value and unit."""
    levels = dict(zip(KEYS, above, strict=True)) if above else {}
    if not found.get("level1"):
        found["level1"] = levels.get("level1", "")
        found["level2"] = found.get("level2") or levels.get("level2", "")
    elif not found.get("level2") and found["level1"] == levels.get("level1"):
        found["level2"] = levels["level2"]
    parts = COMPOUND.fullmatch(found.get("target", ""))
    if parts and (parts[1] or parts[3]) and not found.get("operator"):
        found["operator"], found["target"] = parts[1] or "", parts[2]
        found["unit"] = found.get("unit") or parts[3]
    found["operator"] = sign(found.get("operator", ""))
    actual, unit = found.get("actual", ""), found.get("unit", "")
    if unit and actual.endswith(unit) and actual[: -len(unit)][-1:].isdigit():
        found["actual"] = actual[: -len(unit)]
    return tuple(found.get(key, "") for key in KEYS)


def sign(text: str) -> str:
    try:
        return normal_operator(text)
    except ValueError:
        return text if text in OPERATORS else ""
