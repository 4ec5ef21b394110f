"""Units and what they published: rows alone, with headline figures in the catalogue and no files."""

from datetime import UTC, date, datetime
from decimal import Decimal

from accounts.models import Account, Unit
from disclosures.catalogue import words
from disclosures.catalogue.models import Entry
from disclosures.catalogue.reading import HEADLINES
from disclosures.models import Publication, PublishOrder, Withdrawal
from tests.disclosures.duties.years import unit

__all__ = ["filed", "unit", "withdrawn"]


def filed(of: Unit, year: int, number: int = 1, *, entered: bool = True, **wan: float) -> Publication:
    """A version with these headline figures in 万元; `entered`: in the catalogue, too."""
    account, _ = Account.objects.get_or_create(
        unit=of, year=year, defaults={"edition": "jilin-2024-unit", "scale": "wan"}
    )
    said = {"unit": of, "year": year, "number": number, "code": f"{of.code}{year}{number}"[-16:]}
    said["disclosed"] = date(year + 1, 9, number)
    order = PublishOrder.objects.create(
        account=account, requested_by="公开人", input={}, state="done", **said
    )
    made = Publication.objects.create(
        order=order,
        edition=account.edition,
        title=f"{year}年度{of.name}决算",
        unit_name=of.name,
        requested_by="公开人",
        published_at=datetime(year + 1, 9, number, tzinfo=UTC),
        corrects=Publication.objects.filter(unit=of, year=year).order_by("-number").first(),
        manifest={},
        **said,
    )
    Entry.objects.filter(unit=of, year=year).delete()
    if entered:
        amounts = {name: Decimal(f"{wan[name]}") * 10_000 for name in HEADLINES if name in wan}
        name = f"{of.name}\n{of.code}"
        Entry.objects.create(
            publication=made,
            unit=of,
            year=year,
            name=name,
            name_pairs=sorted(words.pairs(name) | words.characters(name)),
            words="",
            pairs=[],
            passages=[],
            tables=[],
            **amounts,
        )
    return made


def withdrawn(version: Publication) -> None:
    Withdrawal.objects.create(
        publication=version, reason="含有不应公开的内容", by="公开人", at=datetime(2026, 1, 2, tzinfo=UTC)
    )
