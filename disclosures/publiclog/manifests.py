"""The manifest of a version: what report it is, and size and hashes of each of its files. Pure.

Its own hash is what the public log keeps, so that one line of the log fixes every byte of a version.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NotRequired, TypedDict

from disclosures.publiclog.entries import canonical

FORMAT = "juesuan-manifest/1"
NAME = "manifest.json"


class FileEntry(TypedDict):
    """A file of a version."""

    size: int
    sha256: str
    sm3: NotRequired[str]
    """By GB/T 32905; absent of files that were published before it was kept."""


@dataclass(frozen=True)
class Manifest:
    unit: str
    """The unit's code."""
    unit_name: str
    year: int
    number: int
    code: str
    disclosed: date
    files: Mapping[str, FileEntry]

    def __bytes__(self) -> bytes:
        told = {**vars(self), "disclosed": self.disclosed.isoformat(), "format": FORMAT}
        return canonical(told)


def described(content: bytes) -> FileEntry:
    """Size and hashes of a file's bytes."""
    found: FileEntry = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    if "sm3" in hashlib.algorithms_available:  # a Python whose OpenSSL is built without it does not have it
        found["sm3"] = hashlib.new("sm3", content).hexdigest()
    return found
