"""A data package as it is written: CSV files with what is to be said of each, then a zip of them. Pure.

The same lines give the same bytes, with the same zlib. Nothing is held in memory but the line being written.
"""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO

from disclosures.bundle import MOMENT

BOM = b"\xef\xbb\xbf"
"""Excel reads Chinese only behind it."""
CHUNK = 1 << 20


@dataclass(frozen=True)
class Facts:
    size: int
    sha256: str
    lines: int
    """Without the head."""


class Counted:
    """Writes CSV on, and counts and hashes what it wrote."""

    def __init__(self, out: IO[bytes], heads: Iterable[str]) -> None:
        self.out, self.size, self.lines, self.sum = out, 0, 0, hashlib.sha256()
        self.put(BOM)
        self.add([heads])
        self.lines = 0

    def put(self, content: bytes) -> None:
        self.out.write(content)
        self.sum.update(content)
        self.size += len(content)

    def add(self, rows: Iterable[Iterable[object]]) -> None:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        for row in rows:
            writer.writerow(row)
            self.lines += 1
        self.put(text.getvalue().encode())

    def append(self, content: bytes, lines: int) -> None:
        """Lines that are written already."""
        self.put(content)
        self.lines += lines

    @property
    def facts(self) -> Facts:
        return Facts(self.size, self.sum.hexdigest(), self.lines)


class Package:
    """A zip in the making, one file at a time."""

    def __init__(self, out: IO[bytes]) -> None:
        self.zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)

    @contextmanager
    def file(self, name: str, size: int | None = None) -> Iterator[IO[bytes]]:
        """`size`: where it is known; one that is not may come to more than 2 GB."""
        info = zipfile.ZipInfo(name, MOMENT)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.create_system, info.external_attr = 3, 0o644 << 16  # Unix, whatever it is made on
        info.file_size = size or 0
        with self.zip.open(info, "w", force_zip64=size is None) as out:
            yield out

    def put(self, name: str, content: bytes) -> None:
        with self.file(name, len(content)) as out:
            out.write(content)

    def close(self) -> None:
        self.zip.close()

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


class Aside:
    """CSV files that are written in turns, beside the zip, until each can be put into it."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[IO[bytes], Counted]] = {}

    def open(self, path: str, heads: Iterable[str]) -> Counted:
        out = TemporaryFile()  # noqa: SIM115 closed at the end of all
        self.files[path] = out, Counted(out, heads)
        return self.files[path][1]

    def move(self, package: Package) -> None:
        for path, (out, counted) in self.files.items():
            out.seek(0)
            with package.file(path, counted.size) as into:
                while chunk := out.read(CHUNK):
                    into.write(chunk)

    def __enter__(self) -> "Aside":
        return self

    def __exit__(self, *error: object) -> None:
        for out, _ in self.files.values():
            out.close()


def digest(out: IO[bytes]) -> tuple[int, str]:
    """Size and SHA-256 of what was written, read again from its beginning."""
    out.seek(0)
    found, size = hashlib.sha256(), 0
    while chunk := out.read(CHUNK):
        found.update(chunk)
        size += len(chunk)
    out.seek(0)
    return size, found.hexdigest()
