"""All that a workbook holds of an account, by place, as text: figures, names, texts, projects. Pure.

Places: `t03/2080599/project`, `name:2080599`, `text:reason.overall`, `project:<key>:<field>`,
`project:<key>:indicators` (all lines of it, as JSON), `project:<key>` (a whole sheet, as JSON).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from accounts.case import Case
from accounts.money import CENT
from accounts.projects import IndicatorLine, ProjectSheet

SHEET_FIELDS = tuple(each.name for each in fields(ProjectSheet) if each.name not in ("key", "indicators"))
LINE_FIELDS = tuple(each.name for each in fields(IndicatorLine))
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
YES, NO = "yes", ""


def clean(text: str) -> str:
    """As it comes back from a cell: one kind of line end, no control characters, no blanks around it."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def amount(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.quantize(CENT):f}"


def of_case(case: Case) -> dict[str, str | None]:
    """Every place of the account that has a value; a text that is absent is blank."""
    found: dict[str, str | None] = {str(cell): amount(value) for cell, value in case.figures.items()}
    found |= {f"text:{slot}": clean(text) for slot, text in case.texts.items()}
    found |= {f"name:{code}": clean(name) for code, name in names(case).items()}
    for sheet in case.projects:
        found |= of_sheet(sheet)
    return found


def names(case: Case) -> Mapping[str, str]:
    """Subjects as the tables of this account print them."""
    return {**case.subjects, **{code: name for code, name in case.names.items() if name}}


def of_sheet(sheet: ProjectSheet) -> dict[str, str | None]:
    whole = f"project:{sheet.key}"
    found: dict[str, str | None] = {f"{whole}:{name}": field(sheet, name) for name in SHEET_FIELDS}
    found[f"{whole}:indicators"] = indicators(sheet.indicators)
    found[whole] = as_json(sheet)
    return found


def field(sheet: ProjectSheet, name: str) -> str:
    value = getattr(sheet, name)
    return (YES if value else NO) if isinstance(value, bool) else clean(value)


def indicators(lines: tuple[IndicatorLine, ...]) -> str:
    return dumped([[clean(getattr(line, name)) for name in LINE_FIELDS] for line in lines])


def indicators_of(text: str) -> tuple[IndicatorLine, ...]:
    return tuple(IndicatorLine(*each) for each in json.loads(text))


def as_json(sheet: ProjectSheet) -> str:
    data = {name: field(sheet, name) for name in SHEET_FIELDS}
    return dumped({**data, "key": sheet.key, "indicators": json.loads(indicators(sheet.indicators))})


def sheet_of(text: str) -> ProjectSheet:
    data: dict[str, Any] = json.loads(text)
    lines = tuple(IndicatorLine(*each) for each in data.pop("indicators"))
    return ProjectSheet(
        **{**data, "department_evaluated": data["department_evaluated"] == YES, "indicators": lines}
    )


def with_field(sheet: ProjectSheet, name: str, text: str) -> ProjectSheet:
    value: Any = text
    if name == "indicators":
        value = indicators_of(text)
    elif name == "department_evaluated":
        value = text == YES
    return replace(sheet, **{name: value})


def dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
