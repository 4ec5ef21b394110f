"""Readers are answered from a replica of the database, where there is one: REPLICA_URL (docs/machines.md).

The desk, publishing and all that workers make read and write the primary.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse

log = logging.getLogger(__name__)

REPLICA = "replica"
BEHIND = 15
"""Seconds: a replica that shows what was true longer ago is not read. Workers write a sign of life every
five, so that the newest it has is not older by itself; where no worker runs, the primary is read.
"""
AGAIN = 10
"""Seconds until a replica that could not be read is asked again."""
OWN = ("/desk/", "/healthz", "/readyz")
"""Addresses that are answered from the primary."""
IS_NEW = (
    "SELECT NOT pg_is_in_recovery() OR now() - pg_last_xact_replay_timestamp() < make_interval(secs => %s)"
)


class PublicReads:
    """Innermost: what stands around it (sessions, logins) has the primary."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if REPLICA not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.left_until = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(OWN) or time.monotonic() < self.left_until or not self.is_new():
            return self.get_response(request)
        with reading() as request.primary:  # type: ignore[attr-defined]
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What could not be answered from it is asked of the primary: it was broken off, or tells of what was
        withdrawn, and the files are gone.
        """
        match = request.resolver_match
        if not hasattr(request, "primary") or match is None or request.method not in ("GET", "HEAD"):
            return None
        log.warning("answered from the primary, as the replica could not: %s", error)
        connections[DEFAULT_DB_ALIAS] = request.primary
        again: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return again

    def is_new(self) -> bool:
        """Whether it answers, and shows what is true. Else the primary is read for some seconds."""
        try:
            with connections[REPLICA].cursor() as cursor:
                cursor.execute(IS_NEW, [BEHIND])
                (is_new,) = cursor.fetchone()
            why = f"more than {BEHIND} s behind"
        except Error as error:
            connections[REPLICA].close()
            is_new, why = False, str(error).strip()
        if not is_new:
            self.left_until = time.monotonic() + AGAIN
            log.warning("the replica is not read for %s s: %s", AGAIN, why)
        return bool(is_new)


@contextmanager
def reading() -> Iterator[BaseDatabaseWrapper]:
    """Until then this thread has no other database than the replica: whatever is asked for, by SQL too, is
    read there, and what would write is refused by it. SQL of one's own would go round a router. The primary.
    """
    primary = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[REPLICA]
    try:
        yield primary
    finally:
        connections[DEFAULT_DB_ALIAS] = primary
