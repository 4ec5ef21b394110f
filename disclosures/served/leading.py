"""The pages that lead to reports, and what follows from all of them, as files: one `Page` at a time.

A page is a function of what is public: whoever makes it again makes it right. When a version is published or
withdrawn, each page that tells of it stands in line once, however many versions wait for it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from glob import escape

from django.conf import settings

from accounts.models import Unit
from disclosures.duties.lines import years as board_years
from disclosures.models import Publication
from disclosures.public import board, data, feeds, leading, sitemaps, unit_compare
from disclosures.public.converters import is_region
from disclosures.public.places import reading
from disclosures.served.files import FEED, page, text
from disclosures.served.tree import Wanted

Files = Mapping[str, Wanted]
"""By path below the folder; nothing where there is no such page any more."""


@dataclass(frozen=True)
class Kind:
    """`make`: the files of one page, by which of its kind it is. `places`: where they lie, as patterns of
    names in which `{of}` is that: what lies there can be removed by those who cannot make it.
    """

    make: Callable[[str], Files]
    places: tuple[str, ...]


@dataclass(frozen=True, order=True)
class Page:
    """`kind`: one of KINDS. `of`: which of its kind; a unit's code."""

    kind: str
    of: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.of}"

    def files(self) -> Files:
        return KINDS[self.kind].make(self.of)

    @property
    def places(self) -> tuple[str, ...]:
        """None where it may be no name of a file or folder."""
        if "/" in self.of or self.of.startswith("."):
            return ()
        known = (each for each in KINDS[self.kind].places if self.of or "{of}" not in each)
        return tuple(each.format(of=escape(self.of)) for each in known)


def pages_of(publication: Publication) -> Iterator[Page]:
    """Those that tell of a version."""
    yield from pages_about(publication.unit)
    yield from (Page("unit", each.code) for each in publication.unit.successors.all())
    yield from pages_of_year(publication.year)
    section = feeds.section_of(Publication.objects.filter(pk__lte=publication.pk).count())
    yield from (Page("feed-archive", f"{number}") for number in (section, section - 1) if number)
    yield Page("sitemap-part", f"{publication.year}-{sitemaps.part_of(publication.unit_id)}")


def pages_of_year(year: int) -> Iterator[Page]:
    """Those that tell of who must publish for it, but for those of places."""
    yield from (Page("home"), Page("board"), Page("board-of", f"{year}"))
    yield Page("sitemap-part", sitemaps.PAGES)


def pages_about(unit: Unit) -> Iterator[Page]:
    """Those that tell of a unit, by its name or by what it published."""
    yield from map(Page, ("home", "data", "feed", "sitemap"))
    yield from (Page("regions"), Page("region", unit.region), Page("region-feed", unit.region))
    yield Page("compare", unit.code)
    above: Unit | None = unit
    while above:
        yield Page("unit", above.code)
        yield Page("unit-feed", above.code)
        yield Page("sitemap-part", f"units-{sitemaps.part_of(above.pk)}")
        above = above.parent


def all_pages() -> Iterator[Page]:
    yield from map(Page, ("home", "data", "robots", "board", "feed", "sitemap"))
    yield from (Page("board-of", f"{year}") for year in board_years())
    yield Page("regions")
    yield from (Page(kind, name) for name in reading.regions() for kind in ("region", "region-feed"))
    yield from (Page("feed-archive", f"{number + 1}") for number in range(feeds.sections()))
    yield from (Page("sitemap-part", name) for name in sitemaps.parts())
    for code in sitemaps.known_units().values():
        yield Page("unit", code)
        yield Page("unit-feed", code)
        yield Page("compare", code)


def home(_: str) -> Files:
    return dict(page("", leading.home))


def unit_page(code: str) -> Files:
    found = leading.unit_named(code)
    if found is None:
        return {}
    figures = text(f"{code}/figures.csv", lambda: leading.figures(found).encode())
    return dict(page(f"{code}/", partial(leading.unit, found))) | dict(figures)


def compare(code: str) -> Files:
    made = [of_text(path, told) for path, told in unit_compare.files(code).items()]
    return {path: file for files in made for path, file in files.items()}


def regions(_: str) -> Files:
    return dict(page("regions/", leading.regions))


def region(name: str) -> Files:
    """Nothing where the name may be no folder's."""
    return of_text(f"regions/{name}/index.html", leading.region(name)) if is_region(name) else {}


def newest_board(_: str) -> Files:
    return of_text("board/index.html", board.newest_shown())


def board_of(year: str) -> Files:
    return of_text(f"board/{year}/index.html", board.shown(int(year)))


def feed(_: str) -> Files:
    return of_text(f"feed{FEED}", feeds.newest(settings.SITE_ADDRESS))


def feed_archive(number: str) -> Files:
    return of_text(f"feed/{number}{FEED}", feeds.archived(int(number), settings.SITE_ADDRESS))


def unit_feed(code: str) -> Files:
    found = leading.unit_named(code)
    return of_text(f"{code}/feed{FEED}", feeds.of_unit(found, settings.SITE_ADDRESS)) if found else {}


def region_feed(name: str) -> Files:
    made = feeds.of_region(name, settings.SITE_ADDRESS) if is_region(name) else None
    return of_text(f"regions/{name}/feed{FEED}", made)


def sitemap(_: str) -> Files:
    return of_text("sitemap.xml", sitemaps.index(settings.SITE_ADDRESS))


def sitemap_part(name: str) -> Files:
    return of_text(f"sitemap-{name}.xml", sitemaps.part(name, settings.SITE_ADDRESS))


def robots(_: str) -> Files:
    return of_text("robots.txt", sitemaps.robots(settings.SITE_ADDRESS))


def data_page(_: str) -> Files:
    return dict(page("data/", data.page))


def of_text(path: str, made: str | None) -> Files:
    return {} if made is None else dict(text(path, made.encode))


KINDS = {
    "home": Kind(home, ("index.html*",)),
    "data": Kind(data_page, ("data/index.html*",)),
    "unit": Kind(unit_page, ("{of}/index.html*", "{of}/figures.csv*")),
    "compare": Kind(compare, ("{of}/compare/**/*",)),
    "regions": Kind(regions, ("regions/index.html*",)),
    "region": Kind(region, ("regions/{of}/index.html*",)),
    "board": Kind(newest_board, ("board/index.html*",)),
    "board-of": Kind(board_of, ("board/{of}/index.html*",)),
    "feed": Kind(feed, (f"feed{FEED}*",)),
    "feed-archive": Kind(feed_archive, (f"feed/{{of}}{FEED}*",)),
    "unit-feed": Kind(unit_feed, (f"{{of}}/feed{FEED}*",)),
    "region-feed": Kind(region_feed, (f"regions/{{of}}/feed{FEED}*",)),
    "sitemap": Kind(sitemap, ("sitemap.xml*",)),
    "sitemap-part": Kind(sitemap_part, ("sitemap-{of}.xml*",)),
    "robots": Kind(robots, ("robots.txt*",)),
}
