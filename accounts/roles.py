"""Who holds which role for one account, by the roles' reach that `accounts.permissions` tells."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Q, QuerySet

from accounts.models import Account, Membership
from accounts.permissions import REACHING_DOWN, works_here
from accounts.refusals import Refused
from accounts.steps import name_of
from accounts.transitions import WHO

Role = Membership.Role
ABOVE = """
    WITH RECURSIVE above(id, parent_id) AS (
        SELECT id, parent_id FROM accounts_unit WHERE id = %s
        UNION SELECT u.id, u.parent_id FROM accounts_unit u JOIN above ON u.id = above.parent_id
    ) SELECT id FROM above
"""


def memberships(account: Account) -> QuerySet[Membership]:
    """All roles that count for the account: a clerk's in the unit itself, the others' also from above."""
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, [account.unit_id])
        units = [pk for (pk,) in cursor.fetchall()]
    here = Q(unit=account.unit_id) | Q(role__in=REACHING_DOWN)
    return Membership.objects.filter(here, unit__in=units, user__is_active=True, user__is_staff=True)


def roles_of(user: Any, account: Account) -> frozenset[Role]:
    """Every role of the person for this account, as `accounts.permissions` counts them."""
    if not works_here(user):
        return frozenset()
    if user.is_superuser:
        return frozenset(Role)
    held = memberships(account).filter(user=user).values_list("role", flat=True)
    return frozenset(Role(role) for role in held)


def people(account: Account, roles: Iterable[Role]) -> list[str]:
    """The names of those who hold one of these roles."""
    held = memberships(account).filter(role__in=list(roles)).order_by()
    users = User.objects.filter(pk__in=held.values("user")).order_by("username")
    return [user.get_full_name() or user.get_username() for user in users]


def require(user: Any, account: Account, roles: frozenset[Role], what: str) -> None:
    if not roles & roles_of(user, account):
        raise Refused(f"只有{who(roles)}可以{what}，{name_of(user)}没有这个角色；没有办理")


def who(roles: Iterable[Role]) -> str:
    return "或".join(WHO[role] for role in Role if role in roles) or "系统"
