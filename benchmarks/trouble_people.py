"""Who uses the site while it is in trouble: readers, a clerk at the desk, one who types without a pause, and
one with a real browser. Each tells what was answered, after how long, in which words.
"""

import json
import re
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

PATIENCE = 100
"""Seconds that somebody waits for an answer; no browser gives up sooner."""
MASK = "x" * 32
"""Of the form's token: any will do that the cookie has, too."""


@dataclass(frozen=True)
class Answer:
    status: int
    """0: nobody answered, or not within PATIENCE."""
    seconds: float
    text: str = ""

    @property
    def words(self) -> str:
        """What a person sees of a page first: why it was refused, or the heading."""
        found = re.search(r'(?s)<div class="refusal.*?</div>', self.text) or re.search(
            r"(?s)<h1.*?</h1>", self.text
        )
        plain = unescape(re.sub(r"<[^>]+>", " ", found[0])) if found else self.text[:40]
        return " ".join(plain.split())[:50]

    def __str__(self) -> str:
        told = f"{self.status}" if self.status else "no answer"
        slow = f", {self.seconds:.0f} s" if self.seconds >= 2 else ""
        return f"{told}{slow}{f' {self.words}' if self.status >= 400 else ''}"


@dataclass
class Person:
    """`session`: the cookie of a login; empty for a reader."""

    port: int
    session: str = ""

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def send(self, path: str, **form: str) -> Answer:
        return self.ask("POST", path, urlencode(form).encode(), "application/x-www-form-urlencoded")

    def save(self, path: str, **body: object) -> Answer:
        return self.ask("POST", path, json.dumps(body).encode(), "application/json")

    def upload(self, path: str, content: bytes) -> Answer:
        head = '--limit\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
        body = head.encode() + content + b"\r\n--limit--\r\n"
        return self.ask("POST", path, body, "multipart/form-data; boundary=limit")

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Answer:
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={MASK}", "X-CSRFToken": MASK}
        headers |= {"Content-Type": kind} if kind else {}
        connection, begun = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE), time.monotonic()
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
            return Answer(answer.status, time.monotonic() - begun, text)
        except (OSError, HTTPException):
            return Answer(0, time.monotonic() - begun)
        finally:
            connection.close()


class Steady(threading.Thread):
    """Saves one cell after the other, each until it is acknowledged, as the sheet does."""

    def __init__(self, clerk: Person, user: str, path: str, cells: list[str]) -> None:
        super().__init__(daemon=True)
        self.clerk, self.user, self.path, self.cells = clerk, user, path, cells
        self.seen: dict[str, list[str]] = {cell: [""] for cell in cells}
        self.acknowledged: list[tuple[str, str]] = []
        """Address and text of each cell that the site said it had saved."""
        self.others: Counter[str] = Counter()
        """What else was answered, since it was last asked for."""
        self.longest = 0.0
        self.over = threading.Event()

    def run(self) -> None:
        number = 0
        while not self.over.is_set():
            number += 1
            cell, text = self.cells[number % len(self.cells)], f"{number}.00"
            self.seen[cell].append(text)
            while not self.over.wait(0.25) and not self.saved(cell, text):
                pass

    def saved(self, cell: str, text: str) -> bool:
        wish = {cell: {"text": text, "seen": self.seen[cell]}}
        answer = self.clerk.save(self.path, user=self.user, cells=wish)
        self.longest = max(self.longest, answer.seconds)
        if answer.status == 200 and cell in json.loads(answer.text)["saved"]:
            self.acknowledged.append((cell, text))
            self.seen[cell] = [text]
            return True
        self.others[f"{answer.status or 'no answer'}"] += 1
        return False

    def told(self) -> Counter[str]:
        """What was answered of late that was no yes, and forgets it."""
        found, self.others = self.others, Counter()
        return found


def number_seen(page: str) -> str:
    """Of the form of a step: which step it was shown with."""
    with suppress(AttributeError, TypeError):
        return re.search(r'name="seen" value="(\d+)"', page)[1]  # type: ignore[index]
    return "0"
