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


@dataclass(frozen=True, order=True)
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
    yield from pages_about(publication.unit)


def pages_about(unit: Unit) -> Iterator[Page]:
    """Those that tell of a unit, by its name or by what it published."""
    yield Page("home")
    above: Unit | None = unit
    while above:
        yield Page("unit", above.code)
        above = above.parent


def all_pages() -> Iterator[Page]:
    yield Page("home")
    yield from (Page("unit", code) for code in known_units())


def known_units() -> list[str]:
    """The codes of those that published anything, and of those above them."""
    units = Unit.objects.values_list("pk", "code", "parent")
    tree: dict[int | None, tuple[str, int | None]] = {pk: (code, above) for pk, code, above in units}
    found = {}
    known: int | None
    for known in Publication.objects.order_by().values_list("unit", flat=True).distinct():
        while known and known not in found:
            found[known], known = tree[known]
    return sorted(found.values())


def home(_: str) -> Files:
    return dict(page("", leading.home))


def unit_page(code: str) -> Files:
    found = leading.unit_named(code)
    return dict(page(f"{code}/", partial(leading.unit, found))) if found else {}


MAKERS: dict[str, Callable[[str], Files]] = {"home": home, "unit": unit_page}
