"""Who is in the table now, and what has changed since the page last asked. Rows, not Django's cache: with
several processes each has a cache of its own."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from accounts.editions import edition_of
from accounts.editions.definitions import Table
from accounts.figures import at
from accounts.models import Account, Change
from disclosures.desk.entry.models import Presence
from disclosures.desk.entry.saving import text_of

HERE = timedelta(seconds=15)
"""How long after the last sign of life somebody still counts as present."""


def arrive(account: Account, table: str, user: User, cell: str) -> None:
    """`table` is the key of a table, or another page that one works on."""
    Presence.objects.bulk_create(
        [Presence(account=account, table=table, user=user, cell=cell[:162], at=timezone.now())],
        update_conflicts=True,
        unique_fields=["account", "table", "user"],
        update_fields=["cell", "at"],
    )


def others(account: Account, table: str, user: User) -> list[dict[str, str]]:
    here = Presence.objects.filter(account=account, table=table, at__gt=timezone.now() - HERE)
    rows = here.exclude(user=user).select_related("user").order_by("user")
    return [{"name": name_of(row.user), "cell": row.cell} for row in rows]


def forget(account: Account) -> None:
    """Signs of life of yesterday."""
    Presence.objects.filter(account=account, at__lt=timezone.now() - timedelta(days=1)).delete()


def name_of(user: User) -> str:
    return user.get_full_name() or user.get_username()


def newest(account: Account) -> int:
    return Change.objects.filter(account=account).order_by("-id").values_list("id", flat=True).first() or 0


def changes(account: Account, table: Table, since: int) -> list[dict[str, Any]]:
    """The last change of each cell of the table after `since`, in the order they were made.

    Writers of one account wait for each other (`steps.locked`): after an id that is seen comes none smaller.
    """
    found = Change.objects.filter(account=account, id__gt=since, address__startswith=f"{table.key}/")
    last = {change.address: change for change in found.order_by("id")}
    return [as_change(account, change) for change in last.values()]


def as_change(account: Account, change: Change) -> dict[str, Any]:
    edition, address = edition_of(account.edition), at(change.address)
    assert edition.has(address.table)
    return {
        "id": change.pk,
        "address": change.address,
        "text": text_of(account, address, change.after),
        "before": text_of(account, address, change.before),
        "by": change.by,
        "at": change.at.isoformat(),
    }
