"""Signed notes: a text, and lines that say who signed it (C2SP signed-note; tlog-cosignature, Ed25519). Pure.

A key is written as one line, `name+id+base64`: what a reader must have got from elsewhere to trust a note.
"""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LOG, WITNESS = b"\x01", b"\x04"
"""Kinds of signatures: the log's own over the text, a witness's over the text and a time."""
DASH = "\N{EM DASH} "
SIGNATURES_AT_MOST = 64


class BadNote(ValueError):
    """The note is malformed, or a signature on it is false."""


@dataclass(frozen=True)
class Key:
    """A public key with the name it signs by."""

    name: str
    public: bytes
    kind: bytes = LOG

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + self.kind + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(self.kind + self.public).decode()}"


@dataclass(frozen=True)
class Signature:
    name: str
    content: bytes
    """The id of the key and what it made."""

    @property
    def key(self) -> tuple[str, bytes]:
        """Name and id of the key that it claims to be of."""
        return self.name, self.content[:4]

    def __str__(self) -> str:
        return f"{DASH}{self.name} {b64encode(self.content).decode()}"


@dataclass(frozen=True)
class Note:
    text: str
    """With its last line end."""
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(f"{each}\n" for each in self.signatures)


def key_of(line: str) -> Key:
    """The key of a line `name+id+base64`; BadNote where it is not one."""
    name, _, rest = line.strip().partition("+")
    told, _, encoded = rest.partition("+")
    content = decoded(encoded)
    key = Key(name, content[1:], content[:1])
    if key.kind not in (LOG, WITNESS) or len(key.public) != 32 or key.id.hex() != told:
        raise BadNote(f"not a key: {line[:80]}")
    return key


def public_key(name: str, private: Ed25519PrivateKey, kind: bytes = LOG) -> Key:
    refuse_name(name)
    return Key(name, private.public_key().public_bytes_raw(), kind)


def signed(text: str, name: str, private: Ed25519PrivateKey) -> Signature:
    """The log's own signature."""
    return Signature(name, public_key(name, private).id + private.sign(text.encode()))


def cosigned(text: str, name: str, private: Ed25519PrivateKey, time: int) -> Signature:
    """A witness's: at `time` (seconds since 1970) this was the largest tree that it had seen."""
    made = time.to_bytes(8) + private.sign(timed(text, time))
    return Signature(name, public_key(name, private, WITNESS).id + made)


def timed(text: str, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def read(content: str) -> Note:
    """The note in a file, its signatures not yet checked; BadNote where it is none."""
    text, separator, lines = content.rpartition("\n\n")
    if not separator or not lines.endswith("\n") or has_controls(content):
        raise BadNote("not a signed note")
    told = lines.removesuffix("\n").split("\n")
    if len(told) > SIGNATURES_AT_MOST:
        raise BadNote("too many signatures")
    return Note(text + "\n", tuple(signature_of(line) for line in told))


def signature_of(line: str) -> Signature:
    name, _, encoded = line.removeprefix(DASH).partition(" ")
    content = decoded(encoded)
    if not line.startswith(DASH) or not name or len(content) <= 4:
        raise BadNote("a line of the note is not a signature")
    return Signature(name, content)


def check(note: Note, keys: Iterable[Key]) -> list[Key]:
    """Those of the keys that signed the note. BadNote where one of them is claimed and did not."""
    known = {(key.name, key.id): key for key in keys}
    found = []
    for each in note.signatures:
        key = known.get(each.key)
        if key:
            verify(note.text, key, each.content[4:])
            found.append(key)
    return found


def verify(text: str, key: Key, made: bytes) -> None:
    message = text.encode()
    if key.kind == WITNESS:
        message, made = timed(text, int.from_bytes(made[:8])), made[8:]
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(made, message)
    except InvalidSignature:
        raise BadNote(f"the signature of {key.name} is false") from None


def decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (NotBase64, ValueError):
        raise BadNote("not base64") from None


def refuse_name(name: str) -> None:
    if not name or "+" in name or any(letter.isspace() for letter in name) or has_controls(name):
        raise BadNote(f"not a name for a key: {name!r}")


def has_controls(text: str) -> bool:
    return any(letter < " " and letter != "\n" for letter in text)
