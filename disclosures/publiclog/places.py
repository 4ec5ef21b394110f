"""Where the files of the log are, below its folder. Pure."""

from typing import Literal

FOLDER = "log"
CHECKPOINT, KEY = "checkpoint", "key"
Kept = Literal["publication", "withdrawal"]


def checkpoint(size: int) -> str:
    """The checkpoint of that size, which is kept when there is a larger one."""
    return f"checkpoints/{size}"


def proof(code: str, kind: Kept = "publication") -> str:
    """The proof that the version with that code, or its withdrawal, is in the log."""
    return f"proof/{code}.tlog-proof" if kind == "publication" else f"proof/{code}.{kind}.tlog-proof"
