"""Which pages there are, for search engines: an index of parts (sitemaps.org); what robots leave alone."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import F, Max
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Unit
from disclosures.duties.lines import years as board_years
from disclosures.models import Publication
from disclosures.public import caching, citing, missing
from disclosures.public.places.reading import regions

UNITS = 10_000
"""So many units, by their numbers, share a part: with one report a year each, far from the 50,000 addresses
that a part may have. A unit never moves to another part, so a new one changes one part only.
"""
PAGES = "pages"
PART = re.compile("(?P<kind>units|[0-9]{4})-(?P<number>[0-9]{1,5})")
XML, TEXT = "application/xml; charset=utf-8", "text/plain; charset=utf-8"
Address = tuple[str, date | None]
"""Without the site; since when it says what it says, where that is known."""


def part_of(unit: int) -> int:
    return unit // UNITS + 1


def parts() -> dict[str, datetime | None]:
    """By name, when its newest version was published: "pages", "units-1", "2024-1"."""
    current = Publication.objects.current().order_by().values("year", part=F("unit") / UNITS + 1)
    newest = current.annotate(newest=Max("published_at")).order_by("-year", "part")
    found: dict[str, datetime | None] = {PAGES: None}
    found |= {f"units-{part}": None for part in sorted({part_of(pk) for pk in known_units()})}
    return found | {f"{each['year']}-{each['part']}": each["newest"] for each in newest}


def known_units() -> dict[int, str]:
    """The codes of those that published anything, and of those above them."""
    units = Unit.objects.values_list("pk", "code", "parent")
    tree: dict[int | None, tuple[str, int | None]] = {pk: (code, above) for pk, code, above in units}
    found: dict[int, str] = {}
    known: int | None
    for known in Publication.objects.order_by().values_list("unit", flat=True).distinct():
        while known and known not in found:
            found[known], known = tree[known]
    return found


def index(site: str) -> str:
    told = [
        {"location": f"{site}{reverse('sitemap-part', args=[name])}", "last_mod": at}
        for name, at in parts().items()
    ]
    return render_to_string("sitemap_index.xml", {"sitemaps": told})


def part(name: str, site: str) -> str | None:
    """None where there is none of that name."""
    told = [{"location": f"{site}{address}", "lastmod": at} for address, at in addresses(name)]
    return render_to_string("sitemap.xml", {"urlset": told}) if told else None


def addresses(name: str) -> Iterator[Address]:
    found = PART.fullmatch(name)
    if name == PAGES:
        yield from pages()
    elif found and found["kind"] == "units":
        yield from units(int(found["number"]))
    elif found:
        yield from reports(int(found["kind"]), int(found["number"]))


def pages() -> Iterator[Address]:
    for name in ("home", "regions", "subjects", "rankings", "data", "verify"):
        yield reverse(name), None
    for region in regions():
        yield reverse("region", args=[region]), None
    for year in board_years():
        yield reverse("board", args=[year]), None


def units(number: int) -> Iterator[Address]:
    for pk, code in sorted(known_units().items()):
        if part_of(pk) == number:
            yield reverse("unit", args=[code]), None


def reports(year: int, number: int) -> Iterator[Address]:
    """By the address of the current version, which the page names as its own."""
    current = Publication.objects.current().filter(year=year).order_by("unit")
    within = current.filter(unit__gte=(number - 1) * UNITS, unit__lt=number * UNITS)
    for code, version, at in within.values_list("unit__code", "number", "published_at"):
        yield reverse("version", args=[code, year, version]), timezone.localdate(at)


def robots(site: str) -> str:
    """What is a function of a question is left out; all of what it leads to is in the sitemap."""
    return render_to_string("public/robots.txt", {"sitemap": f"{site}{reverse('sitemap')}"})


@require_safe
def index_page(request: HttpRequest) -> HttpResponse:
    return answer(request, index(citing.site_of(request)), XML)


@require_safe
def part_page(request: HttpRequest, name: str) -> HttpResponse:
    found = part(name, citing.site_of(request))
    return missing.page(request) if found is None else answer(request, found, XML)


@require_safe
def robots_page(request: HttpRequest) -> HttpResponse:
    return answer(request, robots(citing.site_of(request)), TEXT)


def answer(request: HttpRequest, text: str, kind: str) -> HttpResponse:
    return caching.text(request, HttpResponse(text, content_type=kind))
