"""What the two pages of projects show: the list, and the form of one in the layout it is printed in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse

from accounts import acceptance, ledger
from accounts.case import Case
from accounts.checks.numbers import number
from accounts.models import Account, Project
from accounts.money import Scale
from accounts.permissions import may_write
from accounts.projects import ProjectSheet
from disclosures.desk.entry.page import why_locked
from disclosures.desk.projects import forms, of_units, saving
from disclosures.desk.projects.findings import of_projects
from disclosures.desk.projects.forms import Row, Values
from disclosures.desk.projects.suggesting import suggestions
from disclosures.desk.review import frame
from disclosures.project_layouts import INDICATOR_TREE

Context = dict[str, Any]
UNITS = {Scale.YUAN: "元", Scale.WAN: "万元"}
NAME = "f."
"""Before a field's name in the form."""


@dataclass(frozen=True)
class Kept:
    """What was typed and could not be written, and why."""

    fields: Mapping[str, str] = field(default_factory=dict)
    rows: Sequence[Row] | None = None
    faults: Mapping[str, str] = field(default_factory=dict)
    conflicts: Mapping[str, str] = field(default_factory=dict)
    theirs: bool = False


@dataclass(frozen=True)
class Input:
    """One field as it is drawn. `suggested` is what would be computed, where it is something else."""

    name: str
    label: str
    value: str
    suggested: str = ""
    fault: str = ""
    theirs: str | None = None
    rows: int = 1

    @property
    def id(self) -> str:
        return f"x-{self.name}"

    @property
    def asks(self) -> bool:
        return bool(self.fault) or self.theirs is not None


def list_context(user: Any, account: Account, message: str = "", typed: str = "") -> Context:
    case = ledger.load_case(account)
    found, locked = of_projects(case, acceptance.given(account)), why_locked(user, account)
    keys = [sheet.key for sheet in case.projects]
    last = saving.last_years(account)
    return {
        **frame(account, "desk-projects"),
        "projects": [
            line(account, case, n, sheet, found[sheet.key]) for n, sheet in enumerate(case.projects)
        ],
        "keys": " ".join(keys),
        "last": [sheet for sheet in last if sheet.key not in keys],
        "has_last": bool(last),
        "of_units": [each for each in of_units.offers(account) if each.key not in keys],
        "next": saving.free_key(case, last),
        "unit": UNITS[case.scale],
        "printed": any(section.kind == "projects" for section in case.edition.sections),
        "locked": locked,
        "may_write": not locked and may_write(user, account),
        "message": message,
        "typed": typed,
        "year": account.year,
    }


def line(account: Account, case: Case, n: int, sheet: ProjectSheet, found: Sequence[Any]) -> Context:
    money = {
        name: text for name, text in forms.values(case, sheet).fields.items() if name.startswith("total/")
    }
    open_ones = [each for each in found if not each.accepted and each.style != "notice"]
    return {
        "sheet": sheet,
        "first": n == 0,
        "last": n == len(case.projects) - 1,
        "fund": Project.Fund(sheet.fund).label,
        "layout": sheet.layout or case.edition.project_forms[0],
        "budget": money["total/budget"],
        "executed": money["total/executed"],
        "indicators": len(sheet.indicators),
        "asked": len(open_ones),
        "address": reverse("desk-project", args=[account.pk, sheet.key]),
    }


def form_context(user: Any, account: Account, key: str, kept: Kept, message: str = "") -> Context | None:
    """None where the account has no such project."""
    case = ledger.load_case(account)
    at = next((n for n, sheet in enumerate(case.projects) if sheet.key == key), None)
    if at is None:
        return None
    sheet, locked = case.projects[at], why_locked(user, account)
    address = reverse("desk-project", args=[account.pk, key])
    stored = forms.values(case, sheet)
    may = not locked and may_write(user, account)
    return {
        **frame(account, "desk-projects"),
        **drawn(case, sheet, stored, kept, may),
        "sheet": sheet,
        "position": at + 1,
        "count": len(case.projects),
        "before": neighbour(account, case, at - 1),
        "after": neighbour(account, case, at + 1),
        "locked": locked,
        "may_write": may,
        "message": message,
        "unit": UNITS[case.scale],
        "remarks": of_projects(case, acceptance.given(account))[key],
        "seen": seen_of(stored),
        "data": {
            "user": user.get_username(),
            "account": account.pk,
            "key": key,
            "login": f"{resolve_url(settings.LOGIN_URL)}?next={address}",
        },
    }


def seen_of(stored: Values) -> str:
    """After a conflict too: then the page shows what the colleague wrote."""
    return json.dumps({"fields": dict(stored.fields), "rows": stored.rows}, ensure_ascii=False)


