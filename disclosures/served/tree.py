"""A folder made to hold what is wanted and nothing else. Each file appears whole or not at all. Pure.

It may be done again at any time: what is there already is left, so that its date and with it the tag that a
web server gives it stay.
"""

import filecmp
import os
import secrets
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Stored:
    """A file that lies elsewhere and never changes: another name for it, or a copy on another disk."""

    path: Path

    def is_at(self, place: Path) -> bool:
        return place.samefile(self.path) or filecmp.cmp(place, self.path, shallow=False)


@dataclass(frozen=True)
class Written:
    """A text that is made when it is its turn."""

    make: Callable[[], bytes]

    def is_at(self, place: Path) -> bool:
        return place.read_bytes() == self.make()


@dataclass(frozen=True)
class Gathered:
    """A large file that is made only where there is none of its size: with that its content is known."""

    size: int
    make: Callable[[], bytes]

    def is_at(self, place: Path) -> bool:
        return place.stat().st_size == self.size


Wanted = Stored | Written | Gathered


def make(folder: Path, wanted: Mapping[str, Wanted]) -> int:
    """Bring the folder there; how many files were written or removed. `wanted`: by path below it, and
    written in this order. What is not wanted goes before anything is made: it may have been withdrawn.
    """
    changed = remove_others(folder, wanted) + bring(folder, wanted)
    remove_empty(folder)
    return changed


def remove_others(folder: Path, wanted: Collection[str]) -> int:
    others = [path for path in files(folder) if str(path.relative_to(folder)) not in wanted]
    for path in others:
        path.unlink()
    return len(others)


def bring(folder: Path, wanted: Mapping[str, Wanted]) -> int:
    """The same for some files of a folder, beside others."""
    changed = 0
    for name, file in wanted.items():
        place = folder / name
        if not (place.exists() and file.is_at(place)):
            place.parent.mkdir(parents=True, exist_ok=True)
            put(place, file)
            changed += 1
    return changed


def clear(folder: Path, patterns: Collection[str], wanted: Collection[str] = ()) -> int:
    """Remove what has a name like these, but for what is wanted; how many files."""
    found = {path for pattern in patterns for path in folder.glob(pattern) if not path.is_dir()}
    others = [path for path in found if str(path.relative_to(folder)) not in wanted]
    for path in others:
        path.unlink()
    return len(others)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()]


def put(place: Path, file: Wanted) -> None:
    """Beside first, then renamed."""
    beside = place.with_name(f".unfinished-{secrets.token_hex(8)}")
    try:
        write(beside, file)
        os.replace(beside, place)
    finally:
        beside.unlink(missing_ok=True)  # a rename to another name of the same file leaves it


def write(beside: Path, file: Wanted) -> None:
    if isinstance(file, Stored):
        with suppress(OSError):  # on another disk it can have no second name
            os.link(file.path, beside)
            return
    beside.write_bytes(file.path.read_bytes() if isinstance(file, Stored) else file.make())
    beside.chmod(0o644)


def remove_empty(folder: Path) -> None:
    """Folders that hold nothing, the deepest first."""
    for path in sorted((each for each in folder.rglob("*") if each.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()
    if folder.exists() and not any(folder.iterdir()):
        folder.rmdir()
