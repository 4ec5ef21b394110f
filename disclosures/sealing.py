"""The seals of units: registered, ended; which one an order freezes. Who may is for the caller to know."""

from accounts.models import Unit
from accounts.refusals import Refused
from disclosures.models import Seal
from disclosures.signing import seals


def current(unit: Unit) -> Seal | None:
    """The seal that the next version bears; None where the unit uses none here."""
    newest = Seal.objects.filter(unit=unit).order_by("-id").first()
    return newest if newest and newest.picture else None


def register(unit: Unit, content: bytes, *, by: str) -> Seal:
    """From now on this one. Refused where the file is no picture of a seal."""
    try:
        return Seal.objects.create(unit=unit, picture=seals.cleaned(content), by=by)
    except seals.NoSeal as problem:
        raise Refused(f"{problem}。没有登记，原来的印章不变") from None


def end(unit: Unit, *, by: str) -> None:
    """From now on none. What is published, and what is ordered, keeps the seal it has."""
    if current(unit) is None:
        raise Refused(f"{unit}没有登记印章，没有可以停用的")
    Seal.objects.create(unit=unit, by=by)
