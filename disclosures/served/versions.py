"""What stands at the addresses of a unit and a year, by path below them: pages and files of its versions."""

from collections.abc import Iterator, Sequence
from functools import partial

from django.conf import settings

from disclosures import archive
from disclosures.artefacts import ARTEFACTS
from disclosures.models import Publication
from disclosures.public import offered, pages
from disclosures.served.files import PACKED, page, text
from disclosures.served.tree import Gathered, Stored, Wanted


def wanted(versions: Sequence[Publication]) -> dict[str, Wanted]:
    """`versions`: all of the unit and the year, newest first. Files first, then the pages that lead to them,
    then the addresses of the current version, then the marks of the older ones.
    """
    found: dict[str, Wanted] = {}
    for version in versions:
        if not version.is_withdrawn:
            found |= dict(within(f"v{version.number}", version, versions))
            if version == versions[0]:
                found |= current(found, f"v{version.number}")
    return found


def within(
    folder: str, version: Publication, versions: Sequence[Publication]
) -> Iterator[tuple[str, Wanted]]:
    for artefact in ARTEFACTS:
        entry = version.files.get(artefact.name)
        if entry and artefact.kind:
            yield from stored(f"{folder}/report.{artefact.kind}", entry["sha256"])
    if archive.place_of(""):
        gathered = Gathered(offered.folder_size(version), partial(offered.folder, version))
        yield f"{folder}/report.{offered.FOLDER}", gathered
    for table in offered.tables(version):
        yield from text(f"{folder}/tables/{table.key}.csv", partial(offered.wide_table, version, table.key))
    if pages.has_changes(version):
        yield from page(f"{folder}/changes/", partial(pages.changes, version))
    if pages.has_checks(version):
        yield from page(f"{folder}/checks/", partial(pages.checks, version))
    yield from page(f"{folder}/", partial(pages.report, version, versions, settings.SITE_ADDRESS))


def current(files: dict[str, Wanted], folder: str) -> dict[str, Wanted]:
    """The page and the files of the newest version, at the addresses that name none. The folder of everything
    is left to Django: of another version it may have the same size, and no page leads to it.
    """
    here = {
        path.removeprefix(f"{folder}/"): file for path, file in files.items() if path.startswith(f"{folder}/")
    }
    return {path: file for path, file in here.items() if "/" not in path and not isinstance(file, Gathered)}


def stored(path: str, sha256: str) -> Iterator[tuple[str, Wanted]]:
    """Nothing where files lie in an object store: a second copy of all would be kept here."""
    place, packed = map(archive.place_of, (archive.path_of(sha256), archive.packed_path_of(sha256)))
    if place:
        yield path, Stored(place)
    if packed and packed.exists():
        yield f"{path}{PACKED}", Stored(packed)
