"""The parts of the folder: reports, the public log, what pages are drawn with, and the lists of all files."""

from collections.abc import Sequence
from contextlib import suppress
from inspect import getsource
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from disclosures import archive, logbook
from disclosures.exported.folder import write
from disclosures.exported.links import HOME, wrapped
from disclosures.exported.site import Site
from disclosures.models import Publication
from disclosures.public import offered, pages
from disclosures.publiclog import places, verifier, verifyarchive
from disclosures.publiclog.checkpoints import Checkpoint
from disclosures.publiclog.entries import canonical, entry_of, moment
from disclosures.publiclog.tiles import tiles
from disclosures.publiclog.verifyarchive import ABOUT, FORMAT, SUMS

LICENCES = ("vendor/echarts.LICENSE", "vendor/echarts.NOTICE")


def put_report(root: Path, site: Site, versions: Sequence[Publication]) -> None:
    """The versions of a unit and year, newest first."""
    newest = versions[0]
    folder = f"{newest.unit.code}/{newest.year:04d}"
    for version in versions:
        place = f"{folder}/v{version.number}"
        if version.is_withdrawn:
            put_withdrawn(root, site, version, place)
        else:
            put_version(root, site, version, versions, place)
    site.put_drawn(root, f"{folder}/{HOME}", "newest.html", newest=newest)


def put_version(
    root: Path, site: Site, version: Publication, versions: Sequence[Publication], place: str
) -> None:
    """As in the folder that readers download, with its pages: verifier.py checks it as it is."""
    for name in version.files:
        write(root, f"{place}/{name}", archive.content(version, name))
    for name, content in offered.proofs(version).items():
        write(root, f"{place}/{name}", content)
    downloads = [each for each in offered.downloads(version) if each.sha256]  # the folder of all is here
    site.put(root, f"{place}/{HOME}", pages.report(version, versions, site.address, downloads))
    if pages.has_changes(version):
        site.put(root, f"{place}/changes/{HOME}", pages.changes(version))
    if pages.has_checks(version):
        site.put(root, f"{place}/checks/{HOME}", pages.checks(version))


def put_withdrawn(root: Path, site: Site, version: Publication, place: str) -> None:
    """That there was a version, and the proof that it was withdrawn."""
    site.put_drawn(root, f"{place}/{HOME}", "withdrawn.html", version=version)
    proof = places.proof(version.code, "withdrawal")
    with suppress(FileNotFoundError):
        write(root, f"{place}/{Path(proof).name}", logbook.read(proof))


def put_log(root: Path, size: int) -> None:
    """The log of that size, and the programs that check it and everything."""
    kept = [places.KEY, *(tile.path for tile in tiles(size))]
    kept += [tile.entries_path for tile in tiles(size) if tile.level == 0]
    for path in kept:
        write(root, f"{places.FOLDER}/{path}", logbook.read(path))
    write(root, f"{places.FOLDER}/{places.CHECKPOINT}", logbook.read(places.checkpoint(size)))
    for program in (verifier, verifyarchive):
        write(root, f"{places.FOLDER}/{program.__name__.rpartition('.')[2]}.py", getsource(program).encode())


def put_static(root: Path, site: Site) -> None:
    """Under the names that the pages have for them."""
    licences = LICENCES if any("echarts" in name for name in site.assets) else ()
    for name in (*sorted(site.assets), *licences):
        content = static(name)
        write(root, f"static/{name}", wrapped(content) if name in site.modules else content)


def static(name: str) -> bytes:
    """A file of ours; under the name with its hash it is where `collectstatic` put it."""
    found = finders.find(name)
    if found:
        return Path(found).read_bytes()
    with staticfiles_storage.open(name) as file:
        content: bytes = file.read()
    return content


def put_sums(root: Path, checkpoint: Checkpoint, unit: str) -> None:
    """SHA256SUMS of everything, read again from the disk, and what the folder is, with the hash of that."""
    with (root / SUMS).open("w", encoding="utf-8", newline="\n") as sums:
        for path in verifyarchive.paths(root):
            sums.write(f"{verifyarchive.digest(root / path)}  {path}\n")
    last = entry_of(logbook.contents(checkpoint.size - 1, checkpoint.size)[0])
    about = {
        "format": FORMAT,
        "unit": unit,
        "log": checkpoint.origin,
        "size": checkpoint.size,
        "as_of": moment(last.at),
        "sums": verifyarchive.digest(root / SUMS),
    }
    write(root, ABOUT, canonical(about))
