from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings


def said(action: str) -> str:
    out = StringIO()
    call_command("pg", action, stdout=out)
    return out.getvalue()


def test_the_server_of_this_checkout_is_running() -> None:
    assert said("start").startswith("Running as process ")
    assert said("status").startswith("Running as process ")


def test_one_that_was_never_started(settings: Settings, tmp_path: Path) -> None:
    settings.EMBEDDED_POSTGRES_FOLDER = tmp_path / "postgres"
    assert said("status") == "Not running. It starts by itself when it is needed.\n"
    assert said("stop") == "It was not running.\n"


def test_a_failure_is_told(settings: Settings, tmp_path: Path) -> None:
    settings.EMBEDDED_POSTGRES_FOLDER = tmp_path / "postgres"
    settings.EMBEDDED_POSTGRES_PROGRAMS = tmp_path
    with pytest.raises(CommandError, match="No PostgreSQL programs in"):
        said("start")
