"""辽源 published, 延边 a draft; the files in a folder of the test, the PDF only a stand-in."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accounts import ledger
from accounts.figures import at
from accounts.models import Account
from accounts.money import from_wan
from disclosures import printing
from disclosures.models import Publication
from disclosures.report import Report
from tests import stages
from tests.kept import kept


@pytest.fixture(autouse=True)
def printer(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stages.keep_files_in(tmp_path, settings)

    def stand_in(html: str, report: Report, *_: object) -> bytes:
        return f"%PDF {report.issue} {report.title}".encode()

    monkeypatch.setattr(printing, "print_pdf", stand_in)


@kept
def load_published() -> None:
    call_command("loadsample", stdout=StringIO(), skip_checks=True)


@pytest.fixture
def published(db: None) -> Publication:
    load_published()
    return Publication.objects.get()


@pytest.fixture
def correct(published: Publication) -> Callable[[], Publication]:
    """Publishes 辽源 once more, with one figure changed."""
    return publish_again


def publish_again() -> Publication:
    account = Account.objects.of("liaoyuan", 2024)
    stages.reopen(account)
    cell = at("t03/2080109/project")
    ledger.record(account, {cell: ledger.load(account)[cell] + from_wan(1)}, by="填报人")
    return stages.publish(account, date(2025, 10, 9))


@kept
def load_corrected() -> None:
    load_published()
    publish_again()


@pytest.fixture
def corrected(db: None) -> Publication:
    """The second version of 辽源, which is public with the first."""
    load_corrected()
    return Publication.objects.get(number=2)
