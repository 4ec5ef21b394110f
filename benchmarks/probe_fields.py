"""Every page of every person, every field of every form there: what no browser sends. Nothing answers 500."""

import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from benchmarks.probe_asking import TOKEN, Answer, Asking

HARMFUL = {
    "NUL": "a\0b",
    "invalid UTF-8": "\udcff\udcfe",
    "lone surrogate": "\ud800",
    "whole number too large": "99999999999999999999",
    "thousands of digits": "9" * 5_000,
    "negative": "-1",
    "not a number": "NaN",
    "infinite": "1e999999",
    "digits of others": "٣४五",
    "markup": "'\"><script>alert(1)</script>{{7*7}}${7*7}",
    "SQL": "1' OR '1'='1'; SELECT pg_sleep(5)--",
    "path": "../../../../etc/passwd",
    "long": "长" * 20_000,
    "deep JSON": "[" * 20_000,
    "JSON of another shape": '{"a": [null, 1e400, {"b": "\\ud800\\u0000"}]}',
    "nothing": "",
    "date that is none": "2024-02-31",
    "right to left": "\u202e\u2066\ufeff",
}
DIGITS = re.compile(r"\d+")
NEVER = ("/desk/logout/", "/desk/password_change/")
"""They would end the session that asks."""
PAGES, MOST = 150, 12
"""Of each person at most, and of each shape (numbers apart) two; fields of a form at most."""


@dataclass(frozen=True)
class Wanted:
    """What is put into one field of a form."""

    who: str
    method: str
    path: str
    fields: dict[str, str]
    name: str
    what: str

    def __str__(self) -> str:
        return f"{self.who or 'nobody'} {self.method} {self.path} {self.name}: {self.what}"


class Page(HTMLParser):
    """Links and forms: (action, method, fields by name)."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in given}
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        elif tag == "form":
            self.forms.append((attributes.get("action", ""), attributes.get("method", "get").upper(), {}))
        elif tag in ("input", "select", "textarea", "button") and attributes.get("name") and self.forms:
            self.forms[-1][2].setdefault(attributes["name"], attributes.get("value", ""))


def pages(ask: Asking, who: str, begin: list[str]) -> Iterator[tuple[str, Page]]:
    """What one comes to by links, of each shape two."""
    waiting, seen, shapes, count = list(begin), set[str](), dict[str, int](), 0
    while waiting and count < PAGES:
        address = waiting.pop(0)
        shape = DIGITS.sub("0", address.partition("?")[0])
        if address in seen or shapes.get(shape, 0) >= 2 or address.startswith(NEVER):
            continue
        seen.add(address)
        shapes[shape] = shapes.get(shape, 0) + 1
        answer = ask("GET", address, who=who)
        if "text/html" not in answer.headers.get("content-type", "") or answer.status != 200:
            continue
        count += 1
        found = Page(answer.text)
        waiting += [inside for each in found.links if (inside := local(address, each))]
        yield address, found


def local(page: str, link: str) -> str:
    """The path of a link to this site; empty for others."""
    whole = urlsplit(urljoin(f"https://here{page}", link))
    if whole.netloc != "here":
        return ""
    return quote(whole.path, safe="/%:@-._~()") + (f"?{whole.query}" if whole.query else "")


def questions(address: str, page: Page) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(method, path, fields) that this page asks, as a browser would."""
    path, _, query = address.partition("?")
    if query:
        yield "GET", path, dict(parse_qsl(query, keep_blank_values=True))
    for action, method, fields in page.forms:
        there = local(address, action or path).partition("?")[0]
        if there and not there.startswith(NEVER):
            yield method, there, fields


def probes(ask: Asking, people: Mapping[str, list[str]]) -> Iterator[tuple[str, bool, str]]:
    """For each person with the pages to begin at; each form of a shape once for a person."""
    with ThreadPoolExecutor(4) as pool:
        for who, begin in people.items():
            done = set[tuple[str, str, str]]()
            for address, page in pages(ask, who, begin):
                wanted = []
                for method, path, fields in questions(address, page):
                    for name in [each for each in fields if each != "csrfmiddlewaretoken"][:MOST]:
                        shape = DIGITS.sub("0", path), method, DIGITS.sub("0", name)
                        if shape not in done:
                            done.add(shape)
                            wanted += [Wanted(who, method, path, fields, name, what) for what in HARMFUL]
                for each, answer in zip(wanted, pool.map(partial(asked, ask), wanted), strict=True):
                    yield str(each), 0 < answer.status < 500, f"{answer.status}"


def asked(ask: Asking, wanted: Wanted) -> Answer:
    sent = wanted.fields | {wanted.name: HARMFUL[wanted.what], "csrfmiddlewaretoken": TOKEN}
    how = "surrogatepass" if wanted.what == "lone surrogate" else "surrogateescape"
    said = urlencode({key: value.encode("utf-8", how) for key, value in sent.items()})
    if wanted.method == "GET":
        return ask("GET", f"{wanted.path}?{said[:30_000]}", who=wanted.who)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return ask("POST", wanted.path, who=wanted.who, headers=kind, body=said)
