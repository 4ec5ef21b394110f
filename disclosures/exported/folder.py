"""A folder that is there whole or not at all: filled beside under another name, then renamed."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Occupied(Exception):
    """There is something at that place already, or somebody is filling it."""


@contextmanager
def filled(target: Path) -> Iterator[Path]:
    """A folder to fill, which becomes `target` at the end. What a killed process left is cleared away.

    Occupied where the target holds anything, or another process fills it.
    """
    refuse_occupied(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.unfinished")
    with open(target.with_name(f".{target.name}.lock"), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Occupied(f"另一个进程正在导出到 {target}") from None
        try:
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir()
            yield beside
            refuse_occupied(target)
            os.replace(beside, target)  # an empty folder gives way
        finally:
            shutil.rmtree(beside, ignore_errors=True)
            os.unlink(lock.name)


def refuse_occupied(target: Path) -> None:
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        raise Occupied(f"{target} 不是空的文件夹，没有写任何东西。请另选一个，或先移走它")


def write(root: Path, path: str, content: bytes) -> None:
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
