"""Who may see and do what: one function for each question. What one may not see is not there (NotFound).

A clerk's role counts in the unit itself; the others also in all units below it. Superusers may all.
"""

from typing import Any

from django.db.models import QuerySet

from accounts.models import Account, Membership, Unit

Role = Membership.Role
REACHING_DOWN = frozenset({Role.REVIEWER, Role.BUREAU, Role.PUBLISHER, Role.ADMINISTRATOR})


class NotFound(Exception):
    """Not there, or not for this person: the two are never told apart."""


def works_here(user: Any) -> bool:
    """Whether the desk is there at all for this person."""
    return bool(user.is_authenticated and user.is_active and user.is_staff)


def units_for(user: Any, roles: frozenset[Any] = frozenset(Role)) -> QuerySet[Unit]:
    """The units in which the person has one of these roles."""
    if not works_here(user):
        return Unit.objects.none()
    if user.is_superuser:
        return Unit.objects.all()
    held = Membership.objects.filter(user=user, role__in=roles).values_list("unit", "role")
    reached = {unit for unit, _ in held}
    above = {unit for unit, role in held if role in REACHING_DOWN}
    return Unit.objects.filter(pk__in=reached | below(above))


def below(units: set[int]) -> set[int]:
    """The ids of all that hang below these units: a query for each level of the tree."""
    found: set[int] = set()
    while units:
        units = set(Unit.objects.filter(parent__in=units).values_list("pk", flat=True)) - found
        found |= units
    return found


def reach(user: Any) -> dict[Any, frozenset[int]]:
    """The ids of the units in which the person has each role: a few queries, however many units there are."""
    if not works_here(user):
        return {role: frozenset() for role in Role}
    if user.is_superuser:
        return dict.fromkeys(Role, frozenset(Unit.objects.values_list("pk", flat=True)))
    held: dict[Any, set[int]] = {role: set() for role in Role}
    for unit, role in Membership.objects.filter(user=user).values_list("unit", "role"):
        held[Role(role)].add(unit)
    under = {tops: below(set(tops)) for tops in {frozenset(held[role]) for role in REACHING_DOWN} if tops}
    return {
        role: frozenset(units | (under.get(frozenset(units), set()) if role in REACHING_DOWN else set()))
        for role, units in held.items()
    }


def accounts_for(user: Any) -> QuerySet[Account]:
    """The accounts the person may read. Those kept only for comparison have no pages."""
    readable = Account.objects.exclude(source=Account.Source.COMPARISON).select_related("unit")
    return readable.filter(unit__in=units_for(user))


def account_for(user: Any, pk: int) -> Account:
    """The account, to read all that stands in it: figures, texts, findings and what was explained away."""
    account = accounts_for(user).filter(pk=pk).first()
    if account is None:
        raise NotFound(f"account {pk}")
    return account


def account_for_writing(user: Any, pk: int) -> Account:
    """The account, to write its texts and to explain its findings: for the clerks of its unit."""
    account = account_for(user, pk)
    if not may_write(user, account):
        raise NotFound(f"account {pk}")
    return account


def may_write(user: Any, account: Account) -> bool:
    return units_for(user, frozenset({Role.CLERK})).filter(pk=account.unit_id).exists()


def may_publish(user: Any, account: Account) -> bool:
    return units_for(user, frozenset({Role.PUBLISHER})).filter(pk=account.unit_id).exists()
