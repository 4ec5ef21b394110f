"""A reader without a login who follows every link, opens every file and tries every address there is."""

import gzip
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from io import BytesIO
from itertools import product
from tempfile import NamedTemporaryFile
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

import pikepdf
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.urls.exceptions import Resolver404

from tests.disclosures.paper import bare, poppler

HOST = "http://testserver"
LINK = re.compile(
    r"""(?:href|src|action)=["']([^"']+)|["'>](/[^"'<>()\s\\]*)|(http://testserver/[^"'<>()\s\\]*)"""
)
FIELD = re.compile(r'<(?:input|select)[^>]* name="(\w+)"')
GROUP = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
"""A variable of an address, or of one that is a regular expression."""
LEADING = ("text/html", "application/json", "application/xml", "application/atom+xml", "text/plain")
LIKE, ASKING = 20, 3
"""How many addresses of a route are opened, and how many of them that ask for the same things."""


def routes() -> set[str]:
    """Every public address there may be, as the resolver has it."""
    return {route for route in patterns(get_resolver()) if not route.startswith("desk/")}


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route
        else:
            yield from patterns(each, route)


def filled(route: str, values: Mapping[str, Sequence[object]]) -> Iterator[str]:
    """The addresses of a route, with every value of its variables; KeyError for a variable without values."""
    names = [one or other for one, other in GROUP.findall(route)]
    for chosen in product(*(values[name] for name in names)):
        given = map(str, chosen)
        address = GROUP.sub(lambda _, given=given: next(given), route)  # type: ignore[misc]
        yield "/" + address.strip("^$").replace("\\", "")


def texts(content: bytes) -> Iterator[str]:
    """What can be read in a file, also in what is packed in it."""
    if content.startswith(b"\x1f\x8b"):
        yield from texts(gzip.decompress(content))
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(content)) as packed:
            for member in packed.namelist():
                yield member
                yield from texts(packed.read(member))
    elif content.startswith(b"%PDF-"):
        yield from printed(content)
    else:
        yield content.decode(errors="replace")


def printed(content: bytes) -> Iterator[str]:
    """Of a PDF: its pages, without the breaks of their lines; all that it says of itself, of its parts and
    links; what is enclosed.
    """
    with NamedTemporaryFile(suffix=".pdf") as file, pikepdf.open(BytesIO(content)) as pdf:
        file.write(content)
        file.flush()
        yield bare(poppler("pdftotext", file.name, "-"))
        if "/Metadata" in pdf.Root:
            yield pdf.Root.Metadata.read_bytes().decode()
        for each in pdf.objects:
            yield from said(each)
        for name, enclosed in pdf.attachments.items():
            yield name
            yield from texts(enclosed.get_file().read_bytes())


def said(of: pikepdf.Object) -> Iterator[str]:
    """The strings in an object of a PDF; those it refers to are objects of their own."""
    if isinstance(of, pikepdf.String):
        yield str(of)
    elif isinstance(of, pikepdf.Stream):
        yield from said(of.stream_dict)
    elif isinstance(of, pikepdf.Array | pikepdf.Dictionary):
        for each in of.as_list() if isinstance(of, pikepdf.Array) else of.as_dict().values():
            if not (isinstance(each, pikepdf.Object) and each.is_indirect):
                yield from said(each)


class Reader:
    def __init__(self, client: Client) -> None:
        self.client = client
        self.read: dict[str, str] = {}
        """What was read, by address."""
        self.fields: dict[str, set[str]] = {}
        """What may be asked for, by the path that is asked."""
        self.reached: set[str] = set()
        """Routes that answered with something."""
        self.pages: set[str] = set()
        """Those that are looked at in a browser."""
        self.asked: Counter[str] = Counter()

    def crawl(self, *starts: str) -> None:
        todo = deque(starts)
        while todo:
            address = todo.popleft()
            if self.is_new(address):
                todo.extend(self.links(address, self.get(address)))

    def is_new(self, address: str) -> bool:
        parts = urlsplit(address)
        if address in self.read or parts.path.startswith(("/static/", "/desk/")):
            return False
        names = ",".join(sorted({name for name, _ in parse_qsl(parts.query)}))
        kind = f"{route_of(address)}?{names}"
        self.asked[kind] += 1
        return self.asked[kind] <= (ASKING if names else LIKE)

    def get(self, address: str) -> HttpResponse:
        answer = self.client.get(address, headers={"accept-encoding": "gzip"})
        self.read[address] = "\n".join([str(answer.headers), *texts(body(answer))])
        if answer.status_code < 400:
            self.reached.add(route_of(address))
        if answer.status_code == 200 and is_page(answer):
            self.pages.add(route_of(address))
        return answer  # type: ignore[return-value]

    def links(self, address: str, answer: HttpResponse) -> Iterator[str]:
        text, path = self.read[address], urlsplit(address).path
        if not answer.headers.get("Content-Type", "").startswith(LEADING):
            return
        if names := FIELD.findall(text):
            self.fields.setdefault(path, set()).update(names)
        for groups in LINK.findall(text):
            link = urljoin(HOST + address, unescape(next(filter(None, groups), "")))
            if link.startswith(f"{HOST}/"):
                yield unquote(link.removeprefix(HOST).partition("#")[0])

    def telling(self, words: Iterable[str]) -> list[tuple[str, str]]:
        """The addresses at which one of these can be read."""
        known = tuple(words)
        return [(address, word) for address, text in self.read.items() for word in known if word in text]

    def answer(self, path: str, name: str, value: str) -> tuple[int, str]:
        """To a question, without the words of the question."""
        got = self.client.get(path, {name: value})
        text = "\n".join(texts(body(got)))
        for said in (value, quote(value)):
            text = text.replace(said, "…")
        return got.status_code, text


def is_page(answer: HttpResponse) -> bool:
    is_saved = answer.headers.get("Content-Disposition", "").startswith("attachment")
    return answer.headers["Content-Type"].startswith("text/html") and not is_saved


def body(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def route_of(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).route
    except Resolver404:
        return ""
