"""The proof beside a publication: one small text that can be checked alone (C2SP tlog-proof). Pure."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from disclosures.publiclog import notes, tree
from disclosures.publiclog.checkpoints import Checkpoint, checkpoint_of
from disclosures.publiclog.notes import BadNote, Key, Note, decoded
from disclosures.publiclog.tree import NotProven

FORMAT = "c2sp.org/tlog-proof@v1"
EXTENSION = ".tlog-proof"


@dataclass(frozen=True)
class Proof:
    index: int
    hashes: tuple[bytes, ...]
    checkpoint: Note
    extra: bytes = b""
    """Whatever helps a reader; the entry itself here. Proven by nothing but the check."""

    def __str__(self) -> str:
        extra = [f"extra {b64encode(self.extra).decode()}"] if self.extra else []
        path = (b64encode(each).decode() for each in self.hashes)
        return "\n".join([FORMAT, *extra, f"index {self.index}", *path, "", str(self.checkpoint)])


def read(content: str) -> Proof:
    """The proof in a file; BadNote where it is none."""
    head, separator, checkpoint = content.partition("\n\n")
    first, *lines = head.split("\n")
    if not separator or first != FORMAT:
        raise BadNote("not a proof of the log")
    extra = decoded(lines.pop(0).removeprefix("extra ")) if lines and lines[0].startswith("extra ") else b""
    told = lines.pop(0).removeprefix("index ") if lines else ""
    if not told.isascii() or not told.isdigit() or told != str(int(told)):
        raise BadNote("the proof does not say which entry it is of")
    return Proof(int(told), tuple(decoded(line) for line in lines), notes.read(checkpoint), extra)


def check(
    proof: Proof, entry: bytes, log: Key, witnesses: Iterable[Key] = ()
) -> tuple[Checkpoint, list[Key]]:
    """The checkpoint that holds the entry, and the witnesses that have seen it.

    BadNote where the log did not sign it or a signature is false, NotProven where the entry is not in it.
    """
    found = checkpoint_of(proof.checkpoint)
    signers = notes.check(proof.checkpoint, [log, *witnesses])
    if log not in signers or found.origin != log.name:
        raise BadNote(f"not signed by {log.name}")
    tree.check_inclusion(proof.hashes, tree.leaf(entry), proof.index, found.size, found.root)
    return found, [key for key in signers if key != log]


__all__ = ["EXTENSION", "BadNote", "NotProven", "Proof", "check", "read"]
