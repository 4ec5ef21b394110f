"""Both samples published, a unit and a department."""

from pathlib import Path
from typing import Any

import pytest

from accounts.models import Account
from disclosures.models import Publication
from tests import stages
from tests.disclosures.public.conftest import correct, load_published, printer, published
from tests.kept import kept

__all__ = ["correct", "printer", "published"]


@pytest.fixture(autouse=True)
def address(settings: Any) -> None:
    settings.SITE_ADDRESS = "https://example.org"


@kept
def load_both() -> None:
    load_published()
    stages.publish(Account.objects.of("yanbian", 2024))


@pytest.fixture
def both(db: None) -> list[Publication]:
    load_both()
    return list(Publication.objects.order_by("unit__code"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the packages lie."""
    return tmp_path / "data"
