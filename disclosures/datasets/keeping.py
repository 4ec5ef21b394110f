"""Packages come and go: kept when they are whole, removed when something in them was withdrawn."""

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Count

from disclosures import archive
from disclosures.datasets.index import ALL, FOLDER, INDEX, Entry, State, entries, path_of, written
from disclosures.datasets.words import file_name
from disclosures.logbook import take_turns
from disclosures.models import Publication

KEEPING = 20260905
"""Number of an advisory lock: one changes what is there at a time."""


class Outdated(Exception):
    """A version was withdrawn while the package was made: it is not kept."""


@transaction.atomic
def keep(entry: Entry, package: "File[bytes]") -> None:
    """Outdated where a version was withdrawn since: what was taken away does not come back in a package.

    The index loses the old one first: killed between, it names none rather than a wrong hash.
    """
    take_turns(KEEPING)
    if state(entry.scope).withdrawn != entry.state.withdrawn:
        raise Outdated(entry.scope)
    put({scope: each for scope, each in entries().items() if scope != entry.scope})
    archive.files().save(path_of(file_name(entry.scope)), package)
    put({**entries(), entry.scope: entry})


@transaction.atomic
def remove(*scopes: str) -> None:
    """The files first, also what a process that was killed left half-written: nobody writes meanwhile."""
    take_turns(KEEPING)
    for name in half_written():
        archive.files().delete(path_of(name))
    for scope in scopes:
        archive.files().delete(path_of(file_name(scope)))
    known = entries()
    left = {scope: each for scope, each in known.items() if scope not in scopes}
    if left != known:
        put(left)


def half_written() -> list[str]:
    try:
        _, names = archive.files().listdir(FOLDER)
    except FileNotFoundError:
        return []
    return [name for name in names if name.startswith(".")]


def put(entries: dict[str, Entry]) -> None:
    archive.files().save(path_of(INDEX), ContentFile(written(entries)))


def state(scope: str) -> State:
    return states().get(scope, State(0, 0))


def states() -> dict[str, State]:
    """Of every year that has versions, and of all together."""
    counted = Publication.objects.order_by().values_list("year")
    found = {
        str(year): State(versions, withdrawn)
        for year, versions, withdrawn in counted.annotate(Count("pk"), Count("withdrawal")).iterator()
    }
    whole = State(sum(s.versions for s in found.values()), sum(s.withdrawn for s in found.values()))
    return {**found, ALL: whole} if found else {}
