"""Several clients that ask a web server for pages, one after the other each, and how long they waited."""

import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count

HEADERS = {"Accept-Encoding": "gzip"}
WARM = 3
"""Requests of each client that are not counted."""


@dataclass
class Waits:
    """Seconds of each request, and what else than 200 was answered."""

    seconds: list[float] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    bytes: int = 0

    def percentile(self, share: float) -> float:
        """Of the seconds; nan where nothing was answered."""
        found = sorted(self.seconds)
        return found[min(int(len(found) * share), len(found) - 1)] if found else float("nan")


def ask(port: int, paths: Sequence[str], clients: int, requests: int, seconds: float) -> Waits:
    """The paths in turn, until there were so many requests or the time is over."""
    waits, numbers, lock = Waits(), count(), threading.Lock()
    over = time.monotonic() + seconds

    def client(number: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        for n in range(WARM):
            if time.monotonic() < over:
                get(connection, paths[(number + n) % len(paths)])
        while (n := next(numbers)) < requests and time.monotonic() < over:
            begun = time.perf_counter()
            told, size = get(connection, paths[n % len(paths)])
            took = time.perf_counter() - begun
            with lock:
                waits.bytes += size
                if told == "200":
                    waits.seconds.append(took)
                else:
                    waits.others[told] += 1
        connection.close()

    threads = [threading.Thread(target=client, args=[number]) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def get(connection: HTTPConnection, path: str) -> tuple[str, int]:
    try:
        connection.request("GET", path, headers=HEADERS)
        answer = connection.getresponse()
        return f"{answer.status}", len(answer.read())
    except (OSError, HTTPException) as error:
        connection.close()
        return type(error).__name__, 0


def content(port: int, path: str) -> tuple[int, bytes]:
    """Of one address; 0 where nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers=HEADERS)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, HTTPException):
        return 0, b""
    finally:
        connection.close()
