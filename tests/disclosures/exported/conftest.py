"""辽源 published twice, and in the signed log; 延边 a draft; exported into a folder."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import Account
from disclosures import logbook
from disclosures.models import Publication
from tests import stages
from tests.disclosures.public.conftest import load_published, printer, published
from tests.disclosures.publiclog.test_notes import NAME
from tests.kept import kept

__all__ = ["printer", "published"]


@kept
def load_corrected() -> None:
    load_published()
    account = Account.objects.of("liaoyuan", 2024)
    stages.correct(account)
    stages.publish(account, date(2025, 10, 9))


@pytest.fixture
def versions(db: None, settings: Any) -> list[Publication]:
    """Newest first, the log signed."""
    settings.LOG_NAME = NAME
    load_corrected()
    logbook.seal()
    return list(Publication.objects.order_by("-number"))


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exported") / "archive"


@pytest.fixture
def archived(request: pytest.FixtureRequest, first: Path, tmp_path: Path) -> Path:
    """Made by the first test that asks for it; every test has a copy of its own."""
    if not first.exists():
        request.getfixturevalue("versions")
        call_command("exportarchive", output=first)
    shutil.copytree(first, tmp_path / "archived")
    return tmp_path / "archived"
