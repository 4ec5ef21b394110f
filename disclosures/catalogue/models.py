"""The catalogue's tables. Everything in them follows from Publication, Unit and the frozen files."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from accounts.models import Unit
from disclosures.catalogue import tables
from disclosures.catalogue.tables import Table
from disclosures.models import Publication


class Dear(models.Func):
    """A large column as it is looked into for a search. PostgreSQL takes that for as cheap as looking at a
    number, and would read every report where the index answers: the function does nothing, and has a price.
    """

    function = "catalogue_dear"


class Entry(models.Model):
    """The current version of one report. Amounts in 元; none where the report has no such figure."""

    publication = models.OneToOneField(Publication, models.CASCADE, primary_key=True, related_name="entry")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    """Folded, a line each: the unit's name as its report has it, its code, that name in Latin initials; its
    other names."""
    income = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    spending = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    fiscal = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    three_public = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    operating = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    passages: "models.JSONField[list[list[str]], list[list[str]]]" = models.JSONField()
    """[kind, anchor, heading, text] of each."""
    words = models.TextField()
    """Folded: names and passages, a line each."""
    pairs: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=2))
    """Those of `words`."""
    name_pairs: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=2))
    """Those of `name`, and each of its characters."""
    tables: "models.JSONField[list[Any], list[Any]]" = models.JSONField()
    """All figures, as `catalogue.tables` writes them; read them with `figures`."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "year"), name="one_entry_per_report"),)
        indexes = (
            GinIndex(Dear("pairs"), name="entry_pairs", fastupdate=False),
            GinIndex(fields=["name_pairs"], name="entry_name_pairs", fastupdate=False),
            # What lists are sorted by: one that has all reports is not sorted for each page of it.
            models.Index(fields=["-year", "unit"], name="entry_order"),
            models.Index(fields=["name", "-year"], name="entry_by_name"),
            models.Index(fields=["spending"], name="entry_by_spending"),
            models.Index(fields=["three_public"], name="entry_by_three_public"),
        )

    def __str__(self) -> str:
        return f"{self.publication}"

    @property
    def figures(self) -> tuple[Table, ...]:
        return tables.from_data(self.tables)


class Spending(models.Model):
    """What a report spent on a subject, in 元: for the question who spends how much on it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="by_subject")
    year = models.PositiveSmallIntegerField()
    table = models.CharField(max_length=3)
    """t03 by functional subject, of it t07 from funds and t08 from state capital; t06 by economic subject."""
    code = models.CharField(max_length=7)
    amount = models.DecimalField(max_digits=18, decimal_places=2)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("entry", "table", "code"), name="one_spending_per_subject"),
        )
        indexes = (models.Index(fields=["table", "code", "year", "-amount"], name="spending_order"),)

    def __str__(self) -> str:
        return f"{self.entry} {self.table}/{self.code}"
