"""The log at one moment: how many entries there are, and their root (C2SP tlog-checkpoint). Pure."""

from base64 import b64encode
from dataclasses import dataclass

from disclosures.publiclog.notes import BadNote, Note, decoded
from disclosures.publiclog.tree import HASH


@dataclass(frozen=True)
class Checkpoint:
    origin: str
    """Which log: its address without the scheme."""
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def checkpoint_of(note: Note) -> Checkpoint:
    """BadNote where the text is not one of a checkpoint."""
    lines = note.text.split("\n")
    origin, size, root = [*lines, "", ""][:3]
    if not origin or not size.isascii() or not size.isdigit() or size != str(int(size)):
        raise BadNote("not a checkpoint")
    found = Checkpoint(origin, int(size), decoded(root))
    if len(found.root) != HASH or not note.text.startswith(found.text):
        raise BadNote("not a checkpoint")
    return found
