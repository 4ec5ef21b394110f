"""The settings as a new process reads them."""

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages

from disclosures import logkey
from disclosures.signing import making

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "DEBUG": "False",
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "DATABASE_URL": "postgres://portal@db/portal",
    "ALLOWED_HOSTS": "js.example.gov.cn",
}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def read(**environment: str) -> subprocess.CompletedProcess[str]:
    return run(
        "-c",
        "from config import settings as s; print(s.DEBUG, s.DATABASES['default']['ENGINE'])",
        **environment,
    )


def test_nothing_need_be_set() -> None:
    assert read().stdout == "True config.embedded\n"


def test_production_is_read() -> None:
    assert read(**PRODUCTION).stdout == "False django.db.backends.postgresql\n"


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("SECRET_KEY", "With DEBUG=False set SECRET_KEY, or SECRET_KEY_FILE"),
        ("DATABASE_URL", "With DEBUG=False set DATABASE_URL"),
    ],
)
def test_production_without_a_part_is_refused(missing: str, message: str) -> None:
    answer = read(**{name: value for name, value in PRODUCTION.items() if name != missing})
    assert answer.returncode
    assert message in answer.stderr


def test_nonsense_is_refused() -> None:
    assert "DEBUG=yes: use True or False" in read(DEBUG="yes").stderr


def test_production_passes_djangos_own_checks(tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    making.make(key, datetime.now(UTC))
    logkey.make(tmp_path / "log-key.pem")
    own = {**PRODUCTION, "SIGNING_KEY_FILE": str(key), "LOG_KEY_FILE": str(tmp_path / "log-key.pem")}
    answer = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **own)
    assert answer.returncode == 0, answer.stderr


def test_cookies_belong_to_this_host_alone() -> None:
    code = (
        "from django.conf import settings as s; from config.notices import Cookie;"
        " print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, Cookie.cookie_name,"
        " s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE, s.TWO_STEP)"
    )
    told = run("-c", code, DJANGO_SETTINGS_MODULE="config.settings", **PRODUCTION).stdout.split()
    assert told[:3] == ["__Host-sessionid", "__Host-csrftoken", "__Host-messages"]
    assert told[3:] == ["True", "True", "True", "Lax", "Lax", "approvers"]
    assert settings.SESSION_COOKIE_DOMAIN is None and settings.SESSION_COOKIE_PATH == "/"
    script = (ROOT / "static/desk/grid/asking.js").read_text()
    assert "(?:__Host-)?csrftoken" in script, "it sends the token back"


def test_passwords_are_hashed_slowly() -> None:
    assert settings.PASSWORD_HASHERS[0].endswith(".PBKDF2PasswordHasher"), "SHA-256"
    code = "from django.contrib.auth.hashers import PBKDF2PasswordHasher as h; print(h.iterations)"
    assert int(run("-c", code).stdout) >= 600_000


def test_publications_have_a_storage_of_their_own() -> None:
    assert Path(storages["publications"].location) == settings.PUBLICATIONS_ROOT  # type: ignore[attr-defined]


def test_importing_the_settings_starts_no_database() -> None:
    code = "import config.settings, sys; print([m for m in sys.modules if 'config.embedded' in m])"
    assert run("-c", code).stdout == "[]\n"


CALL = re.compile(
    r"\b(?:flag|words|count|whole_numbers|folder|secret|choice|environ\.get)\(\s*\"([A-Z_0-9]+)\""
)
ROW = re.compile(r"^\| (`.*?) \|", re.M)


def test_every_variable_stands_in_the_table() -> None:
    table = (ROOT / "docs/platform.md").read_text("utf-8")
    told = {name for row in ROW.findall(table) for name in re.findall(r"`([A-Z][A-Z_0-9]+)`", row)}
    read = {
        name for path in (ROOT / "config").rglob("*.py") for name in CALL.findall(path.read_text("utf-8"))
    }
    assert read - told == set()
    assert {name for name in told if not {name, name.removesuffix("_FILE")} & read} == {"PORT"}
