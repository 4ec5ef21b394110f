"""The guards of tests/conftest.py."""

import socket
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection
from django.test import TransactionTestCase

REFUSE = """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'never'; END $$;
    CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON auth_group EXECUTE FUNCTION refuse();
"""


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def a_table_that_refuses_truncate(transactional_db: None) -> Iterator[None]:
    execute(REFUSE)
    yield
    execute("DROP FUNCTION refuse CASCADE")


def test_the_clean_up_goes_round_triggers(a_table_that_refuses_truncate: None) -> None:
    Group.objects.create(name="审核人")
    with pytest.raises(DatabaseError, match="never"):
        execute("TRUNCATE auth_group CASCADE")
    TransactionTestCase(methodName="__init__")._fixture_teardown()
    assert not Group.objects.exists()
    with pytest.raises(DatabaseError, match="never"):
        execute("TRUNCATE auth_group CASCADE")


@pytest.mark.parametrize("address", ["192.0.2.1", "198.51.100.7"])
def test_the_network_is_closed(address: str) -> None:
    with socket.socket() as client, pytest.raises(RuntimeError, match="may not use the network"):
        client.connect((address, 80))


def test_names_are_not_looked_up() -> None:
    with pytest.raises(RuntimeError, match="may not use the network"):
        socket.getaddrinfo("example.invalid", 80)


def test_this_machine_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())
