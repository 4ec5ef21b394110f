"""Where the files of the log are, below its folder. Pure."""

from typing import Literal

FOLDER = "log"
CHECKPOINT, KEY = "checkpoint", "key"
WITNESSED = "witnessed"
"""The newest checkpoint that a witness has signed too."""
STAMPS_FOLDER, STAMPS, ANSWER = "stamps", "stamps/list", ".tsr"
"""Time stamps, the list of them, and how the name of an authority's answer ends."""
Kept = Literal["publication", "withdrawal"]


def checkpoint(size: int) -> str:
    """The checkpoint of that size, which is kept when there is a larger one."""
    return f"checkpoints/{size}"


def proof(code: str, kind: Kept = "publication") -> str:
    """The proof that the version with that code, or its withdrawal, is in the log."""
    return f"proof/{code}.tlog-proof" if kind == "publication" else f"proof/{code}.{kind}.tlog-proof"


def stamp(size: int) -> str:
    """The folder of the time stamps on the checkpoint of that size, and of that checkpoint."""
    return f"{STAMPS_FOLDER}/{size}"
