"""What must be published next of one's own: by when, and who acts."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef

from accounts.models import Account
from disclosures.desk.duties.rows import Row, row
from disclosures.desk.home.due import Due, due
from disclosures.duties.dates import Terms
from disclosures.duties.models import Duty
from disclosures.models import Publication

AT_MOST = 5


def pressing(units: Iterable[int], today: date) -> list[tuple[Row, Due]]:
    """The nearest last days of what was never published: two queries."""
    done = Publication.objects.filter(unit=OuterRef("unit"), year=OuterRef("year"))
    owed = Duty.objects.filter(~Exists(done), unit__in=units, due__isnull=False).select_related("unit")
    nearest = list(owed.order_by("due", "unit__name")[:AT_MOST])
    ours = Account.objects.filter(unit__in={each.unit_id for each in nearest}, source=Account.Source.PORTAL)
    made = {(each.unit_id, each.year): each for each in ours.select_related("unit")}
    return [
        (row(each.unit, each.year, each, made.get((each.unit_id, each.year)), None, today), told(each, today))
        for each in nearest
    ]


def told(duty: Duty, today: date) -> Due:
    return due(Terms(replied=None, disclosed=None, days=0, working=False, due=duty.due), today)
