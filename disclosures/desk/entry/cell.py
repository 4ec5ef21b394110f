"""All that is known of one cell: its changes, its remarks, the same cell in other years."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import comments, ledger
from accounts.editions import edition_of
from accounts.figures import Address
from accounts.models import Account, Change, Comment
from accounts.refusals import Refused
from accounts.steps import actor
from disclosures.desk.entry.live import as_change
from disclosures.desk.entry.models import Remark
from disclosures.desk.entry.saving import text_of

AT_MOST = 20
LONGEST = 500


def story(account: Account, address: Address) -> dict[str, Any]:
    changes = Change.objects.filter(account=account, address=str(address)).order_by("-id")[:AT_MOST]
    return {
        "changes": [as_change(account, change) for change in changes],
        "years": years(account, address),
        "remarks": remarks(account, str(address)),
        "comments": reviewed(account, str(address)),
    }


def years(account: Account, address: Address) -> list[dict[str, Any]]:
    """The cell in every account of the unit up to this year, the oldest first."""
    known = Account.objects.filter(unit=account.unit_id, year__lte=account.year).order_by("year")
    by_year = {each.year: each.pk for each in known}
    figures = ledger.figures_of(by_year.values())
    found = []
    for year, pk in by_year.items():
        amount = figures[pk].get(address)
        if amount is not None:
            found.append({"year": year, "text": text_of(account, address, amount)})
    return found


def remarks(account: Account, address: str) -> list[dict[str, Any]]:
    rows = Remark.objects.filter(account=account, address=address).order_by("id")
    return [
        {
            "id": row.pk,
            "text": row.text,
            "by": row.by,
            "at": row.at.isoformat(),
            "done": f"{row.done_by}" if row.done_at else "",
        }
        for row in rows
    ]


def reviewed(account: Account, address: str) -> list[dict[str, Any]]:
    """What reviewers say of the cell, with the answers."""
    return [
        {
            "text": each.text,
            "by": each.by,
            "at": each.at.isoformat(),
            "open": comments.is_open(each),
            "answers": [{"text": answer.text, "by": answer.by} for answer in each.answers.all()],
        }
        for each in comments.of(account).filter(place=address)
    ]


def remarked(account: Account, table: str) -> list[str]:
    """The cells of the table with a remark that nobody has ticked off, or an open comment of a reviewer."""
    rows = Remark.objects.filter(account=account, address__startswith=f"{table}/", done_at__isnull=True)
    said = Comment.objects.filter(account=account, place__startswith=f"{table}/", closing=None)
    return sorted({*rows.values_list("address", flat=True), *said.values_list("place", flat=True)})


def remark(account: Account, address: Address, text: str, *, by: str) -> None:
    edition_of(account.edition).measure(address)
    text = text.strip()
    if not text:
        raise Refused("备注是空的")
    if len(text) > LONGEST:
        raise Refused(f"备注超过 {LONGEST} 字")
    Remark.objects.create(account=account, address=str(address), text=text, by=actor(by))


@transaction.atomic
def tick_off(account: Account, pk: int, *, by: str) -> None:
    open_ones = Remark.objects.filter(account=account, pk=pk, done_at__isnull=True)
    open_ones.update(done_by=actor(by), done_at=timezone.now())
