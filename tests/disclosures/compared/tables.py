"""Reports to be compared, written as people read them: a line for each row of a table."""

from decimal import Decimal

from disclosures.catalogue.tables import Figure, Line, Table
from disclosures.compared.comparison import Comparison, Report, Source
from disclosures.compared.shapes import comparable


def table(text: str, key: str = "t03", column: str = "total") -> Table:
    """`code title amount[unit]`; amounts in 万元 where there is no unit."""
    lines = []
    for row in text.strip().splitlines():
        code, title, amount = row.split()
        digits = amount.rstrip("辆个%")
        unit = amount[len(digits) :] or "元"
        value = Decimal(digits) * (10_000 if unit == "元" else 1)
        lines.append(Line(code, title, {column: Figure(value, unit)}))
    return Table(key, key[1:], "支出决算表", {column: "合计"}, tuple(lines))


def report(year: int, *tables: Table, unit: str = "a", name: str = "甲局", kind: str = "unit") -> Report:
    return Report(Source(unit, name, kind, year, 1, f"{unit.upper()}{year}"), comparable(tables))


def cells(shown: Comparison | None) -> dict[str, list[str]]:
    """Of each row what its cells say: amount and what stands beneath; — for a gap."""
    assert shown
    return {
        row.key: [f"{cell.text} {cell.beneath}".strip() if cell else "—" for cell in row.cells]
        for row in shown.rows
    }
