"""The published pages and files as a folder that a web server serves by itself (docs/archive.md).

It is made from the database and the stored files, and can be made again from them at any time. Without the
setting PUBLIC_FILES nothing is laid out and Django answers. So it does for files in an object store.
"""

import logging
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Unit
from disclosures import queue
from disclosures.models import Publication
from disclosures.served import leading, sources, stamps, tree, versions
from disclosures.served.leading import Page

log = logging.getLogger(__name__)

LAYING = 20260904
"""First number of advisory locks: each page is made by one at a time."""
TASK, SWEEP = "lead", "sweep"
"""The job that makes one page again, and the one that puts all of them in line."""
REPORT = "report"
"""The kind of page that is all of a unit and year: `Page(REPORT, "bureau/2024")`."""
AGAIN = 300
"""Seconds until a page that could not be made is tried again."""
STRETCH = 200
"""So many pages are put in line at once: what is to be published comes in between."""
RECENT = timedelta(days=2)
MARK = ".laid-out"
"""In the folder that is ours to clean up."""
NOTHING: Mapping[Page, str] = MappingProxyType({})


class NotOurs(Exception):
    """The folder holds something that was not laid out."""


def root() -> Path | None:
    """The folder, where there is to be one."""
    return settings.PUBLIC_FILES


def follow_unit_on_commit(unit: Unit, before: Unit | None) -> None:
    """Its name, its place in the tree or its region are others, or it is new."""
    if root() is None:
        return
    reports = Publication.objects.filter(unit=unit).values_list("unit__code", "year").distinct()
    pages = {*leading.pages_about(unit), *(leading.pages_about(before) if before else ())}
    line_up_on_commit({*pages, *(report(*each) for each in reports.order_by())})
    sweep_on_commit()


def sweep_on_commit() -> None:
    """After what tells on pages that are not known one by one."""
    if root():
        transaction.on_commit(partial(queue.once, SWEEP, SWEEP), robust=True)


def lay_out_on_commit(publication: Publication) -> None:
    """What cannot be laid out now is answered by Django. The pages that lead there follow in line."""
    what = partial(laid_out, publication.unit.code, publication.year)
    transaction.on_commit(what, robust=True)
    transaction.on_commit(partial(line_up, leading.pages_of(publication)), robust=True)


def line_up_on_commit(pages: Iterable[Page]) -> None:
    """Not within the transaction: a page that waits already may be made before that is committed."""
    if root():
        transaction.on_commit(partial(line_up, list(pages)), robust=True)


def line_up(pages: Iterable[Page], *, after: int = 0, states: Mapping[Page, str] = NOTHING) -> None:
    """Each once, in so many seconds. `states`: what they are made from, where that is known."""
    if root():
        for page in pages:
            state = states.get(page, "")
            queue.once(TASK, f"{TASK}-{page}", after=after, kind=page.kind, of=page.of, state=state)


def put_off(page: Page) -> None:
    """Within `except`: it is told in the log and tried again, as long as that takes."""
    log.exception("%s was not laid out and is tried again in %s s", page, AGAIN)
    line_up([page], after=AGAIN)


def lead(page: Page, state: str = "") -> int:
    """Bring a page up to what is public; how many files changed. `state`: what it is made from, as it was
    before (`states`); until that is another, no night makes it again.
    """
    if page.kind == REPORT:
        unit, _, year = page.of.partition("/")
        return lay_out(unit, int(year))
    folder = root()
    if folder is None:
        return 0
    claim(folder)
    with alone(page):
        made = page.files()
        changed = tree.clear(folder, page.places, made) + tree.bring(folder, made)
        if state:
            stamps.put(folder, str(page), state, made)
        return changed


def laid_out(unit: str, year: int) -> bool:
    try:
        lay_out(unit, year)
    except Exception:
        put_off(report(unit, year))
        return False
    return True


