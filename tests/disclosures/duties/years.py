"""Units with duties of a year, and what they published: rows alone, no files."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from itertools import count

from accounts.models import Account, Unit
from disclosures.duties.models import Duty
from disclosures.models import Publication, PublishOrder, Withdrawal

YEAR = 2024
DUE = date(2025, 9, 21)
NUMBERS: Iterator[int] = count()


def unit(code: str, name: str = "", **more: object) -> Unit:
    fields = {"kind": "unit", "level": "市", "region": "甲市", **more}
    return Unit.objects.create(code=code, name=name or f"{code}局", **fields)


def account(of: Unit, **more: object) -> Account:
    return Account.objects.create(unit=of, year=YEAR, edition="jilin-2024-unit", scale="wan", **more)


def owes(
    of: Unit, due: date | None = DUE, *, year: int = YEAR, released: bool = True, **more: object
) -> Duty:
    shown = {"released_at": datetime(2025, 8, 1, tzinfo=UTC), "released_by": "财政"} if released else {}
    return Duty.objects.create(unit=of, year=year, due=due, **{**shown, **more})


def published(of: Unit, on: date, *, number: int = 1, online: date | None = None) -> Publication:
    """A version with that day on its cover, here since then or since another day."""
    made = Account.objects.filter(unit=of, year=YEAR).first() or account(of)
    said = {"unit": of, "year": YEAR, "number": number, "code": f"C{next(NUMBERS)}", "disclosed": on}
    order = PublishOrder.objects.create(account=made, requested_by="公开人", input={}, state="done", **said)
    return Publication.objects.create(
        order=order,
        edition=made.edition,
        title=f"{of}决算",
        unit_name=of.name,
        requested_by="公开人",
        published_at=datetime.combine(online or on, time(9), UTC),
        manifest={},
        **said,
    )


def withdrawn(version: Publication) -> None:
    Withdrawal.objects.create(publication=version, reason="含有不应公开的内容", by="公开人")
