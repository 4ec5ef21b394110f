"""A file that holds a key: written whole, once, and readable by nobody else."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def write_once(path: Path, content: bytes) -> None:
    """FileExistsError where there is one: a key in use is never replaced by accident."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".unfinished-") as beside:
        beside.write(content)
        beside.flush()
        os.fsync(beside.fileno())
        os.link(beside.name, path)
