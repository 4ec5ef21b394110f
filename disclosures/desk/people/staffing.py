"""Unit administrators add and remove people of their units, and give and take roles there.

A person is shown to whoever administers a unit in which the person has a role. What touches the person in all
units (password, two-step login, switching off) is only for who administers every one of them. 财政 stands
over the units and is given by superusers only. The database keeps the last administrator of a unit.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from axes.utils import reset
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.ledger import acting
from accounts.models import Membership, Unit
from accounts.permissions import NotFound, units_for
from accounts.refusals import Refused
from disclosures.desk.people.doors import counter
from disclosures.desk.people.models import Invitation
from disclosures.desk.people.running import end, running

Role = Membership.Role
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
GIVEN = (Role.CLERK, Role.REVIEWER, Role.PUBLISHER, Role.ADMINISTRATOR)
"""Roles that a unit administrator gives and takes."""
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are mistaken for one another."""


@dataclass(frozen=True)
class Invited:
    """A person and the one-time password, which is told once and kept nowhere."""

    person: User
    password: str


def administered(user: Any) -> QuerySet[Unit]:
    return units_for(user, ADMINISTRATOR)


def roles_to_give(user: Any) -> tuple[Role, ...]:
    return tuple(Role) if user.is_superuser else GIVEN


def people_of(user: Any) -> QuerySet[User]:
    """Who has a role in one of the person's units."""
    if user.is_superuser:
        return User.objects.all()
    held = Membership.objects.filter(unit__in=administered(user))
    return User.objects.filter(pk__in=held.values("user"))


def person_for(user: Any, pk: int) -> User:
    person = people_of(user).filter(pk=pk).first()
    if person is None:
        raise NotFound(f"person {pk}")
    return person


def is_wholly_mine(user: Any, person: User) -> bool:
    """Whether the person administers every unit in which the other has a role."""
    if user.is_superuser:
        return True
    if person.is_superuser or Membership.objects.filter(user=person, role=Role.BUREAU).exists():
        return False
    return not Membership.objects.filter(user=person).exclude(unit__in=administered(user)).exists()


def require_wholly(user: Any, person: User) -> None:
    if not is_wholly_mine(user, person):
        raise Refused(f"{person.get_username()}在您管理的单位之外还有角色，由系统管理员办理；没有办理")


@transaction.atomic
def invite(by: Any, *, username: str, name: str, unit: int, role: str) -> Invited:
    """A new person with one role and a one-time password."""
    place, role = unit_of(by, unit), role_of(by, role)
    person = User(username=User.normalize_username(username.strip()), first_name=name.strip(), is_staff=True)
    password = one_time()
    person.set_password(password)
    try:
        person.full_clean()
    except ValidationError as error:
        raise Refused(f"{'；'.join(error.messages)}没有建立") from None
    with acting(by.get_username()):
        person.save()
        Membership.objects.create(user=person, unit=place, role=role)
    Invitation.objects.create(user=person, by=by.get_username())
    return Invited(person, password)


@transaction.atomic
def renew_password(by: Any, person: User) -> Invited:
    """Another one-time password: the old one, all sessions and a lock after misses are no more."""
    require_wholly(by, person)
    end(running(person), person, by=by)
    person, password = User.objects.select_for_update().get(pk=person.pk), one_time()
    person.set_password(password)
    with acting(by.get_username()):
        person.save(update_fields=["password"])
    Invitation.objects.filter(user=person).delete()
    Invitation.objects.create(user=person, by=by.get_username())
    reset(username=counter(person.get_username()))
    return Invited(person, password)


@transaction.atomic
def give(by: Any, person: User, *, unit: int, role: str) -> None:
    """Doing it again changes nothing."""
    place, role = unit_of(by, unit), role_of(by, role)
    with acting(by.get_username()):
        Membership.objects.get_or_create(user=person, unit=place, role=role)


@transaction.atomic
def take(by: Any, person: User, membership: int) -> None:
    """Refused for the last administrator of the unit, also where two do it at once."""
    held = Membership.objects.filter(user=person, pk=membership, unit__in=administered(by)).first()
    if held is None:
        raise Refused("没有这个角色，可能已经被移除；没有办理")
    role_of(by, held.role)
    if held.role == Role.ADMINISTRATOR:
        refuse_last(held.unit, person)
    with acting(by.get_username()):
        held.delete()


@transaction.atomic
def switch(by: Any, person: User, *, on: bool) -> None:
    """A person who left is switched off, not deleted: what they did bears their name."""
    require_wholly(by, person)
    if person.pk == by.pk:
        raise Refused("不能停用自己，请另一位管理员办理")
    held = Membership.objects.filter(user=person, role=Role.ADMINISTRATOR).select_related("unit")
    if not on:
        for each in held.order_by("unit"):
            refuse_last(each.unit, person)
    person = User.objects.select_for_update().get(pk=person.pk)
    person.is_active = on
    with acting(by.get_username()):
        person.save(update_fields=["is_active"])
    if not on:
        end(running(person), person, by=by)


@transaction.atomic
def end_sessions(by: Any, person: User) -> int:
    """All of them, as for a stolen laptop; how many there were."""
    require_wholly(by, person)
    found = running(person)
    end(found, person, by=by)
    return len(found)


@transaction.atomic
def drop_two_step(by: Any, person: User) -> None:
    """For who lost the telephone; also by the person."""
    if person.pk != by.pk:
        require_wholly(by, person)
    with acting(by.get_username()):
        TOTPDevice.objects.filter(user=person).delete()


def refuse_last(unit: Unit, person: User) -> None:
    """Under a lock of the unit, which the triggers take as well."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    others = Membership.objects.filter(
        unit=unit, role=Role.ADMINISTRATOR, user__is_active=True, user__is_staff=True
    )
    if not others.exclude(user=person).exists():
        raise Refused(f"{person.get_username()}是{unit}最后一位单位管理员，不能移除；请先设置另一位")


def unit_of(by: Any, unit: int) -> Unit:
    found = administered(by).filter(pk=unit).first()
    if found is None:
        raise Refused("您不管理这个单位，没有办理")
    return found


def role_of(by: Any, role: str) -> Role:
    if role not in roles_to_give(by):
        named = Role(role).label if role in Role.values else role
        raise Refused(f"“{named}”角色由系统管理员设置，没有办理")
    return Role(role)


def one_time() -> str:
    """138 bits, in seven groups to be read out or copied by hand."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(7))
    return "-".join(groups)
