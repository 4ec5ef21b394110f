"""When each unit published its account of a year for the first time. Reads publications and nothing else."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from disclosures.models import Publication


@dataclass(frozen=True)
class Deed:
    """`first`: the day on the cover of the first version; `online`: the day since which this site has it."""

    first: date
    online: date
    withdrawn: bool = False

    @property
    def came_later(self) -> date | None:
        """The day since which this site has it, where that is after the day on the cover."""
        return self.online if self.online > self.first else None


def deeds(year: int) -> dict[int, Deed]:
    """By unit's id, of all that published anything for the year: one query."""
    versions = Publication.objects.filter(year=year).order_by("-number")
    rows = versions.values_list("unit", "disclosed", "published_at")
    return {unit: deed(disclosed, timezone.localdate(at)) for unit, disclosed, at in rows}


def deed(disclosed: date, online: date) -> Deed:
    """What can be read is public, whatever later day its cover names."""
    return Deed(min(disclosed, online), online)
