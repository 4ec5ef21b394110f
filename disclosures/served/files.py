"""A page as the files that a web server sends: itself, and packed beside it."""

from collections.abc import Callable, Iterator
from functools import cache

from disclosures import packing
from disclosures.served.tree import Wanted, Written

PACKED = ".gz"
"""Beside a text: what a web server sends to whoever unpacks it."""


FEED = ".atom"
"""The end of a feed's file; its address has none."""


def address(path: str) -> str:
    """Under which a web server has a file, below the site's."""
    return path.removesuffix(FEED).removesuffix("index.html")


def page(path: str, make: Callable[[], str]) -> Iterator[tuple[str, Wanted]]:
    """At an address that ends with a slash, or at none."""
    yield from text(f"{path}index.html", lambda: make().encode())


def text(path: str, make: Callable[[], bytes]) -> Iterator[tuple[str, Wanted]]:
    content = cache(make)
    yield path, Written(content)
    yield f"{path}{PACKED}", Written(cache(lambda: packing.text(content())))
