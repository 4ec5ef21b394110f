"""People to try the desk with: made once, marked as a demo, refused in production."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.figures import at
from accounts.ledger import load
from accounts.models import Account
from disclosures import rendering
from disclosures.management.commands.demopeople import PASSWORD
from disclosures.models import Publication


@pytest.fixture
def demo(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Callable[[], str]:
    """The command, after 辽源 was published."""
    settings.DEBUG = True
    plain = {**settings.STORAGES["publications"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "publications": plain}
    monkeypatch.setattr(rendering, "files", lambda *given: {"report.txt": b"done"})
    call_command("loadsample", stdout=StringIO(), skip_checks=True)

    def run() -> str:
        out = StringIO()
        call_command("demopeople", stdout=out, skip_checks=True)
        return out.getvalue()

    return run


def test_each_can_log_in_and_sees_the_accounts(demo: Callable[[], str]) -> None:
    told = demo()
    assert "只用于演示，口令公开" in told and PASSWORD in told
    for user in User.objects.all():
        client = Client()
        assert client.login(username=user.username, password=PASSWORD) and user.username in told
        assert "辽源市社会保险事业管理局" in client.get("/desk/").content.decode()


def test_the_draft_has_its_printed_errors_and_the_published_version_stays(demo: Callable[[], str]) -> None:
    before = Publication.objects.get().manifest
    demo()
    account = Account.objects.of("liaoyuan", 2024)
    assert account.is_open and load(account)[at("t05/2080599/project")] == 177_830_000
    assert Publication.objects.get().manifest == before


def test_a_second_run_touches_nothing(demo: Callable[[], str]) -> None:
    demo()
    account = Account.objects.of("liaoyuan", 2024)
    people = list(User.objects.values_list("pk", "password"))
    changes = account.changes.count()
    assert PASSWORD in demo()
    assert list(User.objects.values_list("pk", "password")) == people and account.changes.count() == changes


def test_in_production_it_is_refused(demo: Callable[[], str], settings: Any) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="口令是公开的"):
        demo()
    assert not User.objects.exists()
