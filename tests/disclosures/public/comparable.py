"""Units whose reports have tables: rows alone, no files."""

from disclosures.catalogue.models import Entry, Spending
from disclosures.catalogue.tables import Table, as_data, spent
from disclosures.models import Publication
from tests.disclosures.compared.tables import table
from tests.disclosures.public.places.filed import filed, unit, withdrawn

__all__ = ["reported", "unit", "withdrawn"]


def reported(of: object, year: int, *texts: str, **wan: float) -> Publication:
    """A version with these tables (t03 as `compared.tables` reads it), in the catalogue."""
    tables: list[Table] = [table(text) for text in texts]
    totals = [line.figures["total"].amount / 10_000 for each in tables for line in each.lines[:1]]
    amounts = {"spending": float(totals[0])} if totals else {}
    made = filed(of, year, **{**amounts, **wan})  # type: ignore[arg-type]
    entry = Entry.objects.get(publication=made)
    entry.tables = as_data(tables)
    entry.save(update_fields=["tables"])
    Spending.objects.bulk_create(
        Spending(entry=entry, year=year, table=each.table, code=each.code, amount=each.amount)
        for each in spent(tables)
    )
    return made
