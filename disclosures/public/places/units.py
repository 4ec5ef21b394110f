"""A unit or department: its years, its versions, and what is below it."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Unit
from disclosures import archive
from disclosures.models import Publication
from disclosures.public import described, pages
from disclosures.public.places import reading, years
from disclosures.public.places.gathered import Known, gather
from disclosures.public.places.standing import standing
from disclosures.public.places.years import Year
from disclosures.public.search import AMOUNTS

LISTED = 300
"""So many units below are listed; the rest is found by searching."""
WHAT = "所属单位"


@dataclass(frozen=True)
class Version:
    """`reason`: why it corrects the one before, as its readers were told; empty of a first one."""

    publication: Publication
    address: str
    """That of the year for the newest one, else its own."""
    is_newest: bool
    reason: str
    has_changes: bool


def named(code: str) -> Unit | None:
    return Unit.objects.select_related("parent").filter(code=code).first()


def unit(shown: Unit) -> str:
    published = reading.versions(shown)
    known = reading.below(shown)
    found = [gather(known, year) for year in known.years]
    newest = known.years[0] if found else None
    lines = lines_of(shown, published, known)
    drawn = sum(bool(line.cells) for line in lines)
    context = {
        "unit": shown,
        "described": described.Column(shown.name, f"{shown.name}公开的各年度决算。"),
        "catalog": described.catalog(shown, current(published), settings.SITE_ADDRESS),
        "kin": kin(shown),
        "former": former_names(shown, published),
        "titles": AMOUNTS,
        "years": lines,
        "before": years.BEFORE,
        "has_figures": drawn > 0,
        "has_trend": drawn > 1,
        "versions": list(versions(shown, published)),
        "gathered": found,
        "told": found[0].told(WHAT) if found else "",
        "members": [standing(known, member, newest) for member in known.members[:LISTED]],
        "unlisted": len(known.members[LISTED:]),
    }
    return render_to_string("public/unit.html", context)


def current(published: Iterable[Publication]) -> list[Publication]:
    """Of versions newest first, those that stand."""
    newest = {each.year: each for each in reversed(list(published))}
    return [each for each in reversed(newest.values()) if not each.is_withdrawn]


def figures(shown: Unit) -> str:
    """The headline figures of all years as CSV, behind a byte order mark: Excel needs one for Chinese."""
    found = lines_of(shown, reading.versions(shown), reading.below(shown))
    return "\ufeff" + years.as_csv(shown.code, shown.name, found, AMOUNTS)


def lines_of(shown: Unit, published: Iterable[Publication], known: Known) -> list[Year]:
    """`published`: newest first. `known`: what is below."""
    owed, before = reading.years_owed(shown), reading.inherited(shown)
    return years.years(reading.filed(shown, published), owed, known.years, before)


def kin(shown: Unit) -> list[tuple[str, list[Unit]]]:
    """Those that took over from it, and from which it took over, under what they are called."""
    before = list(shown.predecessors.all())
    found = (
        ("承接单位" if shown.dissolved else "部分职责转给", list(shown.successors.all())),
        ("前身", [each for each in before if each.dissolved]),
        ("部分职责来自", [each for each in before if not each.dissolved]),
    )
    return [(title, units) for title, units in found if units]


def former_names(shown: Unit, published: list[Publication]) -> list[str]:
    """Those on record, and those on its reports; the newest first."""
    known = [each.name for each in shown.names.all()] + [each.unit_name for each in published]
    return [each for each in dict.fromkeys(known) if each not in (shown.name, shown.reported_name)]


def versions(shown: Unit, published: Iterable[Publication]) -> Iterator[Version]:
    """Of versions newest first."""
    seen: set[int] = set()
    for each in published:
        of = [shown.code, each.year]
        is_newest = each.year not in seen
        seen.add(each.year)
        address = reverse("report", args=of) if is_newest else reverse("version", args=[*of, each.number])
        yield Version(each, address, is_newest, reason_of(each), pages.has_changes(each))


def reason_of(publication: Publication) -> str:
    """Nothing where its file is gone or damaged: it is told elsewhere."""
    if not pages.has_changes(publication):
        return ""
    with suppress(archive.Damaged, KeyError):
        told = json.loads(archive.content(publication, "changes.json"))["correction"]
        return str(told["reason"]) if told else ""
    return ""
