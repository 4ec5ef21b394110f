"""People to try the desk with: passwords made on this machine, told at each start, refused in production."""

import json
import stat
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.figures import at
from accounts.ledger import load
from accounts.models import Account, Membership
from disclosures import rendering
from disclosures.management.commands.demopeople import NAMES
from disclosures.models import Publication
from tests import stages


@pytest.fixture
def demo(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], str]:
    """The command, after 辽源 was published."""
    settings.DEBUG = True
    settings.DEMO_PASSWORDS = tmp_path / "new" / "demo-passwords.json"
    stages.keep_files_in(tmp_path / "files", settings)
    monkeypatch.setattr(rendering, "files", lambda *given: {"report.txt": b"done"})
    call_command("loadsample", stdout=StringIO(), skip_checks=True)

    def run() -> str:
        out = StringIO()
        call_command("demopeople", stdout=out, skip_checks=True)
        return out.getvalue()

    return run


def passwords(settings: Any) -> dict[str, str]:
    found: dict[str, str] = json.loads(settings.DEMO_PASSWORDS.read_text())
    return found


def test_each_role_has_a_login_that_is_told(demo: Callable[[], str], settings: Any) -> None:
    told = demo()
    made = passwords(settings)
    assert set(made) == set(NAMES) and len(set(made.values())) == len(NAMES)
    assert set(Membership.objects.values_list("role", flat=True)) == set(Membership.Role)
    for name, password in made.items():
        assert f"{name} " in told and password in told
        client = Client()
        sent = {"username": name, "password": password, "next": "/desk/"}
        assert client.post("/desk/login/", sent).status_code == 302
        assert "辽源市社会保险事业管理局" in client.get("/desk/").content.decode()


def test_only_the_owner_reads_them(demo: Callable[[], str], settings: Any) -> None:
    demo()
    assert stat.S_IMODE(settings.DEMO_PASSWORDS.stat().st_mode) == 0o600


def test_it_says_who_gives_the_role_of_the_bureau(demo: Callable[[], str]) -> None:
    assert "“财政”角色只由系统管理员设置" in demo()


def test_the_draft_has_its_printed_errors_and_the_published_version_stays(demo: Callable[[], str]) -> None:
    before = Publication.objects.get().manifest
    demo()
    account = Account.objects.of("liaoyuan", 2024)
    assert account.is_open and load(account)[at("t05/2080599/project")] == 177_830_000
    assert Publication.objects.get().manifest == before


def test_a_second_run_tells_the_same_and_touches_nothing(demo: Callable[[], str]) -> None:
    first = demo()
    account = Account.objects.of("liaoyuan", 2024)
    people = list(User.objects.values_list("pk", "password"))
    changes = account.changes.count()
    assert demo().splitlines()[-6:] == first.splitlines()[-6:]
    assert list(User.objects.values_list("pk", "password")) == people and account.changes.count() == changes


def test_people_of_an_earlier_demo_get_new_passwords(demo: Callable[[], str], settings: Any) -> None:
    demo()
    before = passwords(settings)
    settings.DEMO_PASSWORDS.write_text("{}")
    demo()
    assert not set(before.values()) & set(passwords(settings).values())
    assert User.objects.get(username="demo-clerk").check_password(passwords(settings)["demo-clerk"])


def test_in_production_it_is_refused(demo: Callable[[], str], settings: Any) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="只在 DEBUG"):
        demo()
    assert not User.objects.exists()
