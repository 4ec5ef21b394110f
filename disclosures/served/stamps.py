"""Which state a page was made from, kept beside the pages with size and date of its files: whoever puts them
in line at night sees from a listing which are still right. Pure.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

FOLDER = ".made"
"""No address begins with a dot."""


def place(page: str) -> str:
    """Below the folder. `page`: "unit:bureau"."""
    return f"{FOLDER}/{page.replace(':', '/')}"


def put(folder: Path, page: str, state: str, files: Iterable[str]) -> None:
    """`files`: all that the page has, by their paths below the folder."""
    told = {"state": state, "files": {path: told_of(folder / path) for path in files}}
    stamp = folder / place(page)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps(told), encoding="utf-8")


def holds(folder: Path, page: str, state: str) -> bool:
    """Was it made from that state, and are its files still those? Not where that cannot be read."""
    with suppress(OSError, ValueError):
        told = json.loads((folder / place(page)).read_bytes())
        files = told["files"].items()
        return told["state"] == state and all(told_of(folder / path) == known for path, known in files)
    return False


def told_of(path: Path) -> list[int]:
    """Size and date: whoever writes it again changes one of them."""
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]
