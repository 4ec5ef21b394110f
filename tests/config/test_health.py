import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory

from config.health import health


@pytest.mark.django_db
def test_it_is_well(rf: RequestFactory) -> None:
    assert health(rf.get("/healthz")).content == b"ok\n"


@pytest.mark.django_db
def test_without_a_database_it_is_not(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", refuse)
    with pytest.raises(OperationalError):
        health(rf.get("/healthz"))
