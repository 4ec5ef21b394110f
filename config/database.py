"""Which database: the one of DATABASE_URL, or the embedded server, which trusts every program of its user.

And its replica, where there is one.
"""

from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from config.environment import secret

GONE = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""When a server that no longer answers counts as gone: nobody waits for it for hours."""
NEAR = GONE | {"connect_timeout": 2, "tcp_user_timeout": 5_000}
"""When a replica does: there is another server to ask."""
HELD = 10
"""Seconds that a question of the site waits for a row or table that somebody else changes."""
EMBEDDED = {"ENGINE": "config.embedded", "NAME": "portal", "USER": "postgres"}


def choose(*, debug: bool) -> dict[str, Any]:
    url = secret("DATABASE_URL")
    if url:
        return from_url(url, password=secret("DATABASE_PASSWORD"))
    if not debug:
        raise ImproperlyConfigured(
            "With DEBUG=False set DATABASE_URL: the embedded database is for trials only"
        )
    return dict(EMBEDDED)


def replica() -> dict[str, Any]:
    """What readers are answered from, by its name (config/replica.py); nothing where there is none."""
    url = secret("REPLICA_URL")
    if not url:
        return {}
    chosen = from_url(url, password=secret("DATABASE_PASSWORD"), name="REPLICA_URL", gone=NEAR)
    return {"replica": {**chosen, "TEST": {"MIRROR": "default"}}}


def from_url(
    url: str, *, password: str = "", name: str = "DATABASE_URL", gone: dict[str, int] = GONE
) -> dict[str, Any]:
    """The password may come apart from the address, so that it can be a mounted secret."""
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(f"{name} must begin with postgres:// or postgresql://")
    parsed: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if not parsed["NAME"]:
        raise ImproperlyConfigured(f"{name} names no database: postgres://user@host/name")
    parsed["OPTIONS"] = {**gone, **parsed.get("OPTIONS", {})}
    if password:
        parsed["PASSWORD"] = password
    return parsed


def bound(chosen: dict[str, dict[str, Any]], seconds: int) -> None:
    """No question of these databases takes longer, or waits long for what somebody else holds."""
    for each in chosen.values():
        options = each.setdefault("OPTIONS", {})
        asked = f"{options.get('options', '')} -c statement_timeout={seconds}s -c lock_timeout={HELD}s"
        options["options"] = asked.strip()
