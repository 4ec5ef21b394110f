"""Debian's Chromium, and 辽源 published on a live server."""

import os
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from threading import Condition, current_thread, main_thread
from typing import Any

import pytest
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from playwright.sync_api import Browser, expect, sync_playwright

from accounts.models import Account, Unit
from disclosures import printing
from disclosures.catalogue.models import Entry
from tests import stages
from tests.disclosures.public.places.filed import filed
from tests.kept import kept

CHROMIUM = "/usr/bin/chromium-headless-shell"
"""Chromium without what a window needs: a page takes a fifth of the time."""
PATIENCE = 30_000
"""ms until what is expected has come, for a busy machine. A test that passes never waits as long."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in the tests' thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Door:
    """Every request of a browser goes through it; the database is emptied while none is being answered.

    A page that is closed may still send what it held: such a request waits outside until the next test.
    Those of the tests' own client come from the tests' thread and pass it by.
    """

    def __init__(self) -> None:
        self.within = 0
        self.is_open = True
        self.changed = Condition()
        request_started.connect(self.enter)
        request_finished.connect(self.leave)

    def enter(self, **_: Any) -> None:
        if current_thread() is main_thread():
            return
        with self.changed:
            self.changed.wait_for(lambda: self.is_open)
            self.within += 1

    def leave(self, **_: Any) -> None:
        if current_thread() is main_thread():
            return
        with self.changed:
            self.within -= 1
            self.changed.notify_all()

    def open(self) -> None:
        with self.changed:
            self.is_open = True
            self.changed.notify_all()

    def close(self) -> None:
        with self.changed:
            self.is_open = False
            assert self.changed.wait_for(lambda: not self.within, timeout=30), "a request is not answered"


@pytest.fixture(scope="session")
def door() -> Door:
    return Door()


@pytest.fixture(autouse=True)
def quiet_end(transactional_db: None, door: Door) -> Iterator[None]:
    """No deadlock between what is still being answered and the emptying of the database."""
    door.open()
    yield
    door.close()


@pytest.fixture
def bare_site(
    browser: Browser,
    live_server: Any,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """The address of a site with nothing in it."""
    stages.keep_files_in(tmp_path, settings)
    monkeypatch.setattr(printing, "print_pdf", lambda *_: b"%PDF stand-in".ljust(880_000))
    return str(live_server.url)


@kept
def load_published() -> None:
    call_command("loadsample", stdout=StringIO(), skip_checks=True)


@kept
def load_corrected() -> None:
    load_published()
    account = Account.objects.of("liaoyuan", 2024)
    stages.correct(account)
    stages.publish(account, date(2025, 10, 9))


@kept
def load_reopened() -> None:
    load_published()
    call_command("loadsample", as_printed=True, stdout=StringIO(), skip_checks=True)


@kept
def load_compared() -> None:
    load_corrected()
    known = Entry.objects.get(unit__code="liaoyuan")
    for code, year in (("liaoyuan", 2023), ("yanbian", 2024)):
        other = filed(Unit.objects.get(code=code), year, income=4000, spending=3000, three_public=20)
        Entry.objects.filter(publication=other).update(tables=known.tables)


@pytest.fixture
def site(bare_site: str) -> str:
    """辽源 published, 延边 a draft."""
    load_published()
    return bare_site


@pytest.fixture
def corrected_site(bare_site: str) -> str:
    """The site with a second version of 辽源, so that the first is superseded."""
    load_corrected()
    return bare_site


@pytest.fixture
def compared_site(bare_site: str) -> str:
    """The corrected site; 辽源 also of the year before, and 延边, in lists and comparisons alone."""
    load_compared()
    return bare_site


@pytest.fixture
def reopened_site(bare_site: str) -> str:
    """The site with 辽源 published, and open again with the errors of the print."""
    load_reopened()
    return bare_site
