import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-s3.lock", "requirements-dev.lock", "requirements-audit.lock"]
PINNED = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return dict(PINNED.findall((ROOT / lock).read_text()))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    entries = re.split(r"^(?=[a-z0-9])", (ROOT / lock).read_text(), flags=re.MULTILINE)
    assert [entry.split()[0] for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []


def test_the_development_lock_adds_to_the_other() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_the_lock_with_an_object_store_has_the_same_versions() -> None:
    both = pins("requirements.lock").keys() & pins("requirements-s3.lock").keys()
    differ = {name for name in both if pins("requirements.lock")[name] != pins("requirements-s3.lock")[name]}
    assert pins("requirements.lock").keys() <= both
    assert differ <= {"python-dateutil"}, "botocore wants it below 3"


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = {
        "requirements.lock": project["project"]["dependencies"],
        "requirements-s3.lock": project["project"]["optional-dependencies"]["s3"],
        "requirements-dev.lock": project["dependency-groups"]["dev"],
        "requirements-audit.lock": project["dependency-groups"]["audit"],
    }
    for lock, dependencies in wanted.items():
        names = {re.split(r"[^a-z0-9._-]", dependency)[0] for dependency in dependencies}
        assert names <= pins(lock).keys()
