"""The home page: one box to ask, the newest, and ways in by year and by region."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.template.loader import render_to_string

from disclosures.duties.lines import years as listed_years
from disclosures.duties.models import Duty
from disclosures.models import Publication
from disclosures.public.lists import invented
from disclosures.public.places import reading
from disclosures.public.places.regions import ordered

NEWEST, YEARS = 10, 12
REGIONS = 24
"""So many are shown, those with most reports; all of them have a page."""


@dataclass(frozen=True)
class Board:
    """How many must publish for the newest year that has a list, and how many have."""

    year: int
    due: int
    published: int


def home() -> str:
    counts = reading.counts()
    years: Counter[int] = Counter()
    regions: Counter[str] = Counter()
    for region, year, count in counts:
        years[year] += count
        regions[region] += count
    named = ordered(regions)
    newest = list(reading.newest(NEWEST))
    context = {
        "whole": years.total(),
        "newest": newest,
        "invented": invented(each.unit for each in newest),
        "years": sorted(years.items(), reverse=True)[:YEARS],
        "regions": named[:REGIONS],
        "all_regions": len(named),
        "board": board(),
    }
    return render_to_string("public/home.html", context)


def board() -> Board | None:
    year = next(iter(listed_years()), None)
    if year is None:
        return None
    current = Publication.objects.current().filter(unit=OuterRef("unit"), year=year)
    owed = Duty.objects.released().filter(year=year).alias(is_done=Exists(current))
    return Board(year, **owed.aggregate(due=Count("pk"), published=Count("pk", filter=Q(is_done=True))))
