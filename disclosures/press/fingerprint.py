"""A word for all that the press depends on: its code, style, fonts, packages, and its limits.

When one of these files changes, the word does.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from disclosures.press.limits import Limits

ROOT = Path(__file__).resolve().parents[2]
OURS = (
    "disclosures/press",
    "disclosures/fonts.py",
    "disclosures/justification.py",
    "static/print.css",
    "requirements.lock",
    ".local/fonts",
)
NOT_OURS = {"__pycache__", "originals", "cache"}
NAME_LENGTH = 16


def name(limits: Limits) -> str:
    """Of the worker that fits what is on disk now: from names, sizes and times of some dozen files."""
    found = hashlib.sha256(f"{sys.executable} {limits.as_text()}".encode())
    for place in OURS:
        for path in files_below(ROOT / place):
            add(found, path)
    return found.hexdigest()[:NAME_LENGTH]


def files_below(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    for folder, below, names in os.walk(path):
        below[:] = sorted(set(below) - NOT_OURS)
        yield from (Path(folder) / name for name in sorted(names))


def add(found: "hashlib._Hash", path: Path) -> None:
    try:
        state = path.stat()
    except FileNotFoundError:
        return
    found.update(f"{path}:{state.st_size}:{state.st_mtime_ns}\n".encode())
