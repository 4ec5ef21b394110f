"""Readers are answered from the replica; the desk is not, nor is anybody while it cannot be read."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import OperationalError, connection, connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from accounts.models import Unit
from config import database
from config.replica import REPLICA, PublicReads, reading


class Replica:
    """Answers one question: whether it is new enough."""

    def __init__(self, is_new: bool | None) -> None:
        """None: it does not answer."""
        self.is_new, self.asked = is_new, 0

    def cursor(self) -> "Replica":
        self.asked += 1
        if self.is_new is None:
            raise OperationalError("gone")
        return self

    def __enter__(self) -> "Replica":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def execute(self, *question: object) -> None:
        pass

    def fetchone(self) -> tuple[bool | None]:
        return (self.is_new,)

    def close(self) -> None:
        pass


@pytest.fixture
def replica(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replica]:
    monkeypatch.setitem(settings.DATABASES, REPLICA, {})
    connections[REPLICA] = made = Replica(is_new=True)  # type: ignore[assignment]
    yield made
    del connections[REPLICA]


def asked(_: object) -> HttpResponse:
    """Which database an answer is made from."""
    return HttpResponse("replica" if isinstance(connections["default"], Replica) else "primary")


def answer(rf: RequestFactory, middleware: PublicReads, address: str) -> str:
    return middleware(rf.get(address)).content.decode()


def test_what_readers_ask_for_is_read_from_it(rf: RequestFactory, replica: Replica) -> None:
    middleware = PublicReads(asked)
    for address in ("/", "/search/", "/liaoyuan/2024/", "/api/v1/", "/verify/"):
        assert answer(rf, middleware, address) == "replica", address
    assert not isinstance(connections["default"], Replica), "afterwards it is as before"


def test_the_desk_and_those_who_ask_whether_it_is_well_have_the_primary(
    rf: RequestFactory, replica: Replica
) -> None:
    for address in ("/desk/", "/desk/login/", "/healthz", "/readyz"):
        assert answer(rf, PublicReads(asked), address) == "primary", address


@pytest.mark.parametrize("is_new", [False, None])
def test_one_that_is_behind_or_away_is_not_read_for_some_seconds(
    rf: RequestFactory, replica: Replica, monkeypatch: pytest.MonkeyPatch, is_new: bool | None
) -> None:
    now = 1000.0
    monkeypatch.setattr("config.replica.time.monotonic", lambda: now)
    replica.is_new, middleware = is_new, PublicReads(asked)
    assert [answer(rf, middleware, "/") for _ in range(3)] == ["primary"] * 3
    assert replica.asked == 1
    replica.is_new, now = True, now + 11
    assert answer(rf, middleware, "/") == "replica"


def test_an_answer_that_fails_leaves_the_primary_behind(rf: RequestFactory, replica: Replica) -> None:
    def fails(_: object) -> HttpResponse:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        PublicReads(fails)(rf.get("/"))
    assert not isinstance(connections["default"], Replica)


def test_what_it_could_not_answer_is_asked_of_the_primary(rf: RequestFactory, replica: Replica) -> None:
    """As Django calls a middleware when a view has failed; once, and what sends something not at all."""

    def fails(request: HttpRequest) -> HttpResponse:
        request.resolver_match = ResolverMatch(asked, (), {})
        return middleware.process_exception(request, OperationalError("gone")) or HttpResponse("failed")

    middleware = PublicReads(fails)
    assert answer(rf, middleware, "/") == "primary"
    assert middleware(rf.post("/verify/")).content == b"failed"
    assert not isinstance(connections["default"], Replica)


def test_without_a_replica_nothing_stands_between() -> None:
    with pytest.raises(MiddlewareNotUsed):
        PublicReads(asked)


def test_its_address_is_read_as_the_primarys(monkeypatch: pytest.MonkeyPatch) -> None:
    assert database.replica() == {}
    monkeypatch.setenv("REPLICA_URL", "postgres://portal@second/portal?sslmode=verify-full")
    monkeypatch.setenv("DATABASE_PASSWORD", "the same")
    chosen = database.replica()["replica"]
    assert (chosen["HOST"], chosen["PASSWORD"]) == ("second", "the same")
    assert chosen["OPTIONS"]["connect_timeout"] == 2, "readers do not wait for a machine that is away"
    assert chosen["OPTIONS"]["sslmode"] == "verify-full"


def test_every_way_to_the_database_leads_there(replica: Replica) -> None:
    with reading():
        before = replica.asked
        with connection.cursor():
            assert replica.asked == before + 1
        assert connections[Unit.objects.db] is connections[REPLICA]
        assert transaction.get_connection() is connections[REPLICA]
