"""An order of 辽源 to publish, and a printer that does what a test wants."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from accounts.case import Case
from accounts.models import Account, Membership, Unit
from disclosures import rendering
from disclosures.models import PublishOrder
from disclosures.printing import Tell
from disclosures.report import Issue
from tests import stages
from tests.kept import kept
from tests.samples import load_printed

Printer = Callable[[Tell], None]


@pytest.fixture(autouse=True)
def stored(settings: Any, tmp_path: Path) -> None:
    stages.keep_files_in(tmp_path, settings)


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Printer], None]:
    """Sets what happens while the files are made."""

    def becomes(act: Printer) -> None:
        def files(case: Case, issue: Issue, progress: Tell, *rest: object) -> dict[str, bytes]:
            act(progress)
            return {"report.txt": b"done"}

        monkeypatch.setattr(rendering, "files", files)

    becomes(lambda progress: None)
    return becomes


@kept
def load_order() -> None:
    call_command("loadsample", stdout=StringIO(), skip_checks=True)
    account = Account.objects.of("liaoyuan", 2024)
    stages.correct(account)
    stages.order(account, date(2025, 10, 9))


@pytest.fixture
def order(db: None, printer: Callable[[Printer], None]) -> PublishOrder:
    load_order()
    return PublishOrder.objects.get(number=2)


@pytest.fixture
def staff(order: PublishOrder) -> Client:
    """Publishes for 辽源."""
    return member("公开人", "publisher", "liaoyuan")


def member(name: str, role: str, unit: str) -> Client:
    client = Client()
    user = User.objects.create_user(name, is_staff=True)
    Membership.objects.create(user=user, unit=Unit.objects.get(code=unit), role=role)
    client.force_login(user)
    return client


def nowhere(client: Client, method: str, *addresses: str) -> None:
    """What is there and what is not there answer alike: the page for an unknown address.

    A wrong method may be told to who works here; it is told of every address.
    """
    unknown = client.get("/no/such/page/").content
    answers = {(a.status_code, a.content) for a in (getattr(client, method)(each) for each in addresses)}
    assert answers in ({(404, unknown)}, {(405, b"")})
    assert answers == {(404, unknown)} or "_auth_user_id" in client.session


@pytest.fixture(params=["nobody", "visitor", "elsewhere", "dismissed"])
def outsider(db: None, request: pytest.FixtureRequest) -> Client:
    """Not logged in; logged in but not staff; 外人, a clerk elsewhere; staff once."""
    client = Client()
    if request.param == "visitor":
        client.force_login(User.objects.create_user("访客"))
    if request.param == "elsewhere":
        Unit.objects.get_or_create(code="elsewhere", name="别处", kind="unit", level="市")
        return member("外人", "clerk", "elsewhere")
    if request.param == "dismissed":
        user = User.objects.create_user("离任者", is_staff=True)
        client.force_login(user)
        User.objects.filter(pk=user.pk).update(is_active=False)
    return client


@pytest.fixture
def draft(db: None) -> Account:
    """辽源 as it was printed, with its errors, in the hands of its clerk."""
    load_printed()
    return Account.objects.of("liaoyuan", 2024)


@pytest.fixture
def clerk(draft: Account) -> Client:
    return member("填报人", "clerk", "liaoyuan")


@pytest.fixture
def reviewer(draft: Account) -> Client:
    return member("审核人", "reviewer", "liaoyuan")
