"""What was published, corrected and withdrawn, line by line: to follow the portal."""

from datetime import date, datetime, time
from typing import Annotated

from django.db.models import BinaryField, Func, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from disclosures.api import asked, links, shapes, telling
from disclosures.models import LogEntry
from disclosures.publiclog.entries import entry_of, moment

router = Router(tags=["变化 (changes)"])
EARLIEST = date(asked.FIRST_YEAR, 1, 1)


class At(Func):
    """When a line was added, in universal time: its JSON, whose names stand in order, begins with it."""

    template = "substr(%(expressions)s, 8, 25)"
    output_field = BinaryField()


@router.get(
    "/changes", response=shapes.Changes, summary="公开、更正、撤回 (publications, corrections, withdrawals)"
)
def changes(request: HttpRequest, wanted: Annotated[asked.ChangesAsked, Query()]) -> shapes.Changes:
    """公开日志的各条，按序号，早的在前：不间断、不改变、不重复。读完后记下 resume，下次从那里接着读。"""
    found = LogEntry.objects.order_by("index")
    if wanted.after is not None:
        found = found.filter(index__gt=wanted.after)
    if wanted.since:
        found = found.filter(index__gte=first_since(wanted.since))
    lines = list(found[: wanted.limit + 1])
    shown = lines[: wanted.limit]
    resume = links.again(request, since=None, after=shown[-1].index) if shown else links.again(request)
    return shapes.Changes(
        items=[change(request, line) for line in shown],
        next=resume if len(lines) > wanted.limit else None,
        resume=resume,
    )


def first_since(day: date) -> "QuerySet[LogEntry, int]":
    """The index of the first line that was added on that day or later; none where there is no such line."""
    midnight = timezone.make_aware(datetime.combine(max(day, EARLIEST), time()))
    later = LogEntry.objects.alias(at=At("content")).filter(at__gte=moment(midnight).encode())
    return later.order_by("index").values_list("index", flat=True)[:1]


def change(request: HttpRequest, line: LogEntry) -> shapes.Change:
    told = entry_of(bytes(line.content))
    return shapes.Change(
        index=line.index,
        kind=told.kind,
        at=telling.moment(told.at),
        unit=told.unit,
        year=told.year,
        version=told.number,
        code=told.code,
        address=links.to(request, "version", told.unit, told.year, told.number),
    )
