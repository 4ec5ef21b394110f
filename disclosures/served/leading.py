"""The pages that lead to reports, and what follows from all of them, as files: one `Page` at a time.

A page is a function of what is public: whoever makes it again makes it right. When a version is published or
withdrawn, each page that tells of it stands in line once, however many versions wait for it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from accounts.models import Unit
from disclosures.models import Publication
from disclosures.public import leading
from disclosures.served.files import page
from disclosures.served.tree import Wanted

Files = Mapping[str, Wanted | None]
"""By path below the folder; None of what must not be there."""


@dataclass(frozen=True)
class Page:
    """`kind`: one of MAKERS. `of`: which of its kind; a unit's code."""

    kind: str
    of: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.of}"

    def files(self) -> Files:
        return MAKERS[self.kind](self.of)


def pages_of(publication: Publication) -> Iterator[Page]:
    """Those that tell of a version."""
    yield Page("home")
    unit: Unit | None = publication.unit
    while unit:
        yield Page("unit", unit.code)
        unit = unit.parent


def all_pages() -> Iterator[Page]:
    yield Page("home")
    codes = Publication.objects.order_by("unit__code").values_list("unit__code", flat=True).distinct()
    yield from (Page("unit", code) for code in codes.iterator(1000))


def home(_: str) -> Files:
    return dict(page("", leading.home))


def unit_page(code: str) -> Files:
    found = leading.unit_named(code)
    return dict(page(f"{code}/", partial(leading.unit, found))) if found else {}


MAKERS: dict[str, Callable[[str], Files]] = {"home": home, "unit": unit_page}
