"""The account of a department, for those who may see it; for all others, and of a unit, there is nothing."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from accounts import ledger
from accounts.case import Case
from accounts.consolidation.proposing import sum_of
from accounts.models import Account
from accounts.permissions import NotFound, account_for, account_for_writing, may_write
from accounts.steps import why_closed
from disclosures.desk.review import frame


def department_account(user: Any, pk: int) -> Account:
    return departments_only(account_for(user, pk))


def department_account_for_writing(user: Any, pk: int) -> Account:
    return departments_only(account_for_writing(user, pk))


def departments_only(account: Account) -> Account:
    if not account.unit.is_department:
        raise NotFound(f"account {account.pk}")
    return account


def loaded(account: Account) -> Case:
    """Its case, with the names of all subjects that the units have."""
    case = ledger.load_case(account)
    names = ledger.official_names(case.edition.year, [sum_of(case).figures])
    return replace(case, subjects={**names, **case.subjects})


def about(request: HttpRequest, account: Account) -> dict[str, Any]:
    """What every page of the sum has."""
    closed = why_closed(account)
    if not account.is_ours:
        closed = "它是在别处公开的，只与所属单位的数核对，不在这里汇总"
    return {
        **frame(account, "desk-consolidation"),
        "here": "desk-consolidation",
        "closed": closed,
        "may_write": not closed and may_write(request.user, account),
    }
