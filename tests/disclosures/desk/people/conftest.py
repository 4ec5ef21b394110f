"""A department with a unit below it, and their administrators."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from accounts.models import Membership, Unit

PASSWORD = "一句很长的话 2025"


def person(name: str, *roles: tuple[str, Unit], **more: bool) -> User:
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True, **more)
    for role, unit in roles:
        Membership.objects.create(user=user, unit=unit, role=role)
    return user


def entered(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def department(db: None) -> Unit:
    return Unit.objects.create(code="bureau", name="甲局", kind="department", level="市")


@pytest.fixture
def unit(department: Unit) -> Unit:
    return Unit.objects.create(code="office", name="甲局办公室", kind="unit", level="市", parent=department)


@pytest.fixture
def elsewhere(db: None) -> Unit:
    return Unit.objects.create(code="other", name="乙局", kind="department", level="市")


@pytest.fixture
def admin(department: Unit, unit: Unit) -> User:
    return person("管理员", ("administrator", department))
