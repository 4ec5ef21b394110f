"""The spending table of an account as another program lays it out."""

import io
from decimal import Decimal

from openpyxl import Workbook

from accounts.case import Case
from accounts.figures import Address

HEADS = {
    "科目名称": "",
    "功能分类科目编码": "",
    "项目支出": "project",
    "基本支出": "basic",
    "本年支出合计": "total",
}


def spending(
    case: Case,
    changes: dict[str, object] | None = None,
    *,
    unit: str | None = None,
    year: int | None = None,
    money: str = "万元",
) -> bytes:
    """`changes`: what stands in a cell instead, by row and column: `208/total`."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Z03"
    sheet.append([f"{year or case.year}年度支出决算表"])
    sheet.append([f"编制单位：{unit or case.unit.name}", None, None, None, f"金额单位：{money}"])
    sheet.append(list(HEADS))
    for row in ("total", *case.figures.rows("t03")):
        words = ["合计", None] if row == "total" else [case.name_of(row), row]
        sheet.append([*words, *(cell(case, changes or {}, row, c, money) for c in HEADS.values() if c)])
    book.create_sheet("说明")["A1"] = "本表由某软件导出"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell(case: Case, changes: dict[str, object], row: str, column: str, money: str) -> object:
    if f"{row}/{column}" in changes:
        return changes[f"{row}/{column}"]
    found = case.figures.get(Address("t03", row, column))
    return found if found is None or money == "元" else found / Decimal(10_000)
