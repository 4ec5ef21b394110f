"""`python -m benchmarks.replica [--write]`: readers answered from a real standby of PostgreSQL.

A primary and a streaming standby are made of the embedded programs, with a worker. Then: which of both is
asked for which address; how soon a new version is seen; how long a withdrawn one is, while the standby stands
still; what readers get when either is killed. Exit 1 where an answer is not what docs/machines.md says.
"""

import argparse
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from statistics import median
from typing import Any
from urllib.parse import quote

import django

from benchmarks.house import House
from benchmarks.questions import answered, right, tell, waited
from config.embedded.server import DATABASE, PORT, SUPERUSER, Server

HOUSE = House()
STANDBY = Server(HOUSE.folder / "standby")


def copy_of_the_primary() -> str:
    """A standby that follows it; its address."""
    socket = str(HOUSE.server.socket_folder)
    STANDBY._run("pg_basebackup", "-h", socket, "-U", SUPERUSER, "-D", STANDBY.data, "-R", "-c", "fast")
    return f"postgres://{SUPERUSER}@{quote(str(STANDBY.start()), safe='')}:{PORT}/{DATABASE}"


os.environ |= {"REPLICA_URL": copy_of_the_primary(), "ALLOWED_HOSTS": "testserver"}
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import close_old_connections, connections  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402

from config.replica import AGAIN, BEHIND  # noqa: E402
from disclosures import withdrawing  # noqa: E402
from disclosures.models import Publication  # noqa: E402
from tests import stages  # noqa: E402
from tests.disclosures.together import approved_one  # noqa: E402

PUBLIC = (
    *("/", "/search/?q=某市", "/regions/", "/compare/", "/data/", "/feed", "/sitemap.xml", "/rankings/"),
    *("/subjects/", "/unit0001/", "/unit0001/2024/", "/unit0001/2024/v1/report.pdf", "/api/v1/"),
    *("/api/v1/publications", "/verify/", "/log/checkpoint", "/nothing-here/"),
)
OWN = ("/desk/login/", "/healthz", "/readyz")
READER = Client(raise_request_exception=False)
SEARCH = "/search/?q=某市第2局"
READ: dict[str, int] = {}
"""How each address answered while all was well."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="into docs/measurements.md")
    asked = parser.parse_args()
    try:
        prepare()
        rows = answered(QUESTIONS)
    finally:
        STANDBY.stop()
        HOUSE.close()
    tell("benchmarks.replica", "Readers answered from a replica", rows, write=asked.write)


def prepare() -> None:
    call_command("migrate", verbosity=0)
    call_command("loadsubjects", stdout=StringIO())
    User.objects.create_superuser("公开人")
    HOUSE.keep_at_work(1)
    stages.publish(approved_one(1))
    waited(lambda: status("/unit0001/2024/") == 200, 60)


def who_answers() -> str:
    """Every public address from the standby alone, all else from the primary alone."""
    seen: dict[str, Counter[str]] = {}
    for address in (*PUBLIC, *OWN):
        with counted() as asked:
            READ[address] = status(address)
        seen[address] = asked
        other = "default" if address in PUBLIC else "replica"
        right(not asked[other], f"{address}: {dict(asked)}")
    public = sum((seen[each] for each in PUBLIC), Counter[str]())
    return (
        f"{len(PUBLIC)} public addresses: {public['replica']} questions to the standby, "
        f"{public['default']} to the primary; the desk and /healthz the other way round"
    )


def seen_after() -> str:
    """From the commit to the first answer that has it."""
    waits = []
    for number in range(2, 12):
        stages.publish(approved_one(number))
        waits.append(waited(lambda n=number: status(f"/unit{n:04}/2024/") == 200, 10))  # type: ignore[misc]
    return f"{median(waits) * 1000:.0f} ms, at most {max(waits) * 1000:.0f} ms (10 versions)"


def stands_still() -> str:
    """The standby hears of nothing more; a version is withdrawn."""
    waited(lambda: "/unit0002/2024/" in content(SEARCH), 20)
    on_standby("SELECT pg_wal_replay_pause()")
    withdrawing.withdraw(Publication.objects.get(unit__code="unit0002"), by=stages.PUBLISHER, reason="试验")
    begun, last, page = time.monotonic(), 0.0, Counter[int]()
    while (now := time.monotonic() - begun) < BEHIND + 10:
        if "/unit0002/2024/" in content(SEARCH):
            last = now
        page[status("/unit0002/2024/")] += 1
        time.sleep(0.25)
    right(0 < last < BEHIND + 1, f"withdrawn, and found by the search for {last:.1f} s")
    right(set(page) == {410}, f"withdrawn, its files gone, and not 410 from then on: {dict(page)}")
    on_standby("SELECT pg_wal_replay_resume()")
    return f"found by the search for {last:.1f} s (at most {BEHIND}); its page 410 at once"


def standby_killed() -> str:
    back = waited(lambda: from_standby("/"), AGAIN + 20)
    os.kill(STANDBY.pid, signal.SIGKILL)
    time.sleep(0.5)
    told = as_ever("standby killed")
    STANDBY.start()
    again = waited(lambda: from_standby("/"), AGAIN + 20)
    return (
        f"{told}, from the primary; read again {again:.0f} s after its start "
        f"({back:.0f} s after it had stood still)"
    )


def primary_killed() -> str:
    HOUSE.dismiss()
    os.kill(HOUSE.server.pid, signal.SIGKILL)
    time.sleep(0.5)
    told = as_ever("primary killed")
    ended = waited(lambda: status("/search/?q=某市") >= 500, BEHIND + 20)
    HOUSE.server.start()
    right(waited(lambda: status("/search/?q=某市") == 200, 20) < 20, "primary back, and no answer")
    return f"{told}, from the standby; none after {ended:.0f} s, as it may be old; again with the primary"


def as_ever(what: str) -> str:
    """Whether all public addresses answer as before."""
    others = {each: now for each in PUBLIC if (now := status(each)) != READ[each]}
    right(not others, f"{what}: {others}")
    return f"{len(PUBLIC) - len(others)} of {len(PUBLIC)} addresses answer as before"


QUESTIONS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("who is asked", who_answers),
    ("a new version is seen after", seen_after),
    ("withdrawn while the standby stands still", stands_still),
    ("standby killed with -9", standby_killed),
    ("primary and workers killed with -9", primary_killed),
)


def get(address: str) -> HttpResponse:
    """As a server does: what was broken off is connected again."""
    close_old_connections()
    return READER.get(address)  # type: ignore[return-value]


def status(address: str) -> int:
    return get(address).status_code


def content(address: str) -> str:
    return get(address).content.decode()


def from_standby(address: str) -> bool:
    with counted() as asked:
        get(address)
    return not asked["default"]


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Questions meanwhile, by connection."""
    found: Counter[str] = Counter()
    wrapped = [(alias, connections[alias]) for alias in ("default", "replica")]

    def counter(alias: str) -> Callable[..., Any]:
        def count(execute: Any, *question: Any) -> Any:
            found[alias] += 1
            return execute(*question)

        return count

    for alias, each in wrapped:
        each.execute_wrappers.append(counter(alias))
    try:
        yield found
    finally:
        for _, each in wrapped:
            each.execute_wrappers.pop()


def on_standby(sql: str) -> None:
    with connections["replica"].cursor() as cursor:
        cursor.execute(sql)


if __name__ == "__main__":
    main()
