"""The published pages and files as a folder that a web server serves by itself (docs/archive.md).

It is made from the database and the stored files, and can be made again from them at any time. Without the
setting PUBLIC_FILES, or where the storage is no folder, nothing is laid out and Django answers.
"""

import logging
import shutil
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from disclosures import archive, queue
from disclosures.logbook import take_turns
from disclosures.models import Publication
from disclosures.served import leading, tree, versions
from disclosures.served.leading import Page

log = logging.getLogger(__name__)

LAYING = 20260904
"""Number of an advisory lock: one unit and year is laid out at a time."""
TASK = "lead"
"""The job that makes one page that leads to reports."""
MARK = ".laid-out"
"""In the folder that is ours to clean up."""


class NotOurs(Exception):
    """The folder holds something that was not laid out."""


def root() -> Path | None:
    """The folder, where there is to be one."""
    try:
        archive.files().path("")
    except NotImplementedError:
        return None
    return settings.PUBLIC_FILES


def lay_out_on_commit(publication: Publication) -> None:
    """What cannot be laid out now is answered by Django, until `manage.py layout`. The pages that lead there
    follow in line.
    """
    what = partial(laid_out, publication.unit.code, publication.year)
    transaction.on_commit(what, robust=True)
    transaction.on_commit(partial(line_up, leading.pages_of(publication)), robust=True)


def line_up(pages: Iterable[Page]) -> None:
    if root():
        for page in pages:
            queue.once(TASK, f"{TASK}-{page}", kind=page.kind, of=page.of)


def lead(page: Page) -> int:
    """Bring a page that leads to reports up to what is public; how many files changed."""
    folder = root()
    if folder is None:
        return 0
    claim(folder)
    return tree.bring(folder, page.files())


def laid_out(unit: str, year: int) -> bool:
    try:
        lay_out(unit, year)
    except Exception:
        log.exception("%s %s was not laid out", unit, year)
        return False
    return True


@transaction.atomic
def lay_out(unit: str, year: int) -> int:
    """Bring the addresses of a unit and year up to what is published; how many files changed."""
    folder = root()
    if folder is None:
        return 0
    claim(folder)
    take_turns(LAYING)
    found = list(Publication.objects.of(unit, year))
    return tree.make(folder / unit / f"{year:04d}", versions.wanted(found))


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


def remove_others(folder: Path) -> int:
    """Units and years that have no version: how many were removed."""
    known = set(published())
    found = [path for path in folder.glob("*/[0-9][0-9][0-9][0-9]") if path.is_dir()]
    others = [path for path in found if (path.parent.name, int(path.name)) not in known]
    for path in others:
        shutil.rmtree(path)
    return len(others)
