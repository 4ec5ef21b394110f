"""Who sees which account: the roles and how far down they reach."""

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import IntegrityError

from accounts import filing
from accounts.models import Account, Membership, Unit
from accounts.money import Scale
from accounts.permissions import (
    NotFound,
    account_for,
    account_for_writing,
    accounts_for,
    may_publish,
    may_write,
    units_for,
    works_here,
)

Role = Membership.Role


@pytest.fixture
def tree(department: Unit) -> dict[str, Account]:
    """延边 and its two units; below yanbian-a hangs one more."""
    Unit.objects.create(
        code="deep", name="下属", kind="unit", level="州", parent=Unit.objects.get(code="yanbian-a")
    )
    forms = {True: "jilin-2024-department", False: "jilin-2024-unit"}
    return {
        unit.code: filing.begin(unit, 2024, edition=forms[unit.is_department], scale=Scale.YUAN)
        for unit in Unit.objects.all()
    }


def person(role: str, unit: str, *, staff: bool = True) -> User:
    user = User.objects.create_user(f"{role}-{unit}", is_staff=staff)
    Membership.objects.create(user=user, unit=Unit.objects.get(code=unit), role=role)
    return user


def seen(user: object) -> set[str]:
    return set(accounts_for(user).values_list("unit__code", flat=True))


def test_a_clerk_sees_the_unit_itself(tree: dict[str, Account]) -> None:
    assert seen(person("clerk", "yanbian")) == {"yanbian"}
    assert seen(person("clerk", "yanbian-a")) == {"yanbian-a"}


@pytest.mark.parametrize("role", ["reviewer", "bureau", "publisher", "administrator"])
def test_the_other_roles_reach_down_and_never_up_or_aside(tree: dict[str, Account], role: str) -> None:
    assert seen(person(role, "yanbian")) == set(tree)
    assert seen(person(role, "yanbian-a")) == {"yanbian-a", "deep"}
    assert seen(person(role, "deep")) == {"deep"}


def test_roles_add_up(tree: dict[str, Account]) -> None:
    user = person("clerk", "yanbian")
    Membership.objects.create(user=user, unit=Unit.objects.get(code="deep"), role="reviewer")
    assert seen(user) == {"yanbian", "deep"}
    assert [may_write(user, tree[code]) for code in ("yanbian", "deep")] == [True, False]


def test_only_clerks_of_the_unit_write(tree: dict[str, Account]) -> None:
    account = tree["yanbian-a"]
    assert account_for_writing(person("clerk", "yanbian-a"), account.pk) == account
    for role in ("reviewer", "bureau", "publisher", "administrator"):
        with pytest.raises(NotFound):
            account_for_writing(person(role, "yanbian"), account.pk)
    with pytest.raises(NotFound):
        account_for_writing(person("clerk", "yanbian"), account.pk)


def test_publishers_publish(tree: dict[str, Account]) -> None:
    assert may_publish(person("publisher", "yanbian"), tree["deep"])
    assert not may_publish(person("reviewer", "yanbian"), tree["deep"])


@pytest.mark.parametrize("role", list(Role))
def test_who_does_not_work_here_sees_nothing(tree: dict[str, Account], role: str) -> None:
    outside = person(role, "yanbian", staff=False)
    gone = person(role, "yanbian-a")
    gone.is_active = False
    for user in (AnonymousUser(), outside, gone, User.objects.create_user("staff", is_staff=True)):
        assert not seen(user) and not units_for(user)
        with pytest.raises(NotFound):
            account_for(user, tree["yanbian"].pk)
    assert not works_here(outside) and not works_here(gone) and not works_here(AnonymousUser())


def test_superusers_see_all(tree: dict[str, Account]) -> None:
    root = User.objects.create_superuser("root")
    assert seen(root) == set(tree) and may_write(root, tree["deep"])
    root.is_active = False
    assert not seen(root)


def test_what_is_not_there_and_what_is_not_yours_are_alike(tree: dict[str, Account]) -> None:
    clerk = person("clerk", "yanbian-a")
    for pk in (tree["yanbian-b"].pk, 10**9):
        with pytest.raises(NotFound):
            account_for(clerk, pk)


def test_accounts_for_comparison_have_no_pages(tree: dict[str, Account]) -> None:
    Account.objects.filter(pk=tree["deep"].pk).update(source=Account.Source.COMPARISON)
    with pytest.raises(NotFound):
        account_for(User.objects.create_superuser("root"), tree["deep"].pk)


def test_a_role_is_held_once_and_is_one_of_five(tree: dict[str, Account]) -> None:
    user = person("clerk", "yanbian")
    unit = Unit.objects.get(code="yanbian")
    assert str(user.memberships.get()) == "延边州社保局：clerk-yanbian（填报）"  # type: ignore[attr-defined]
    with pytest.raises(IntegrityError, match="one_membership_per_role"):
        Membership.objects.create(user=user, unit=unit, role="clerk")


def test_an_unknown_role_is_refused(tree: dict[str, Account]) -> None:
    with pytest.raises(IntegrityError, match="membership_role_is_known"):
        Membership.objects.create(
            user=User.objects.create_user("x"), unit=Unit.objects.get(code="yanbian"), role="king"
        )
