"""What stands in the log: one line of JSON for each publication, correction and withdrawal. Pure.

An entry names the report and the hash of its manifest, which names the hash of every file. It holds
nothing that would have to be taken back: after a withdrawal it still says that there was a version, and not
what the version said.
"""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Literal

FORMAT = "juesuan-log/1"
Kind = Literal["publication", "correction", "withdrawal"]


@dataclass(frozen=True)
class Entry:
    kind: Kind
    unit: str
    """The unit's code."""
    year: int
    number: int
    """Of the version."""
    code: str
    """The short code on the report."""
    manifest: str
    """SHA-256 of the version's manifest, as its file is: 64 hexadecimal digits."""
    at: datetime

    def __bytes__(self) -> bytes:
        told = {"format": FORMAT, **asdict(self), "at": moment(self.at)}
        return canonical(told)


def entry_of(content: bytes) -> Entry:
    """ValueError where the bytes are not those of an entry."""
    told: dict[str, Any] = json.loads(content)
    if not isinstance(told, dict) or told.pop("format", None) != FORMAT:
        raise ValueError("not an entry of the log")
    try:
        found = Entry(**{**told, "at": datetime.fromisoformat(told["at"])})
    except (KeyError, TypeError) as error:
        raise ValueError("not an entry of the log") from error
    if bytes(found) != content:
        raise ValueError("the entry is not written in the one way")
    return found


def moment(at: datetime) -> str:
    """Universal time to the second: 2025-09-01T01:30:00+00:00."""
    return at.astimezone(UTC).replace(microsecond=0).isoformat()


def canonical(data: Any) -> bytes:
    """The one way to write it: keys in order, no blanks, UTF-8."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()
