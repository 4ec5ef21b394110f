"""A plan written into an account: all of it in one transaction, or nothing because something has moved."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction

from accounts import filing, ledger
from accounts.case import Case
from accounts.figures import Address, at
from accounts.models import Account
from accounts.projects import ProjectSheet
from accounts.refusals import Stale
from accounts.steps import locked_open
from disclosures.workbook import values
from disclosures.workbook.plan import Entry, Plan, moved, same


class Moved(Stale):
    """Others have changed places of the plan since it was shown."""

    def __init__(self, entries: list[Entry]) -> None:
        super().__init__(f"预览之后，有 {len(entries)} 处被改动，没有写入")
        self.entries = entries


@transaction.atomic
def apply(account: Account, plan: Plan, *, by: str) -> int:
    """Write it; how many places changed. Moved where one is neither as it was shown nor as it is wanted."""
    account = locked_open(account)
    case = ledger.load_case(account)
    now = values.of_case(case)
    if lost := moved(plan, now):
        raise Moved(lost)
    todo = [each for each in plan.entries if not same(now.get(each.place), each.after)]
    write_names(account, case, of_kind(todo, "name"), by=by)
    projects = of_kind(todo, "project")
    if projects:
        filing.put_projects(account, sheets(case, projects), by=by)
    write_figures(account, of_kind(todo, "figure"), by=by)
    texts = of_kind(todo, "text")
    if texts:
        filing.explain(account, {rest(each): each.after for each in texts}, by=by)
    return len(todo)


def of_kind(entries: Iterable[Entry], kind: str) -> list[Entry]:
    return [each for each in entries if each.kind == kind]


def rest(entry: Entry) -> str:
    """The place without the word for its kind."""
    return entry.place.partition(":")[2]


def write_names(account: Account, case: Case, entries: list[Entry], *, by: str) -> None:
    """The official name need not be kept as the account's own."""
    given = {rest(each): each.after for each in entries}
    own = {code: None if name == case.subjects.get(code) else name for code, name in given.items()}
    if own:
        filing.name_subjects(account, own, by=by)


def write_figures(account: Account, entries: list[Entry], *, by: str) -> None:
    changes = {at(each.place): amount(each.after) for each in entries}
    seen: dict[Address, Decimal | None] = {at(each.place): amount(each.before) for each in entries}
    if changes:
        ledger.record(account, changes, by=by, seen=seen)


def amount(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def sheets(case: Case, entries: Iterable[Entry]) -> list[ProjectSheet]:
    """All projects as they are to be: fields written, new ones last, those undone left out."""
    found = {sheet.key: sheet for sheet in case.projects}
    for each in entries:
        key, _, name = rest(each).partition(":")
        if name:
            found[key] = values.with_field(found[key], name, each.after or "")
        elif each.after:
            found[key] = values.sheet_of(each.after)
        else:
            found.pop(key, None)
    return list(found.values())


def faults(case: Case, plan: Plan) -> list[str]:
    """Why the projects could not be kept as the plan has them."""
    projects = of_kind((*plan.entries, *plan.conflicts), "project")
    return filing.faults_of(case.edition, sheets(case, projects)) if projects else []
