"""Projects of a department's units taken over into its account, as the clerk chooses: sheet, money and
words. A copy: what the unit changes later is not followed.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from hashlib import sha256

from django.db import transaction
from django.db.models import Count

from accounts import filing, ledger
from accounts.case import Case
from accounts.consolidation.adding import fitted
from accounts.figures import Address, Figures
from accounts.models import Account, Explanation, Project
from accounts.projects import ProjectSheet
from accounts.refusals import Refused
from accounts.steps import locked_open
from disclosures.desk.projects.forms import TABLE
from disclosures.desk.projects.saving import MOST_PROJECTS

LONGEST_KEY = 60


@dataclass(frozen=True)
class Offer:
    """A project of a unit. `key`: the one it has, or will have, in the department's account."""

    key: str
    unit: str
    name: str
    indicators: int
    standing: str
    own: Project


def offers(account: Account) -> list[Offer]:
    """Of all units, in their order: two queries; nothing for the account of a unit."""
    members = ledger.members_of(account.unit)
    if not members:
        return []
    rows = Project.objects.filter(account__unit__in=members, account__year=account.year)
    rows = rows.exclude(account__source=Account.Source.COMPARISON).select_related("account__unit")
    return [
        Offer(
            key_of(each.account.unit.code, each.key),
            each.account.unit.name,
            each.name,
            each.lines,
            each.account.get_status_display(),
            each,
        )
        for each in rows.annotate(lines=Count("indicators")).order_by("account__unit__code", "position")
    ]


def key_of(unit: str, key: str) -> str:
    """The same each time, so that a project comes once."""
    whole = f"{unit}-{key}"
    return whole if len(whole) <= LONGEST_KEY else f"u-{sha256(whole.encode()).hexdigest()[:20]}"


@transaction.atomic
def take(account: Account, keys: Collection[str], *, by: str) -> int:
    """Those of the keys that are not here yet, behind the others; how many."""
    account = locked_open(account)
    case = ledger.load_case(account)
    here = {sheet.key for sheet in case.projects}
    chosen = [each for each in offers(account) if each.key in keys and each.key not in here]
    if len(here) + len(chosen) > MOST_PROJECTS:
        raise Refused(f"最多 {MOST_PROJECTS} 个项目，没有带入")
    units = {each.own.account_id: each.own.account for each in chosen}
    figures = ledger.figures_of(units)
    sheets = {(pk, sheet.key): sheet for pk, unit in units.items() for sheet in ledger.projects_of(unit)}
    new = [sheet_of(case, each, sheets[each.own.account_id, each.own.key]) for each in chosen]
    filing.put_projects(account, [*case.projects, *new], by=by)
    for offer in chosen:
        ledger.record(account, money_of(case, offer, figures[offer.own.account_id]), by=by)
        filing.explain(account, words_of(offer), by=by)
    return len(chosen)


def sheet_of(case: Case, offer: Offer, sheet: ProjectSheet) -> ProjectSheet:
    layout = sheet.layout if sheet.layout in case.edition.project_forms else ""
    return replace(sheet, key=offer.key, layout=layout)


def money_of(case: Case, offer: Offer, figures: Figures) -> Figures:
    """Under the new key, as the department's account keeps amounts."""
    before = f"{offer.own.key}."
    return fitted(
        case.edition,
        case.scale,
        Figures(
            {
                Address(TABLE, f"{offer.key}.{cell.row.removeprefix(before)}", cell.column): amount
                for cell, amount in figures.items()
                if cell.table == TABLE and cell.row.startswith(before)
            }
        ),
    )


def words_of(offer: Offer) -> dict[str, str]:
    before = f"project.{offer.own.key}."
    rows = Explanation.objects.filter(account=offer.own.account_id, slot__startswith=before)
    return {
        f"project.{offer.key}.{slot.removeprefix(before)}": text
        for slot, text in rows.values_list("slot", "text")
    }
