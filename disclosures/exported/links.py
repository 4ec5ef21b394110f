"""The pages of the site as pages in a folder: every link leads to a file beside, or to the site. Pure."""

import posixpath
import re
from collections.abc import Callable

from disclosures.artefacts import BY_KIND

LINK = re.compile(r' (href|src|data-chart|data-library)="(/[^"#]*)(#[^"]*)?"')
"""What somebody typed cannot look like this: quotation marks are escaped in every page."""
VERSION = re.compile(
    r"/(?P<unit>[-\w]+)/(?:(?P<year>\d{4})/(?:v(?P<number>\d+)/(?:(?P<page>changes|checks)/|report\.(?P<kind>\w+))?)?)?"
)
YEAR = re.compile(r"/year-\d{4}\.html")
MODULE, PLAIN = '<script type="module" ', "<script defer "
"""A browser loads no module from a file; ours need nothing of one another."""
HOME = "index.html"
FIXED = {
    "/": HOME,
    "/search/": HOME,
    "/verify/": f"{HOME}#verify",
    "/log/key": "log/key",
    "/log/verifier.py": "log/verifier.py",
}


def relinked(html: str, here: str, is_here: Callable[[str], bool], site: str) -> str:
    """`here`: where the page lies in the folder. `is_here`: whether a path in the folder will be there.
    `site`: its address, for what is not; where there is none, such a link leads nowhere.
    """

    def to(match: re.Match[str]) -> str:
        attribute, address, fragment = match[1], match[2], match[3] or ""
        path, _, within = (place(address) or "").partition("#")
        if path and is_here(path):
            return f' {attribute}="{beside(here, path)}{f"#{within}" if within else fragment}"'
        return f' {attribute}="{site}{address}{fragment}"' if site else ""

    return LINK.sub(to, html).replace(MODULE, PLAIN)


def place(address: str) -> str | None:
    """Where in the folder is what the site has at that address; None of what is of the site alone."""
    if address.startswith("/static/") or YEAR.fullmatch(address):
        return address[1:]
    if address.startswith("/verify/"):
        return FIXED["/verify/"]
    if address in FIXED:
        return FIXED[address]
    found = VERSION.fullmatch(address)
    if found is None:
        return None
    if found["kind"]:
        artefact = BY_KIND.get(found["kind"])
        return f"{posixpath.dirname(address)[1:]}/{artefact.name}" if artefact else None
    return f"{address[1:]}{HOME}"


def beside(here: str, path: str) -> str:
    """The way from one file to another."""
    return posixpath.relpath(path, posixpath.dirname(here) or ".")


def wrapped(script: bytes) -> bytes:
    """What a module is by itself: its names are nobody else's."""
    return b'(() => {\n"use strict";\n' + script + b"})();\n"
