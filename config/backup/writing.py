"""A set is written: the database first, then every file, each checked on the disk before the set counts."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pyrage.x25519 import Recipient

from config.backup import BackupError, database, sealing, sets
from config.backup.sets import Kept, Manifest, Set

CHUNK = 1 << 20
UNFINISHED = ".unfinished"
Tell = Callable[[int], None]
"""How many files are done."""


@dataclass(frozen=True)
class Source:
    """`name` in the paths of a set; `place`: a folder, or one file."""

    name: str
    place: Path


def write(root: Path, sources: list[Source], to: Recipient | None, tell: Tell = lambda done: None) -> Set:
    """BackupError, OSError where something failed: then the sets that were there are all there is."""
    for source in sources:
        if root.resolve().is_relative_to(source.place.resolve()):
            raise BackupError(f"备份不能放在 {source.place} 里面：请放到别的磁盘上")
    with alone(root):
        made = Set(root / datetime.now(UTC).strftime(sets.MOMENT))
        beside = root / UNFINISHED
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        dump = beside / sets.DUMP
        major, tables = database.dump(dump)
        stored = digest(dump)
        if to:
            stored = sealed(dump, dump.with_name(sets.DUMP + sets.SEALED), to)
            dump.unlink()
        before = last_files(root)
        files = []
        for file in found(sources):
            files.append(keep(root, *file, before, to))
            tell(len(files))
        manifest = Manifest(major, to is not None, stored, tables, tuple(files))
        (beside / sets.MANIFEST).write_text(manifest.as_text(), "utf-8")
        synced(beside)
        beside.rename(made.folder)
        synced(root)
    return made


def last_files(root: Path) -> dict[str, Kept]:
    """Those of the newest set; none where its list is damaged: then all are read anew."""
    with suppress(BackupError):
        return {each.path: each for newest in sets.sets(root)[:1] for each in newest.manifest().files}
    return {}


@contextmanager
def alone(root: Path) -> Iterator[None]:
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (root / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError(f"另一个备份正在写 {root}") from None
        yield


def found(sources: list[Source]) -> Iterator[tuple[str, Path]]:
    """Their files; not those that are being written."""
    for source in sources:
        if source.place.is_file():
            yield source.name, source.place
        for folder, folders, names in os.walk(source.place):
            folders.sort()
            for name in sorted(names):
                path = Path(folder, name)
                if not name.startswith(".") and path.is_file():
                    yield f"{source.name}/{path.relative_to(source.place)}", path


def keep(root: Path, path: str, file: Path, before: dict[str, Kept], to: Recipient | None) -> Kept:
    """Under its hash in the backup, unless it is there: what is as it was in the last set is not read."""
    state, last = file.stat(), before.get(path)
    if last and (last.size, last.changed) == (state.st_size, state.st_mtime_ns):
        place = sets.place(root, last.sha256, sealed=to is not None)
        if place.exists() and (to is not None) == (last.stored != last.sha256):
            return last
    beside = root / UNFINISHED / "file"
    shutil.copyfile(file, beside)  # what is hashed is what is kept, also where it changes meanwhile
    sha256, size = digest(beside), beside.stat().st_size
    place = sets.place(root, sha256, sealed=to is not None)
    stored = sha256
    place.parent.mkdir(parents=True, exist_ok=True)
    if to:
        stored = sealed(beside, place, to) if not place.exists() else digest(place)
    elif not (place.exists() and digest(place) == sha256):
        beside.replace(place)
        synced(place)
        if digest(place) != sha256:
            raise BackupError(f"写到备份里的 {place} 读回来不一样：备份的磁盘可能坏了")
    return Kept(path, size, sha256, state.st_mtime_ns, stored)


def sealed(source: Path, target: Path, to: Recipient) -> str:
    """The hash of what lies there then."""
    beside = target.with_name(f"{target.name}.new")
    sealing.seal(source, beside, to)
    synced(beside)
    made = digest(beside)
    beside.replace(target)
    return made


def digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def synced(place: Path) -> None:
    """On the disk, not only on its way there."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def prune(root: Path) -> int:
    """Delete the sets that the schedule does not keep, and the files that no set names; how many sets."""
    with alone(root):
        known = sets.sets(root)
        kept = sets.to_keep(each.moment for each in known)
        gone = [each for each in known if each.moment not in kept]
        for each in gone:
            shutil.rmtree(each.folder)
        named = {
            sets.place(root, file.sha256, sealed=manifest.sealed)
            for manifest in (each.manifest() for each in known if each not in gone)
            for file in manifest.files
        }
        for path in (root / sets.POOL).glob("*/*"):
            if path not in named:
                path.unlink()
    return len(gone)
