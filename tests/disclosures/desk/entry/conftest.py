"""辽源 open for correction, its clerk, a reviewer who only reads, and people for whom it is not there."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from accounts import ledger
from accounts.figures import at
from accounts.models import Account, Membership, Unit
from accounts.money import from_wan
from tests.samples import load_subjects

Person = Callable[..., Client]


@pytest.fixture
def account(db: None) -> Account:
    """An account in draft, in 万元, with a little in tables 03 and 01."""
    load_subjects()
    unit = Unit.objects.create(code="mouju", name="某局", kind="unit", level="市")
    account = Account.objects.create(unit=unit, year=2024, edition="jilin-2024-unit", scale="wan")
    write(account, "t03/205/basic 60 t03/205/total 100 t03/20502/basic 60 t03/2050203/basic 60")
    write(account, "t03/total/total 90")
    return account


def write(account: Account, figures: str, by: str = "李四") -> None:
    words = figures.split()
    pairs = zip(words[::2], words[1::2], strict=True)
    ledger.record(account, {at(cell): from_wan(Decimal(amount)) for cell, amount in pairs}, by=by)


def person(name: str, account: Account, role: str = "clerk") -> Client:
    user = User.objects.create_user(name, is_staff=True)
    Membership.objects.create(user=user, unit=account.unit, role=role)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def clerk(account: Account) -> Client:
    return person("张三", account)


@pytest.fixture
def reviewer(account: Account) -> Client:
    return person("审核人", account, "reviewer")


@pytest.fixture(params=["nobody", "not staff", "dismissed", "clerk elsewhere"])
def outsider(account: Account, request: pytest.FixtureRequest) -> Client:
    client = Client()
    if request.param == "nobody":
        return client
    elsewhere: Any = Unit.objects.create(code="other", name="他局", kind="unit", level="市")
    user = User.objects.create_user("外人", is_staff=request.param != "not staff")
    place = elsewhere if request.param == "clerk elsewhere" else account.unit
    Membership.objects.create(user=user, unit=place, role="clerk")
    client.force_login(user)
    if request.param == "dismissed":
        User.objects.filter(pk=user.pk).update(is_active=False)
    return client
