"""What must be true after whatever happened: each version once, every file its hash, the public log right."""

import time
from collections.abc import Callable, Iterator

from django.db import InterfaceError, OperationalError, connection

from accounts.models import Account, Step
from disclosures import archive, logbook
from disclosures.models import LogEntry, Publication, PublishOrder


def faults(wanted: int) -> Iterator[str]:
    """What is not as it should be, in words. `wanted`: so many versions, each the first of its account."""
    logbook.seal()
    yield from logbook.verify()
    published = Publication.objects.select_related("order__account").order_by("pk")
    counts = {
        "versions": published.count(),
        "accounts": len({each.order.account_id for each in published}),
        "accounts 已公开": Account.objects.filter(status="published").count(),
        "steps 公开": Step.objects.filter(verb="publish").count(),
        "orders": PublishOrder.objects.count(),
        "orders done": PublishOrder.objects.filter(state="done").count(),
        "lines of the log": LogEntry.objects.count(),
        "versions in the log": LogEntry.objects.values("publication").distinct().count(),
    }
    yield from (f"{found} {what}, not {wanted}" for what, found in counts.items() if found != wanted)
    for each in published:
        for name in each.manifest:
            try:
                archive.content(each, name)
            except archive.Damaged as damage:
                yield str(damage)


def asked_again(question: Callable[[], int]) -> int:
    """The answer, also where the connection was killed."""
    while True:
        try:
            return question()
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(0.5)