def neighbour(account: Account, case: Case, at: int) -> Context | None:
    if not 0 <= at < len(case.projects):
        return None
    sheet = case.projects[at]
    return {"name": sheet.name, "address": reverse("desk-project", args=[account.pk, sheet.key])}


def drawn(case: Case, sheet: ProjectSheet, stored: Values, kept: Kept, may: bool) -> Context:
    layout = forms.layout_of(case, sheet)
    rows = list(stored.rows if kept.rows is None else kept.rows)
    spare = forms.SPARE if may else 0
    columns = forms.columns_of(layout, rows)
    offered = suggestions(case, sheet) if kept.rows is None else without_rows(suggestions(case, sheet))

    def one(name: str, label: str, lines: int = 1) -> Input:
        value = kept.fields.get(name, stored.fields.get(name, ""))
        fault, theirs = kept.faults.get(name, ""), kept.conflicts.get(name)
        high = max(lines, *(1 + len(value) // 40,)) if lines > 1 else 1
        return Input(f"{NAME}{name}", label, value, offered.get(name, ""), fault, theirs, min(high, 12))

    scored = forms.is_scored(layout)
    return {
        "names": [
            one(name, label) for name, label in forms.NAMES if name != "department" or shows(layout, sheet)
        ],
        "goals": [one(name, label, 3) for name, label in forms.GOALS],
        "scores": [
            one(name, label)
            for name, label in forms.SCORES
            if scored or name == "score" or stored.fields[name] or offered.get(name)
        ],
        "choices": choices(case, stored, kept),
        "columns": [(key, forms.TITLES[key]) for key in columns],
        "money": [
            {
                "title": title,
                "cells": [one(f"{key}/{c.key}", f"{title}{c.title}") for c in money_columns(case)],
            }
            for key, title in forms.fund_lines(case)
        ],
        "money_heads": [c.title + ("（%）" if c.measure == "percent" else "") for c in money_columns(case)],
        "rows": [
            indicator(n, row, columns, offered, kept, last=len(rows) - 1)
            for n, row in enumerate([*rows, *[("",) * len(forms.KEYS)] * spare])
        ],
        "row_count": len(rows),
        "theirs_rows": [dict(zip(forms.KEYS, row, strict=True)) for row in stored.rows]
        if kept.theirs
        else None,
        "tree": INDICATOR_TREE,
        "weights": weights(replace(sheet, indicators=tuple(map(forms.line_of, rows)))),
    }


def shows(layout: Any, sheet: ProjectSheet) -> bool:
    return layout.shows_department or bool(sheet.department)


def money_columns(case: Case) -> Sequence[Any]:
    return case.edition.table(forms.TABLE).blocks[0].columns


def without_rows(offered: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in offered.items() if not name.startswith("i.")}


def choices(case: Case, stored: Values, kept: Kept) -> Context:
    now = {**stored.fields, **{name: text for name, text in kept.fields.items() if name in forms.CHOICES}}
    first, *_ = case.edition.project_forms
    layouts = [("", f"按格式（{first}）"), *((each, f"表样{each}") for each in case.edition.project_forms)]
    return {
        "fund": [(value, label, now["fund"] == value) for value, label in Project.Fund.choices],
        "layout": [(value, label, now["layout"] == value) for value, label in layouts],
        "evaluated": bool(now["department_evaluated"]),
        "asks": [name for name in forms.CHOICES if name in kept.conflicts or name in kept.faults],
    }


def indicator(
    n: int, row: Row, columns: Sequence[str], offered: Mapping[str, str], kept: Kept, last: int
) -> Context:
    texts = dict(zip(forms.KEYS, row, strict=True))
    cells = [
        {
            "key": key,
            "input": Input(
                f"i.{n}.{key}",
                f"第{n + 1}行{forms.TITLES[key]}",
                texts[key],
                offered.get(f"i.{n}.{key}", ""),
                kept.faults.get(f"i.{n}.{key}", ""),
            ),
        }
        for key in columns
    ]
    hidden = [(f"i.{n}.{key}", texts[key]) for key in forms.KEYS if key not in columns]
    return {
        "n": n,
        "number": n + 1,
        "cells": cells,
        "hidden": hidden,
        "real": n <= last,
        "first": n == 0,
        "last": n == last,
    }


def weights(sheet: ProjectSheet) -> str:
    """How far the weights add up, where there are any."""
    told = [weight for line in sheet.indicators if (weight := number(line.weight)) is not None]
    if not told:
        return ""
    execution = number(sheet.execution_weight)
    total = sum(told) + (execution or 0)
    return f"分值合计 {total} 分" + (
        f"（含预算执行 {execution} 分）" if execution is not None else "（不含预算执行）"
    )
