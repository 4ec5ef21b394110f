"""What the page of a table says: where it stands, who may write, the sheet, and what the script needs."""

import json
from typing import Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse

from accounts.case import Case
from accounts.editions import edition_of
from accounts.editions.definitions import Table
from accounts.models import Account, Step
from accounts.permissions import may_write
from accounts.steps import last_step, why_closed
from disclosures import placement
from disclosures.desk.entry import cell, live
from disclosures.desk.entry.beside import beside, last_year, table_url
from disclosures.desk.entry.sheet import PLACEHOLDER, Given, Sheet, sheet
from disclosures.desk.entry.subjects import rows_of

Context = dict[str, Any]
READ_ONLY = "您可以查看这份决算，不能填写：填写由本单位的填报人办理。"


def context(user: Any, account: Account, table: Table, case: Case, added: list[str], given: Given) -> Context:
    locked = why_locked(user, account)
    drawn = sheet(table, case, added, given, bool(locked))
    found = {**beside(account, case, table), "last": last_year(case, table)}
    kinds = placement.column_kinds(drawn.grid)
    return {
        "account": account,
        "table": table,
        "sheet": drawn,
        "columns": list(zip(kinds, drawn.widths, strict=True)),
        "seen": json.dumps(drawn.values, ensure_ascii=False, separators=(",", ":")),
        "locked": locked,
        "state": locked or state(account),
        "tables": tables(account, table),
        "findings": found["findings"],
        "more": found["more"],
        "has_subjects": rows_of(table) is not None,
        "last_source": case.last_source,
        "added": added,
        "data": {**found, **for_script(user, account, table, drawn, bool(locked))},
    }


def for_script(user: Any, account: Account, table: Table, drawn: Sheet, locked: bool) -> Context:
    return {
        "user": user.get_username(),
        "account": account.pk,
        "table": table.key,
        "year": account.year,
        "scale": account.scale,
        "locked": locked,
        "values": drawn.values,
        "measures": drawn.measures,
        "sums": [[each.axis, each.whole, *each.parts] for each in drawn.sums],
        "subjects": rows_of(table) is not None,
        "ends_in_total": getattr(rows_of(table), "total_last", False),
        "placeholder": PLACEHOLDER,
        "since": live.newest(account),
        "remarked": cell.remarked(account, table.key),
        "urls": urls(account, table),
    }


def urls(account: Account, table: Table) -> dict[str, str]:
    names = ("cells", "live", "subjects", "cell", "remarks")
    found = {name: reverse(f"desk-entry-{name}", args=[account.pk, table.key]) for name in names}
    if account.unit.is_department:
        found["units"] = reverse("desk-consolidation-cell", args=[account.pk])
    return {**found, "login": f"{resolve_url(settings.LOGIN_URL)}?next={table_url(account, table.key)}"}


def why_locked(user: Any, account: Account) -> str:
    """In a sentence, with who can change that; empty where this person may write."""
    if not account.is_open:
        return f"{account.get_status_display()}：{why_closed(account)}。"
    return "" if may_write(user, account) else READ_ONLY


def state(account: Account) -> str:
    """Who acts next, and what saving means."""
    step = last_step(account)
    back = step and step.verb in (Step.Verb.RETURN, Step.Verb.REOPEN)
    why = f"{step.by} {step.get_verb_display()}：{step.reason}。" if step and back else ""
    return f"填报中：{why}由本单位填报人填写，改动自动保存为草稿，不会公开；各表填完后报送审核。"


def tables(account: Account, current: Table) -> list[dict[str, Any]]:
    """All tables of the edition, this one marked."""
    edition = edition_of(account.edition)
    return [
        {
            "short": edition.number_of(each.key) or each.title,
            "title": each.title,
            "url": table_url(account, each.key),
            "current": each.key == current.key,
        }
        for each in edition.tables
    ]
