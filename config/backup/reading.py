"""A set is read back: into an empty site, or to one side, to see whether it could be."""

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pyrage.x25519 import Identity

from config.backup import BackupError, database, sealing, sets
from config.backup.sets import Kept, Manifest, Set
from config.backup.site import SECRETS
from config.backup.writing import digest

Tell = Callable[[int, int], None]
"""How many files are done, of how many."""


def restore(
    chosen: Set,
    into: dict[str, Any],
    places: Mapping[str, Path],
    by: Identity | None,
    tell: Tell = lambda done, whole: None,
) -> Manifest:
    """The files first, then the database, each compared with what the set says. `places`: where the files of
    each source go. BackupError, or OSError, at the first that is wrong.
    """
    manifest = chosen.manifest()
    if manifest.sealed and by is None:
        raise BackupError(f"备份 {chosen.folder.name} 是加密的：用 --identity 给出私钥文件")
    placed = [(file, place_of(file, places)) for file in manifest.files]  # all, before anything is written
    for done, (file, place) in enumerate(placed, 1):
        put(chosen, file, place, by if manifest.sealed else None)
        tell(done, len(manifest.files))
    dump = chosen.dump(manifest)
    if not dump.exists() or digest(dump) != manifest.dump:
        raise BackupError(f"{dump} 变了、不完整，或者没有了：请用另一份备份")
    with tempfile.TemporaryDirectory(dir=places[next(iter(places))].parent) as folder:
        if by and manifest.sealed:
            sealing.unseal(dump, dump := Path(folder, sets.DUMP), by)
        database.restore(dump, into, manifest.postgres)
    if different := database.differing(into, manifest.tables):
        raise BackupError(f"恢复的数据库与备份时不同：{'、'.join(different)}。请用另一份备份")
    return manifest


def place_of(file: Kept, places: Mapping[str, Path]) -> Path:
    source, _, path = file.path.partition("/")
    if source in SECRETS and source not in places:
        raise BackupError(f"备份里有密钥 {source}，现在没有这项设置：请先照原来的写好，再恢复")
    if source not in places or ".." in Path(path).parts:
        raise BackupError(f"备份里有不认识的文件 {file.path}")
    return places[source] / path if path else places[source]


def put(chosen: Set, file: Kept, place: Path, by: Identity | None) -> None:
    kept = sets.place(chosen.folder.parent, file.sha256, sealed=by is not None)
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.new")
    try:
        if by:
            sealing.unseal(kept, beside, by)
        else:
            beside.write_bytes(kept.read_bytes())
    except FileNotFoundError:
        raise BackupError(f"备份里缺少 {file.path}（{kept.name}）：请用另一份备份") from None
    if digest(beside) != file.sha256:
        beside.unlink()
        raise BackupError(f"备份里的 {file.path} 坏了（{kept.name}）：请用另一份备份")
    os.utime(beside, ns=(file.changed, file.changed))
    beside.replace(place)
