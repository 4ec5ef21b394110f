"""Last year's account carried over: written into blank places in one transaction, and taken back again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction

from accounts import filing, ledger
from accounts.carrying import LastYear, Offer, bare
from accounts.case import Case
from accounts.editions import edition_of
from accounts.figures import at
from accounts.models import Account, AccountSubject, Explanation
from accounts.projects import ProjectSheet
from accounts.steps import locked_open


@dataclass(frozen=True)
class Written:
    """What was written, by place, as plain values: a session keeps it."""

    texts: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    projects: list[str] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.texts) + len(self.names) + len(self.projects) + len(self.figures)


def last_year(account: Account) -> tuple[Account, LastYear] | None:
    """The account of the year before and what it holds; None where there is none."""
    found = Account.objects.filter(unit=account.unit_id, year=account.year - 1).first()
    if found is None:
        return None
    texts = Explanation.objects.filter(account=found).order_by("slot").values_list("slot", "text")
    names = dict(AccountSubject.objects.filter(account=found).values_list("code", "name"))
    known = ledger.names_in_list(edition_of(account.edition).year, names)
    own = {code: name for code, name in names.items() if code not in known}
    return found, LastYear(dict(texts), own, ledger.projects_of(found))


@transaction.atomic
def carry_over(account: Account, offers: Iterable[Offer], *, by: str) -> Written:
    """Write what is still blank, all of it or nothing. Sent again it writes nothing more."""
    account = locked_open(account)
    case, done, sheets = ledger.load_case(account), Written(), []
    for offer in offers:
        if not is_blank(case, offer):
            continue
        if offer.amount is not None:
            done.figures[offer.place] = str(offer.amount)
        elif offer.sheet is not None:
            done.projects.append(offer.place)
            sheets.append(offer.sheet)
        elif offer.group == "names":
            done.names[offer.place] = offer.text
        else:
            done.texts[offer.place] = offer.text
    if done.texts:
        filing.explain(account, done.texts, by=by)
    if done.names:
        filing.name_subjects(account, done.names, by=by)
    if sheets:
        filing.put_projects(account, [*case.projects, *sheets], by=by)
    if done.figures:
        amounts = {at(address): Decimal(amount) for address, amount in done.figures.items()}
        ledger.record(account, amounts, by=by)
    return done


def is_blank(case: Case, offer: Offer) -> bool:
    if offer.amount is not None:
        return at(offer.place) not in case.figures
    if offer.sheet is not None:
        return all(sheet.key != offer.place for sheet in case.projects)
    if offer.group == "names":
        return offer.place not in case.names
    return not case.texts.get(offer.place, "").strip()


@transaction.atomic
def take_back(account: Account, written: Written, *, by: str) -> Written:
    """Blank again what is still as it was written; returns what was blanked."""
    account = locked_open(account)
    case = ledger.load_case(account)
    same = untouched(case, written, {sheet.key: sheet for sheet in begun(account)})
    filing.explain(account, dict.fromkeys(same.texts), by=by)
    filing.name_subjects(account, dict.fromkeys(same.names), by=by)
    if same.projects:
        left = [sheet for sheet in case.projects if sheet.key not in same.projects]
        filing.put_projects(account, left, by=by)
    ledger.record(account, dict.fromkeys(map(at, same.figures)), by=by)
    return same


def begun(account: Account) -> list[ProjectSheet]:
    """Last year's projects as they came over."""
    found = last_year(account)
    return [bare(sheet) for sheet in found[1].projects] if found else []


def untouched(case: Case, written: Written, sheets: dict[str, ProjectSheet]) -> Written:
    here = {sheet.key: sheet for sheet in case.projects}
    paid = {cell.row.rpartition(".")[0] for cell in case.figures if cell.table == "project"}
    return Written(
        {slot: text for slot, text in written.texts.items() if case.texts.get(slot) == text},
        {code: name for code, name in written.names.items() if case.names.get(code) == name},
        [key for key in written.projects if key in here and here[key] == sheets.get(key) and key not in paid],
        {cell: n for cell, n in written.figures.items() if case.figures.get(at(cell)) == Decimal(n)},
    )
