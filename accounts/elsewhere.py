"""Accounts of earlier years published elsewhere: brought in to be compared with, never published here.

To correct one is to make it say what was published there. Where the publisher has corrected it, the
corrected one is imported again with its own origin; the change log keeps what was there before.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import filing, ledger
from accounts.models import Account, Origin, Unit
from accounts.money import Scale
from accounts.refusals import Refused
from accounts.steps import actor, locked

Source = Account.Source


@dataclass(frozen=True)
class Place:
    """Where it was published: a site, a paper, an office; its address and day where they are known."""

    name: str
    address: str = ""
    day: date | None = None


@transaction.atomic
def begin(unit: Unit, year: int, *, edition: str, scale: Scale, place: Place, by: str) -> Account:
    """The account to import into, its place noted: a new one, one imported before, or in the stead of what
    was kept for comparison only. Refused where the year is ours."""
    account = Account.objects.filter(unit=unit, year=year).first()
    if account is None:
        account = filing.begin(unit, year, edition=edition, scale=scale, source=Source.IMPORTED, by=by)
    elif account.is_ours:
        raise Refused(f"{account}在本站填报，不能作为别处公开的决算导入")
    elif account.source == Source.COMPARISON:
        replace_comparison(account, edition, scale, by)
    note(account, place, by)
    return account


def replace_comparison(account: Account, edition: str, scale: Scale, by: str) -> None:
    """The few figures typed for comparison make room."""
    account = locked(account)
    ledger.record(account, dict.fromkeys(ledger.load(account)), by=by)
    Account.objects.filter(pk=account.pk).update(source=Source.IMPORTED, edition=edition, scale=scale.value)


def note(account: Account, place: Place, by: str) -> Origin:
    """Once for each place: importing again from the same one leaves no second line."""
    if place.day and place.day > timezone.localdate():
        raise Refused("公开日期不能晚于今天")
    said = Origin(
        account=account,
        place=place.name.strip(),
        address=place.address.strip(),
        disclosed_on=place.day,
        by=actor(by),
    )
    try:
        said.clean_fields()
    except ValidationError as fault:
        raise Refused(f"在哪里公开的没有写对：{'；'.join(fault.messages)}") from fault
    last = origin_of(account)
    if last and str(last) == str(said):
        return last
    said.save()
    return said


def origin_of(account: Account) -> Origin | None:
    return Origin.objects.filter(account=account).order_by("-id").first()


def source_of_last_year(account: Account) -> str:
    """Account.Source of the account of the year before; empty where there is none."""
    before = Account.objects.filter(unit=account.unit_id, year=account.year - 1)
    return before.values_list("source", flat=True).first() or ""


def last_year_of(account: Account) -> tuple[Account, Origin] | None:
    """The account of the year before, where it was published elsewhere."""
    origins = Origin.objects.filter(account__unit=account.unit_id, account__year=account.year - 1)
    found = origins.filter(account__source=Source.IMPORTED).select_related("account").order_by("-id").first()
    return (found.account, found) if found else None
