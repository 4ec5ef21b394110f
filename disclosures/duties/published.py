"""When each unit published its account of a year for the first time. Reads publications and nothing else."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from disclosures.models import Publication


@dataclass(frozen=True)
class Deed:
    """`first`: the day on the cover of the first version, or that on which it could be read here if a cover
    names a later one; `online`: since when it could be read here. `withdrawn`: the newest version is.
    """

    first: date
    online: date
    withdrawn: bool = False

    @property
    def came_later(self) -> date | None:
        """The day since which this site has it, where that is after the day on the cover."""
        return self.online if self.online > self.first else None


def deeds(year: int) -> dict[int, Deed]:
    """By unit's id, of all that published anything for the year: one query."""
    versions = Publication.objects.filter(year=year).order_by("number")
    found: dict[int, Deed] = {}
    for unit, day, at, withdrawal in versions.values_list("unit", "disclosed", "published_at", "withdrawal"):
        online = timezone.localdate(at)
        first = found.get(unit) or Deed(min(day, online), online)
        found[unit] = replace(first, withdrawn=withdrawal is not None)
    return found
