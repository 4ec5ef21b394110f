"""`python -m benchmarks.trouble [--only WORD] [--write]`: the site in trouble, and what its users see of it.

A site as deployed (nginx, gunicorn, a worker, PostgreSQL), on small disks of its own and started again as
systemd does. While readers read, a clerk types cells, another types in Chromium and versions are made, each
trouble is made and ended. Then every cell that was acknowledged must be there, each version published once,
the public log and all hashes right. As root: it mounts small disks. Needs Debian's nginx, gcc, strace,
iptables and chromium. Exit 1 where anything was lost.
"""

import argparse
import faulthandler
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import timedelta
from io import StringIO
from pathlib import Path

import django
import psycopg
from playwright.sync_api import sync_playwright

from benchmarks import sections
from benchmarks.peaks import descendants
from benchmarks.trouble_ground import slow, stopped
from benchmarks.trouble_house import CLOCK, DATABASE, HOUSE, LINE, PUBLICATIONS, TEMPORARY, close

django.setup()

from django.core.management import call_command  # noqa: E402

from benchmarks.trouble_web import Seen, Trouble, Web, one_trouble  # noqa: E402
from disclosures import logkey  # noqa: E402

CHROMIUM = "/usr/bin/chromium-headless-shell"
NOTHING = (
    "Nothing was lost: every cell that was acknowledged is in the history, what was typed in Chromium was "
    "saved without anybody's doing, every version was published once, every hash is right, and the log."
)
SLOWLY = 1.0
"""Seconds that the slow disk takes for each write that must last."""


# The troubles. Each is a context: it begins, it ends.

OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND pid <> ALL (%s)"""


def once(act: Callable[[], object]) -> AbstractContextManager[object]:
    act()
    return nullcontext()


def postgres() -> list[int]:
    return descendants(HOUSE.server.pid)


@contextmanager
def away(how: Callable[[], object]) -> Iterator[None]:
    """PostgreSQL, until the end."""
    how()
    try:
        yield
    finally:
        HOUSE.server.start()


def connected() -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(host=str(HOUSE.server.socket_folder), user="postgres", dbname="portal")


@contextmanager
def crowded() -> Iterator[None]:
    """Every connection is somebody else's."""
    held = []
    try:
        for _ in range(5):  # some of those that are ended come back before all are taken
            with suppress(psycopg.OperationalError):
                while True:
                    held.append(connected())
            mine = [each.info.backend_pid for each in held]
            held[0].execute(OTHERS, [mine])
        yield
    finally:
        for each in held:
            each.close()


@contextmanager
def without_room() -> Iterator[None]:
    """PostgreSQL can neither extend a table nor write its log: it stops, until there is room again."""
    with away(lambda: None), DATABASE.full():
        with suppress(psycopg.Error), connected() as writer:
            writer.autocommit = True
            while True:
                writer.execute("SELECT pg_logical_emit_message(true, '', repeat('x', 1000000))")
        yield


@contextmanager
def locked(*tables: str) -> Iterator[None]:
    with connected() as held:
        held.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
        yield


