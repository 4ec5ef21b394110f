"""What can be downloaded of a version: each of its files as it was published, and all as one folder."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from cryptography.x509 import load_der_x509_certificate
from django.urls import reverse

from accounts.editions import EDITIONS
from accounts.editions.definitions import Table
from disclosures import archive, bundle
from disclosures.artefacts import ARTEFACTS, BY_KIND, SIGNER
from disclosures.datasets import wide
from disclosures.formulas import harmless
from disclosures.models import Publication
from disclosures.publiclog import manifests, places
from disclosures.signing.keys import subject

FIGURES = "figures.csv"
FOLDER, FOLDER_LABEL, FOLDER_MEDIA = "zip", "全部文件 ZIP", "application/zip"


@dataclass(frozen=True)
class Download:
    """As the page lists it. The folder has no hashes: those of its files stand in it."""

    label: str
    type: str
    address: str
    size: int
    sha256: str = ""
    sm3: str = ""
    is_beside: bool = False


@dataclass(frozen=True)
class File:
    """As it is sent. `tag` changes when the content does, and of what `stays` it never does."""

    content_type: str
    tag: str
    content: Callable[[], bytes]
    packed: Callable[[], bytes | None] = lambda: None
    stays: bool = False


def downloads(publication: Publication) -> Iterator[Download]:
    """An older version has fewer files; one that corrects what was withdrawn, no difference any more."""
    for artefact in ARTEFACTS:
        entry = publication.files.get(artefact.name)
        if entry and artefact.kind:
            address = address_of(publication, artefact.kind)
            hashes = entry["sha256"], entry.get("sm3", "")
            yield Download(
                artefact.label, artefact.media, address, entry["size"], *hashes, artefact.is_beside
            )
    yield Download(FOLDER_LABEL, FOLDER_MEDIA, address_of(publication, FOLDER), folder_size(publication))


def tables(publication: Publication) -> tuple[Table, ...]:
    """Those that are offered wide, each as a file."""
    edition = EDITIONS.get(publication.edition)
    return edition.tables if edition and FIGURES in publication.files else ()


def wide_table(publication: Publication, key: str) -> bytes:
    """One of `tables`. Damaged, NotFigures where the version's figures cannot be read."""
    table = next(each for each in tables(publication) if each.key == key)
    unit, name = publication.unit.code, harmless(publication.unit_name)
    version = (unit, name, publication.year, publication.number, publication.code)
    return wide.as_csv(version, table, wide.read(archive.content(publication, FIGURES)))


def address_of(publication: Publication, kind: str) -> str:
    return reverse(
        "version-download", args=[publication.unit.code, publication.year, publication.number, kind]
    )


def file(publication: Publication, kind: str) -> File | None:
    """None where the version has no such file."""
    if kind == FOLDER:
        tag = archive.digest(b"".join(proofs(publication).values()))
        return File(FOLDER_MEDIA, tag, partial(folder, publication))
    artefact = BY_KIND.get(kind)
    if artefact is None or artefact.name not in publication.files:
        return None
    tag = publication.files[artefact.name]["sha256"]
    content, packed = partial(archive.content, publication, artefact.name), partial(archive.packed, tag)
    return File(artefact.content_type, tag, content, packed, stays=True)


def signer(publication: Publication) -> str:
    """Who signed the PDF; empty where nobody did."""
    if SIGNER not in publication.files:
        return ""
    return subject(load_der_x509_certificate(archive.content(publication, SIGNER)))


def folder(publication: Publication) -> bytes:
    kept = {name: archive.content(publication, name) for name in sorted(publication.files)}
    return bundle.bundle(folder_name(publication), kept | proofs(publication))


def folder_size(publication: Publication) -> int:
    sizes = {name: entry["size"] for name, entry in publication.files.items()}
    beside = {name: len(each) for name, each in proofs(publication).items()}
    return bundle.size(folder_name(publication), sizes | beside)


def folder_name(publication: Publication) -> str:
    return f"{publication.unit.code}-{publication.year}-v{publication.number}"


def proofs(publication: Publication) -> dict[str, bytes]:
    """The manifest, and the proof that the public log has it, as soon as it does."""
    found = {manifests.NAME: archive.manifest_of(publication)}
    with suppress(FileNotFoundError):
        proof = archive.read(f"{places.FOLDER}/{places.proof(publication.code)}")
        found[f"{publication.code}.tlog-proof"] = proof
    return found
