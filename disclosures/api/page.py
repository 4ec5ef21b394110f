"""The page about the API, for people: made from its description, with examples to copy."""

from inspect import getsource
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from disclosures.api import description, harvest, paging
from disclosures.api.description import Operation
from disclosures.api.problems import TITLES
from disclosures.archive import digest
from disclosures.public import caching, citing

SHOWN = frozenset({"address", "q", "year", "after"})
"""Parameters that an example has."""


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    site = citing.site_of(request)
    operations = [(each, f"{site}{example(each)}") for each in description.operations()]
    context = {
        "groups": [(tag, list(group)) for tag, group in groupby(operations, lambda each: each[0].tag)],
        "problems": TITLES,
        "site": site,
        "most": paging.MOST,
        "program": getsource(harvest),
    }
    return caching.page(request, render_to_string("public/api.html", context))


@require_safe
def program(request: HttpRequest) -> HttpResponse:
    """The harvester, to be saved and run."""
    source = getsource(harvest).encode()
    response = HttpResponse(source, content_type="text/plain; charset=utf-8")
    return caching.conditional(request, response, digest(source), caching.A_MINUTE)


def example(of: Operation) -> str:
    """An address to try."""
    place = of.path
    for each in of.parameters.values():
        place = place.replace(f"{{{each.name}}}", str(each.example))
    asked = {
        each.name: each.example for each in of.parameters.values() if each.is_query and each.name in SHOWN
    }
    return f"{place}?{urlencode(asked)}" if asked else place