def troubles(web: Web, only: list[str]) -> Iterator[Trouble]:
    def everything() -> list[int]:
        return [*postgres(), *descendants(web.gunicorn.process.pid), *descendants(web.worker.process.pid)]

    yield Trouble("nothing", nullcontext)
    yield Trouble("a process of gunicorn killed", lambda: once(web.kill_one_of_gunicorn))
    yield Trouble("gunicorn killed", lambda: once(web.gunicorn.kill))
    yield Trouble("the worker killed", lambda: once(web.worker.kill_all))
    yield Trouble("nginx killed", lambda: once(web.nginx.kill_all))
    yield Trouble("PostgreSQL stopped", lambda: away(HOUSE.server.stop))
    yield Trouble("PostgreSQL killed", lambda: away(HOUSE.kill_database))
    yield Trouble("all connections used", crowded)
    yield Trouble("tables locked", lambda: locked("accounts_figure", "disclosures_publication"))
    yield Trouble("packets to PostgreSQL swallowed", LINE.swallowing)
    yield Trouble("PostgreSQL hangs", lambda: stopped(postgres()))
    yield Trouble("disk of the files full", PUBLICATIONS.full)
    yield Trouble("disk of the database full", without_room)
    yield Trouble("disk for uploads full", TEMPORARY.full)
    yield Trouble("a slow disk", lambda: slow(everything(), SLOWLY))
    if not only or any("clock" in word for word in only):
        web.start_with_clock()
    yield Trouble("clocks 10 minutes ahead", lambda: CLOCK.wrong(timedelta(minutes=10)))
    yield Trouble("clocks a day back", lambda: CLOCK.wrong(timedelta(days=-1)), new_login=True)
    yield Trouble("clocks a day ahead", lambda: CLOCK.wrong(timedelta(days=1)), new_login=True)
    yield Trouble("clocks a year ahead", lambda: CLOCK.wrong(timedelta(days=365)), new_login=True)


def main() -> None:
    faulthandler.register(signal.SIGUSR1)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    asked = arguments()
    found: list[Seen] = []
    try:
        call_command("migrate", verbosity=0)
        call_command("loadsubjects", stdout=StringIO())
        call_command("collectstatic", interactive=False, verbosity=0)
        logkey.make(Path(os.environ["LOG_KEY_FILE"]))
        with sync_playwright() as playwright:
            options = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
            web = Web(chromium)
            for number, trouble in enumerate(troubles(web, asked.only), 1):
                if all(word in trouble.name for word in asked.only):
                    found.append(one_trouble(web, trouble, number))
                    print(told(found[-1]), file=sys.stderr, flush=True)
            web.steady.over.set()
            chromium.close()
    finally:
        close()
    text = "\n\n".join([sections.about("benchmarks.trouble --write"), *as_text(found)])
    print(text)
    if asked.write:
        sections.write("benchmarks.trouble", "In trouble", text)
    sys.exit(any(each.lost for each in found))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default=[], action="append", help="troubles with this word in their name")
    parser.add_argument("--write", action="store_true", help="into docs/measurements.md")
    return parser.parse_args()


def told(seen: Seen) -> str:
    lines = [
        f"== {seen.trouble}: back {seen.back:.1f} s, by itself {seen.by_itself:.1f} s, made {seen.made:.1f} s"
    ]
    for name, answers in (("readers", seen.readers), ("clerk", seen.clerk), ("Chromium", seen.browser)):
        lines += [f"   {name} {what}: {answer}" for what, answer in answers.items()]
    return "\n".join([*lines, f"   steady: {seen.steady}", *(f"   LOST: {each}" for each in seen.lost)])


def as_text(found: list[Seen]) -> list[str]:
    """Two tables, and what was lost."""
    asked: sections.Rows = [
        ["trouble", "report", "home", "search", "ranking", "desk", "a cell", "publish", "upload"]
    ]
    after: sections.Rows = [
        [
            "trouble",
            "the sheet in Chromium says",
            "back, s",
            "saved by itself, s",
            "versions made, s",
            "publish again",
        ]
    ]
    for each in found:
        answers = [
            *each.readers.values(),
            *(each.clerk[name] for name in ("page", "cell", "order", "upload")),
        ]
        asked.append([each.trouble, *map(str, answers)])
        seconds = [f"{number:.1f}" for number in (each.back, each.by_itself, each.made)]
        sheet = " ".join(each.browser["sheet"].split())
        after.append([each.trouble, sheet, *seconds, f"{each.clerk['order again']}"])
    missing = [f"{each.trouble}: {what}" for each in found for what in each.lost]
    return [
        "What was answered, after how many seconds where it took more than two:",
        sections.markdown(asked),
        "Afterwards, from the end of the trouble on:",
        sections.markdown(after),
        "\n".join(["LOST:", *(f"- {each}" for each in missing)]) if missing else NOTHING,
    ]


if __name__ == "__main__":
    main()
