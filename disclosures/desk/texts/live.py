"""Who else is at the texts, and what they changed: the page asks every few seconds, as a table does."""

from typing import Any

from django.db.models import Q

from accounts.models import Account, TextChange
from disclosures.desk.entry import live

PAGE = "texts"
"""In the place of a table's key."""
ELSEWHERE = Q(place__startswith="subject/") | Q(place__startswith="project/")
"""Texts that have pages of their own."""


def newest(account: Account) -> int:
    found = TextChange.objects.filter(account=account).order_by("-id").values_list("id", flat=True)
    return found.first() or 0


def told(account: Account, user: Any, slot: str, since: int) -> dict[str, Any]:
    """Says that the person is here, in that slot; gives the last change of each slot after `since`."""
    live.arrive(account, PAGE, user, slot)
    found = TextChange.objects.filter(account=account, id__gt=since).exclude(ELSEWHERE).order_by("id")
    last = {each.place: {"slot": each.place, "text": each.after, "by": each.by} for each in found}
    return {
        "user": user.get_username(),
        "open": account.is_open,
        "here": live.others(account, PAGE, user),
        "changes": list(last.values()),
        "since": max([since, *(each.pk for each in found)]),
    }
