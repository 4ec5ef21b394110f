"""Debian's Chromium, and 辽源 published on a live server."""

import os
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

from accounts.models import Account
from disclosures import printing
from tests import stages

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in the tests' thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def quiet_end(transactional_db: None) -> Iterator[None]:
    """What pages sent while they were closed is answered before the database is emptied: no deadlock."""
    yield
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND state <> 'idle'"
            )
            if not cursor.fetchone()[0]:
                return
        sleep(0.05)


@pytest.fixture
def site(
    browser: Browser,
    live_server: Any,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """The address of the site."""
    plain = {**settings.STORAGES["publications"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "publications": plain}
    monkeypatch.setattr(printing, "print_pdf", lambda html, report, progress: b"%PDF stand-in".ljust(880_000))
    call_command("loadsample", stdout=StringIO(), skip_checks=True)
    return str(live_server.url)


@pytest.fixture
def corrected_site(site: str) -> str:
    """The site with a second version of 辽源, so that the first is superseded."""
    account = Account.objects.of("liaoyuan", 2024)
    stages.reopen(account)
    stages.publish(account, date(2025, 10, 9))
    return site
