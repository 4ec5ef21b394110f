"""The files of publications, each named by its SHA-256: stored once, checked on every reading."""

import hashlib
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import connection

from disclosures import packing
from disclosures.models import Publication
from disclosures.publiclog.manifests import FileEntry, Manifest, described

log = logging.getLogger(__name__)

KEEPING = 20260903
"""Number of an advisory lock: held by those who publish, or by one who deletes."""


class Damaged(Exception):
    """A stored file is missing or is not what was published."""


def files() -> Storage:
    return storages["publications"]


def place_of(path: str) -> Path | None:
    """Where it lies on a disk of ours; None in an object store."""
    try:
        return Path(files().path(path))
    except NotImplementedError:
        return None


@contextmanager
def unflushed() -> Iterator[None]:
    """For whoever stores very many files and can make them again: the system flushes them, at the end."""
    storage = files()
    storage.flushes = False  # type: ignore[attr-defined]  # of WholeFileStorage; of another it means nothing
    try:
        yield
    finally:
        storage.flushes = True  # type: ignore[attr-defined]
        os.sync()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def path_of(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


def packed_path_of(sha256: str) -> str:
    """Where a text lies packed beside itself."""
    return f"{path_of(sha256)}.gz"


def keep(content: bytes) -> FileEntry:
    """Store the content unless it is there, a text also packed, and say what a manifest says of it."""
    entry = described(content)
    path, packed_path = path_of(entry["sha256"]), packed_path_of(entry["sha256"])
    if not is_whole(path, entry["sha256"]):
        files().save(path, ContentFile(content))
    made = packing.packed(content)
    if made is not None and packed(entry["sha256"]) is None:
        files().save(packed_path, ContentFile(made))
    return entry


def is_whole(path: str, sha256: str) -> bool:
    """Whether the file stands there, undamaged."""
    if not files().exists(path):
        return False
    if digest(read(path)) == sha256:
        return True
    log.warning("a damaged file of a publication is replaced: %s", path)
    return False


def is_there(sha256: str) -> bool:
    return files().exists(path_of(sha256))


def delete(sha256: str) -> None:
    """What is packed first: as long as the file is there, it is known that something is left to do."""
    files().delete(packed_path_of(sha256))
    files().delete(path_of(sha256))


def hold(manifest: Mapping[str, FileEntry]) -> None:
    """Until the end of the transaction nobody deletes a file. Damaged where one of these is gone already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [KEEPING])
    for name, entry in manifest.items():
        if not is_there(entry["sha256"]):
            raise Damaged(f"文件 {name} 不见了（{entry['sha256']}）")


def hold_alone() -> None:
    """Until the end of the transaction nobody else publishes or deletes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [KEEPING])


def read(path: str) -> bytes:
    with files().open(path) as file:
        content: bytes = file.read()
    return content


def packed(sha256: str) -> bytes | None:
    """A text as it was packed; None where it was not, or is damaged: the text itself is what counts."""
    try:
        found = read(packed_path_of(sha256))
        is_same = digest(packing.unpacked(found)) == sha256
    except FileNotFoundError:
        return None
    except ValueError:
        is_same = False
    if not is_same:
        log.warning("a packed file is damaged: %s", packed_path_of(sha256))
    return found if is_same else None


def content(publication: Publication, name: str) -> bytes:
    """A file of a publication as it was published. KeyError when it has none of that name, or none any more;
    Damaged when the stored file is missing or differs.
    """
    sha256 = publication.files[name]["sha256"]
    try:
        found = read(path_of(sha256))
    except FileNotFoundError:
        raise Damaged(f"{publication}：文件 {name} 不见了（{sha256}）") from None
    if digest(found) != sha256:
        raise Damaged(f"{publication}：文件 {name} 已损坏（{sha256}）")
    return found


def manifest_of(publication: Publication) -> bytes:
    """The manifest of a version, as its file is."""
    return bytes(
        Manifest(
            unit=publication.unit.code,
            unit_name=publication.unit_name,
            year=publication.year,
            number=publication.number,
            code=publication.code,
            disclosed=publication.disclosed,
            files=publication.manifest,
        )
    )
