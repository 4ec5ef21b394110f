"""What all tests share: no network, a database of their own, and a clean-up that triggers cannot refuse."""

import fcntl
import ipaddress
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection, connections
from django.test import TransactionTestCase

from disclosures import logkey
from tests.kept import tables

ROOT = Path(__file__).resolve().parent.parent
LOCAL_NAMES = {None, "", "localhost", b"localhost"}
SLOT = "TEST_DATABASE_SLOT"


def refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):  # a path: a socket of this machine
        host = arguments[1][0]
    else:
        return
    if not is_local(host):
        raise RuntimeError(f"A test may not use the network: {event} {host}")


def is_local(host: str | bytes | None) -> bool:
    if host in LOCAL_NAMES:
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text).is_loopback
    except ValueError:
        return False


sys.addaudithook(refuse_network)


def pytest_configure(config: pytest.Config) -> None:
    """Two runs in one checkout take two slots, and so two databases; the workers of a run share its slot."""
    if hasattr(config, "workerinput") or SLOT in os.environ:
        return
    folder = ROOT / ".local"
    folder.mkdir(exist_ok=True)
    for slot in range(1, 100):
        lock = (folder / f"test-run-{slot}.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        os.environ[SLOT] = str(slot)
        config.add_cleanup(lock.close)
        config.add_cleanup(lambda: os.environ.pop(SLOT))
        return


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    for alias in connections:
        test = connections[alias].settings_dict["TEST"]
        name = test["NAME"] or f"test_{connections[alias].settings_dict['NAME']}"
        test["NAME"] = f"{name}_{os.environ[SLOT]}"


@pytest.fixture(scope="session", autouse=True)
def printing_needs_no_worker() -> None:
    """The worker has tests of its own, with workers of their own."""
    settings.PRINT_IN_PROCESS = True


@pytest.fixture(scope="session", autouse=True)
def passwords_are_hashed_at_once() -> Iterator[None]:
    """Half a second of reckoning for each password guards nothing here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PBKDF2PasswordHasher, "iterations", 1)
        yield


def empty_the_database(case: TransactionTestCase) -> None:
    """Django's own way truncates all tables, which some refuse by trigger, and makes permissions again."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(";".join(f"DELETE FROM {table}" for table in tables()))
        cursor.execute("RESET session_replication_role")


@pytest.fixture(scope="session", autouse=True)
def key_of_the_log(tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.LOG_KEY_FILE = tmp_path_factory.mktemp("log") / "key.pem"
    logkey.make(settings.LOG_KEY_FILE)


@pytest.fixture(scope="session", autouse=True)
def nothing_is_signed() -> None:
    """Signatures have tests of their own."""
    settings.SIGNING_DEMO_KEY = None


@pytest.fixture(scope="session", autouse=True)
def clean_up_is_quick_and_goes_round_triggers() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_the_database)
        yield
