import pytest
from django.core.exceptions import ImproperlyConfigured

from config import database


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "DATABASE_URL_FILE", "DATABASE_PASSWORD", "DATABASE_PASSWORD_FILE"):
        monkeypatch.delenv(name, raising=False)


def test_it_is_the_embedded_one_when_nothing_is_set() -> None:
    assert database.choose(debug=True)["ENGINE"] == "config.embedded"


def test_the_embedded_one_is_refused_in_production() -> None:
    with pytest.raises(ImproperlyConfigured, match="set DATABASE_URL"):
        database.choose(debug=False)


def test_an_address_says_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://clerk:p%40ss@db.example:5433/portal?sslmode=require")
    chosen = database.choose(debug=False)
    wanted = ("django.db.backends.postgresql", "clerk", "p@ss", "db.example", 5433, "portal")
    assert tuple(chosen[k] for k in ("ENGINE", "USER", "PASSWORD", "HOST", "PORT", "NAME")) == wanted
    assert chosen["OPTIONS"] == {**database.GONE, "sslmode": "require"}


def test_the_password_may_come_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://clerk@db/portal")
    monkeypatch.setenv("DATABASE_PASSWORD", "from a mounted file")
    assert database.choose(debug=False)["PASSWORD"] == "from a mounted file"


def test_what_the_site_asks_is_bounded_and_what_the_address_says_stays() -> None:
    chosen = {
        "default": database.from_url("postgres://db/portal?options=-c%20work_mem=8MB"),
        "replica": database.from_url("postgres://db/portal"),
    }
    database.bound(chosen, 30)
    assert (
        chosen["default"]["OPTIONS"]["options"]
        == "-c work_mem=8MB -c statement_timeout=30s -c lock_timeout=10s"
    )
    assert chosen["replica"]["OPTIONS"]["options"] == "-c statement_timeout=30s -c lock_timeout=10s"


def test_a_server_that_swallows_everything_is_given_up_soon() -> None:
    for found in (database.GONE, database.NEAR):
        assert found["connect_timeout"] <= 5 and found["tcp_user_timeout"] <= 20_000


@pytest.mark.parametrize("url", ["sqlite:///db.sqlite3", "mysql://a@b/c", "db.example/portal"])
def test_no_other_engine_will_do(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="must begin with postgres://"):
        database.from_url(url)


def test_an_address_without_a_database_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="names no database"):
        database.from_url("postgres://clerk@db/")
