"""What is put side by side: the years of a unit, or several units in a year; and what must be said of it."""

from collections.abc import Iterator, Mapping, Sequence

from disclosures.compared.comparison import Comparison, Report, Side

DEPARTMENT = "department"
KINDS = {DEPARTMENT: "部门决算，含所属单位", "unit": "单位决算，不含其他单位"}
NOTHING = "没有现行的公开决算"
NO_LAST = "上年没有公开"
GAP = "—"


def over_years(reports: Mapping[int, Report]) -> list[Side]:
    """From the newest year to the first; a year between them of which nothing is public is a column, too."""
    newest = reports[max(reports)].source.name
    return [
        Side(f"{year}年度", reports.get(year), reports.get(year - 1), of_year(reports, year, newest))
        for year in range(max(reports), min(reports) - 1, -1)
    ]


def of_year(reports: Mapping[int, Report], year: int, newest: str) -> str:
    if year not in reports:
        return NOTHING
    name = reports[year].source.name
    told = [f"当时名为“{name}”"] if name != newest else []
    if year > min(reports) and year - 1 not in reports:
        told.append(NO_LAST)
    return "；".join(told)


def beside(names: Mapping[str, str], now: Mapping[str, Report], before: Mapping[str, Report]) -> list[Side]:
    """Units by code, in that order, in one year; `before`: their reports of the year before it."""
    return [
        Side(name, now.get(code), before.get(code), of_unit(now.get(code), code in before))
        for code, name in names.items()
    ]


def of_unit(report: Report | None, has_before: bool) -> str:
    if report is None:
        return NOTHING
    kind = KINDS.get(report.source.kind, "")
    return kind if has_before else f"{kind}；{NO_LAST}"


def limits(shown: Comparison, within: Sequence[tuple[str, str]] = ()) -> Iterator[str]:
    """What a reader must know of it. `within`: names of a unit and of the department above it."""
    reports = [side.report for side in shown.sides if side.report]
    yield f"“{GAP}”：报告里没有这个数，不是0。金额单位为万元，各自四舍五入；增减和比重用未舍入的金额计算。"
    if shown.beneath == "growth":
        yield "上年为0、为负数或者没有数的，不算百分比。"
    elif not any(cell and cell.beneath for row in shown.rows for cell in row.cells):
        yield "这张表没有合计行，不算比重。"
    coarse = [side.title for side in shown.sides if side.report and side.report.is_coarse]
    if coarse:
        which = "各栏都" if len(coarse) == len(reports) > 1 else "、".join(coarse)
        told = f"{which}按万元填报，只精确到0.01万元"
        mixed = "；与按元填报的相比，0.01万元的差别可能只是取整" if len(coarse) < len(reports) else ""
        yield f"{told}{mixed}。"
    if len({report.source.kind for report in reports}) > 1:
        yield "部门决算汇总了所属单位，单位决算只有单位自身：两者规模不同，不宜直接比大小。"
    for name, department in within:
        yield f"{name}属于{department}，{department}的部门决算已经包含它的数。"
    if any(row.notes for row in shown.rows):
        yield "科目按编码对应；改了名称或编码的，行中写明依据。"
    if shown.hidden:
        yield f"另有 {shown.hidden} 行在这一栏没有任何数，没有列出。"
