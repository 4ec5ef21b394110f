"""辽源 published, with a folder that a web server serves by itself."""

from pathlib import Path
from typing import Any

import pytest

from tests.disclosures.public.conftest import correct, printer, published

__all__ = ["correct", "printer", "published"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.PUBLIC_FILES = tmp_path / "public"
    settings.SITE_ADDRESS = "http://testserver"
    return tmp_path / "public"
