"""Packages follow what is public: made again in line some minutes after a publication, removed at once by a
withdrawal.
"""

from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.db import transaction

from disclosures import queue, served
from disclosures.datasets import index, keeping, making
from disclosures.datasets.index import ALL, Entry
from disclosures.models import Publication
from disclosures.served.leading import Page

TASK = "data"
"""The job that makes one package."""
PAGE = Page("data")
LONGER = 12
"""So many times longer waits the package of all years, the largest."""


def follow_on_commit(publication: Publication) -> None:
    """However many are published meanwhile, each package is made once."""
    transaction.on_commit(partial(line_up, scopes_of(publication), after=settings.DATA_SECONDS), robust=True)


def line_up(scopes: Iterable[str], *, after: int = 0) -> None:
    for scope in scopes:
        queue.once(TASK, f"{TASK}-{scope}", after=after * (LONGER if scope == ALL else 1), scope=scope)


def make(scope: str) -> Entry | None:
    """What is in its place before stays until the new one is whole."""
    entry = making.make(scope)
    served.line_up([PAGE])
    return entry


def take_away(publication: Publication) -> None:
    """Of a version that was withdrawn: what may hold it goes at once, and is made again in line."""
    keeping.remove(*scopes_of(publication))
    served.line_up([PAGE])
    line_up(scopes_of(publication))


def scopes_of(publication: Publication) -> tuple[str, str]:
    return str(publication.year), ALL


def catch_up() -> list[str]:
    """Put in line what is missing or was made from something else; remove what should not be there. Those
    in line.
    """
    states, known, wanted = keeping.states(), index.entries(), index.wanted()
    if gone := set(known) - set(wanted):
        keeping.remove(*gone)
    stale = [scope for scope in wanted if scope not in known or known[scope].state != states[scope]]
    line_up(stale)
    return stale
