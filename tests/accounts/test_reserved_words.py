"""A unit's code is the first word of its address: no other address of the site may begin with a free word."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models.unit import CODE, RESERVED


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from routes(entry, route)


def test_every_fixed_first_word_of_an_address_is_reserved() -> None:
    firsts = {route.lstrip("^").split("/")[0].rstrip("$") for route in routes(get_resolver())}
    fixed = {first for first in firsts if re.fullmatch(CODE, first)}  # no code has a dot in it
    assert "healthz" in fixed
    assert fixed <= RESERVED
