"""辽源, in order, as a draft, and the four who bring it to the public, each with a password."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client

from accounts import signing
from accounts.models import Account, Membership, SignOff
from tests.disclosures.desk.conftest import Printer
from tests.samples import load_corrected
from tests.stages import CLERK

PASSWORD = "一句很长的话 2025"
DAY = date(2025, 9, 1)


@pytest.fixture
def account(db: None, printer: Callable[[Printer], None]) -> Account:
    load_corrected()
    return Account.objects.of("liaoyuan", 2024)


def person(name: str, account: Account, *roles: str) -> Client:
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    for role in roles:
        Membership.objects.create(user=user, unit=account.unit, role=role)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def clerk(account: Account) -> Client:
    return person("张三", account, "clerk")


@pytest.fixture
def reviewer(account: Account) -> Client:
    return person("李四", account, "reviewer")


@pytest.fixture
def bureau(account: Account) -> Client:
    return person("王五", account, "bureau")


@pytest.fixture
def publisher(account: Account) -> Client:
    return person("赵六", account, "publisher")


def sign(account: Account) -> None:
    for kind in SignOff.Kind:
        signing.sign(account, kind, signer="某人", signed_on=DAY, by=CLERK)
