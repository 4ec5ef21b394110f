"""Who is to do what a person did, when the person leaves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet

from accounts.models import Account, Membership, Unit
from accounts.models.unit import upwards
from accounts.permissions import REACHING_DOWN
from accounts.transitions import TRANSITIONS, WAITING, WHO, Role, Status
from disclosures.desk.people.staffing import administered

NAMED = 3
"""So many waiting accounts are named."""


@dataclass(frozen=True)
class Gap:
    """A role that nobody else has in this unit. `waiting`: the accounts that wait for it, also of units below
    where it reaches down.
    """

    unit: Unit
    role: Role
    waiting: tuple[Account, ...]

    def __str__(self) -> str:
        told = f"{self.unit}没有别的{WHO[self.role]}"
        if not self.waiting:
            return told
        named = "、".join(map(str, self.waiting[:NAMED]))
        return f"{told}，正等着办的有{named}" + ("等" if len(self.waiting) > NAMED else "")


def gaps(by: Any, person: User) -> Iterator[Gap]:
    """Those in the units that `by` administers. Administrators are never the last to go (`staffing`)."""
    held = Membership.objects.filter(user=person, unit__in=administered(by)).exclude(role=Role.ADMINISTRATOR)
    for each in held.select_related("unit").order_by("unit", "role"):
        role = Role(each.role)
        if not others(person, each.unit, role):
            yield Gap(each.unit, role, tuple(waiting(each.unit, role)))


def others(person: User, unit: Unit, role: Role) -> bool:
    """Whether somebody else has the role in the unit, or above it where it reaches down."""
    above = [each.pk for each in upwards(unit)] if role in REACHING_DOWN else [unit.pk]
    there = Membership.objects.filter(unit__in=above, role=role, user__is_active=True, user__is_staff=True)
    return there.exclude(user=person).exists()


def waiting(unit: Unit, role: Role) -> QuerySet[Account]:
    """Accounts whose next step is the role's."""
    places = (
        [unit.pk, *Unit.objects.below(unit).values_list("pk", flat=True)]
        if role in REACHING_DOWN
        else [unit.pk]
    )
    ours = Account.objects.filter(unit__in=places, source=Account.Source.PORTAL, status__in=statuses(role))
    return ours.select_related("unit").order_by("year", "unit")


def statuses(role: Role) -> list[Status]:
    """Those in which an account waits for it. A published one waits for nobody."""
    steps = {(verb, status) for status, (verb, _) in WAITING.items() if status != Status.PUBLISHED}
    return [each.before for each in TRANSITIONS if (each.verb, each.before) in steps and role in each.roles]
