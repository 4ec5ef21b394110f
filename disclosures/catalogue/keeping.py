"""The catalogue follows what is public: an entry for each current version, taken from its files."""

import logging
from collections.abc import Iterable, Iterator
from functools import partial

from django.db import transaction

from accounts.models import Unit
from disclosures import archive, queue
from disclosures.catalogue import reading, tables, words
from disclosures.catalogue.models import Entry, Spending
from disclosures.models import Publication

log = logging.getLogger(__name__)

REPORT = "report.json"
RENAMED = "renamed"
"""The job that takes in a unit's reports again, which are found by all its names."""
LONGEST_NAME = 200


@transaction.atomic
def take_in(publication: Publication) -> Entry:
    """The entry of a version, in place of the report's earlier one. Damaged, KeyError, ValueError where its
    file cannot be read.
    """
    entry, spent = read(publication, archive.content(publication, REPORT))
    Entry.objects.filter(unit=entry.unit, year=entry.year).delete()
    entry.save(force_insert=True)
    Spending.objects.bulk_create(spent)
    return entry


def read(publication: Publication, content: bytes) -> tuple[Entry, list[Spending]]:
    """The rows of a version by its `report.json`, not yet saved. KeyError, ValueError where it is none."""
    found, unit = reading.read(content), publication.unit
    name = named(publication.unit_name, unit.code, others(publication))
    folded = words.folded("\n".join((name, *(passage.text for passage in found.passages))))
    entry = Entry(
        publication=publication,
        unit=unit,
        year=publication.year,
        name=name,
        **found.headlines,
        passages=[[each.kind, each.anchor, each.heading, each.text] for each in found.passages],
        words=folded,
        pairs=sorted(words.pairs(folded)),
        name_pairs=sorted(words.pairs(name) | words.characters(name)),
        tables=tables.as_data(found.tables),
    )
    spent = [
        Spending(entry=entry, year=entry.year, table=each.table, code=each.code, amount=each.amount)
        for each in tables.spent(found.tables)
    ]
    return entry, spent


def others(publication: Publication) -> list[str]:
    """Names of the unit that are not on this report: today's, and those it has borne."""
    unit = publication.unit
    known = dict.fromkeys((unit.name, *(each.name for each in unit.names.all())))
    return [name for name in known if name not in publication.unit_name]


def named(name: str, code: str, others: Iterable[str] = ()) -> str:
    """As long as there is room for it."""
    from pypinyin import Style, lazy_pinyin  # 57 MB of readings: only where versions are taken in

    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore"))
    return words.folded("\n".join((name, code, initials, *others)))[:LONGEST_NAME]


def catch_up() -> Iterator[Publication]:
    """Take in what is current and has no entry, drop what is no longer current; each version taken in.

    A version whose file cannot be read is logged and passed over: it is told of by verifypublications.
    """
    current = Publication.objects.current()
    Entry.objects.exclude(publication__in=current).delete()
    for publication in (
        current.filter(entry=None)
        .select_related("unit")
        .prefetch_related("unit__names")
        .order_by("pk")
        .iterator(200)
    ):
        try:
            follow_alone(publication)
        except (archive.Damaged, KeyError, ValueError):
            log.exception("%s was not taken into the catalogue", publication)
        else:
            yield publication


def follow_names_on_commit(unit: Unit) -> None:
    """In line: readings of names are not for the web server's memory."""
    job = partial(queue.once, RENAMED, f"{RENAMED}-{unit.code}", unit=unit.pk)
    transaction.on_commit(job, robust=True)


def follow_names(unit: int) -> None:
    for publication in Publication.objects.current().filter(unit=unit):
        follow(publication)


def follow_on_commit(publication: Publication) -> None:
    """When what is public of its report has changed: it was published, or withdrawn."""
    transaction.on_commit(lambda: follow(publication))


def follow(publication: Publication) -> None:
    """What fails here is made up for by `manage.py catalogue`."""
    try:
        follow_alone(publication)
    except Exception:
        log.exception("the catalogue does not follow %s", publication)


@transaction.atomic
def follow_alone(publication: Publication) -> None:
    """Nobody else takes in a version of the report meanwhile, nor withdraws one: a withdrawal waits for the
    rows that it refers to, and then finds what was taken in.
    """
    versions = Publication.objects.filter(unit=publication.unit_id, year=publication.year)
    list(versions.select_for_update().values_list("pk"))
    current = versions.current().select_related("unit").first()
    if current is None:
        Entry.objects.filter(unit=publication.unit_id, year=publication.year).delete()
    else:
        take_in(current)
