"""What a backup folder holds: sets by their moment, and the files they name. Knows no database."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from config.backup import BackupError

FORMAT = "juesuan-backup/2"
MOMENT = "%Y%m%dT%H%M%S%fZ"
MANIFEST, DUMP, POOL = "manifest.json", "database.dump", "files"
SEALED = ".age"
"""Behind the name of what is encrypted."""
SCHEDULE = (("%Y-%m-%dT%H", 24), ("%Y-%m-%d", 7), ("%G-%V", 5), ("%Y-%m", 12), ("%Y", 10))
"""The newest set of each of the last so many hours, days, weeks, months and years that have one."""


@dataclass(frozen=True)
class Kept:
    """A file of the site. `path`: its folder's name and where it lies in it. `stored`: the SHA-256 of the
    file in the backup, which is `sha256` where nothing is encrypted. `changed`: its date, in nanoseconds.
    """

    path: str
    size: int
    sha256: str
    changed: int
    stored: str


@dataclass(frozen=True)
class Rows:
    """How many rows a table has, and a sum over what stands in them, in any order."""

    count: int
    sum: str


@dataclass(frozen=True)
class Manifest:
    """`postgres`: the server's major version. `dump`: of the file in the set."""

    postgres: int
    sealed: bool
    dump: str
    tables: dict[str, Rows]
    files: tuple[Kept, ...]

    def as_text(self) -> str:
        """JSON, and behind it a line with its own hash."""
        text = json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=0) + "\n"
        return f"{text}{digest(text)}\n"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Set:
    folder: Path

    @property
    def moment(self) -> datetime:
        return datetime.strptime(self.folder.name, MOMENT).replace(tzinfo=UTC)

    def dump(self, manifest: Manifest) -> Path:
        return self.folder / (DUMP + (SEALED if manifest.sealed else ""))

    def manifest(self) -> Manifest:
        """BackupError where it cannot be read."""
        try:
            return read((self.folder / MANIFEST).read_text("utf-8"))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BackupError(f"备份 {self.folder} 的清单读不出来（{error}）：请用另一份备份") from error


def read(text: str) -> Manifest:
    text, _, said = text.removesuffix("\n").rpartition("\n")
    if said != digest(f"{text}\n"):
        raise ValueError("sha256")
    data: dict[str, Any] = json.loads(text)
    if data.pop("format") != FORMAT:
        raise ValueError("format")
    tables = {name: Rows(**rows) for name, rows in data.pop("tables").items()}
    return Manifest(tables=tables, files=tuple(Kept(**each) for each in data.pop("files")), **data)


def sets(root: Path) -> list[Set]:
    """Those that are whole, the newest first; last of all what a wrong clock has dated ahead."""
    found = [path for path in root.glob("[0-9]*T[0-9]*Z") if (path / MANIFEST).is_file()]
    now = datetime.now(UTC).strftime(MOMENT)
    return [Set(path) for path in sorted(found, key=lambda path: (path.name <= now, path.name), reverse=True)]


def newest(root: Path) -> Set:
    found = sets(root)
    if not found:
        raise BackupError(f"{root} 里没有完整的备份")
    return found[0]


def place(root: Path, sha256: str, *, sealed: bool) -> Path:
    return root / POOL / sha256[:2] / (sha256 + (SEALED if sealed else ""))


def to_keep(moments: Iterable[datetime]) -> set[datetime]:
    """Of these, those that the schedule keeps."""
    ordered = sorted(moments, reverse=True)
    kept: set[datetime] = set()
    for period, number in SCHEDULE:
        latest: dict[str, datetime] = {}
        for moment in ordered:
            latest.setdefault(moment.strftime(period), moment)
        kept |= set(list(latest.values())[:number])
    return kept