def lay_out(unit: str, year: int) -> int:
    """Bring the addresses of a unit and year up to what is published; how many files changed."""
    folder = root()
    if folder is None:
        return 0
    claim(folder)
    with alone(report(unit, year)):
        found = list(Publication.objects.of(unit, year))
        return tree.make(folder / unit / f"{year:04d}", versions.wanted(found))


def take_down(publication: Publication) -> None:
    """Of a version that was withdrawn: remove its addresses and every page that tells of it, which Django
    answers from then on. They are made again in line. Making takes room on the disk, removing does not.
    """
    folder = root()
    if folder is None:
        return
    claim(folder)
    unit, year = publication.unit.code, publication.year
    with alone(report(unit, year)):
        tree.remove_others(
            folder / unit / f"{year:04d}", versions.wanted(list(Publication.objects.of(unit, year)))
        )
    line_up([report(unit, year)])
    remove(leading.pages_of(publication))


def remove(pages: Iterable[Page]) -> None:
    """Pages that tell of what must not be public: at once. Django answers until they are made again."""
    folder = root()
    if folder is None:
        return
    claim(folder)
    for page in (gone := list(dict.fromkeys(pages))):
        with alone(page):
            tree.clear(folder, page.places)
    line_up(gone)


def remove_on_commit(pages: Iterable[Page]) -> None:
    if root():
        transaction.on_commit(partial(remove, list(pages)), robust=True)


def report(unit: str, year: int) -> Page:
    return Page(REPORT, f"{unit}/{year:04d}")


@contextmanager
def alone(page: Page) -> Iterator[None]:
    """Until then nobody else makes it: whoever comes later reads what is public later."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LAYING, str(page)])
        yield


def sweep(since: str = "") -> None:
    """Put in line each page that may be wrong, and the reports of the last days, a stretch at a time: what
    was missed, or depends on the day, is right by the morning. `since`: the last one of the stretch before.
    """
    folder = root()
    if folder is None:
        return
    known = states()
    waiting = sorted({*leading.all_pages(), *recent()}, key=str)
    doubtful = (
        page
        for page in waiting
        if str(page) > since and not (page in known and stamps.holds(folder, str(page), known[page]))
    )
    stretch = list(islice(doubtful, STRETCH))
    line_up(stretch, states=known)
    if stretch:
        queue.once(SWEEP, f"{SWEEP}-{stretch[-1]}", since=str(stretch[-1]))


def states() -> dict[Page, str]:
    """What the pages are made from of which that can be told without making them."""
    return {Page(kind, code): state for code, state in sources.states().items() for kind in sources.KINDS}


def recent() -> Iterator[Page]:
    """Reports of which a version was published or withdrawn of late."""
    lately = timezone.now() - RECENT
    found = Publication.objects.filter(Q(published_at__gt=lately) | Q(withdrawal__at__gt=lately))
    yield from (report(*each) for each in found.order_by().values_list("unit__code", "year").distinct())


def claim(folder: Path) -> None:
    """NotOurs where the folder holds something else: what is not published is removed from it."""
    if not (folder / MARK).exists():
        if folder.exists() and any(folder.iterdir()):
            raise NotOurs(f"{folder} 里有别的文件。PUBLIC_FILES 应是一个空的文件夹")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).touch()


def published() -> Iterator[tuple[str, int]]:
    """Units and years that have versions."""
    found = Publication.objects.order_by("unit__code", "year").values_list("unit__code", "year").distinct()
    yield from found.iterator(1000)


def remove_others(folder: Path, pages: Collection[str]) -> int:
    """Whatever belongs to no report and to none of these pages (paths of their files): how many files."""
    known = {f"{unit}/{year:04d}" for unit, year in published()}
    removed = 0
    for place, folders, names in os.walk(folder):
        within = Path(place).relative_to(folder)
        folders[:] = [name for name in folders if str(within / name) not in known]
        for path in (str(within / name) for name in names):
            if path != MARK and path not in pages:
                (folder / path).unlink()
                removed += 1
        with suppress(OSError):  # it holds something
            os.removedirs(place)
    return removed
