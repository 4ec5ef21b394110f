"""Merkle trees over any store of hashes: root, proofs that an entry is in, proofs that nothing was taken out.

RFC 6962, section 2.1, for making them; RFC 9162, sections 2.1.3.2 and 2.1.4.2, for checking them. Pure.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Protocol

HASH = 32
EMPTY = sha256(b"").digest()
"""The root of the tree without entries."""


class NotProven(ValueError):
    """A proof does not prove what it is offered for."""


class Hashes(Protocol):
    """Where the tree's hashes are kept."""

    def perfect(self, level: int, index: int) -> bytes:
        """The root of the subtree of 2**level entries that begins at entry index * 2**level."""


class InMemory:
    """Hashes of entries in a list."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.leaves = leaves

    def perfect(self, level: int, index: int) -> bytes:
        if level == 0:
            return self.leaves[index]
        return node(self.perfect(level - 1, 2 * index), self.perfect(level - 1, 2 * index + 1))


def leaf(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def root(hashes: Hashes, size: int) -> bytes:
    """The root over the first `size` entries."""
    return span(hashes, 0, size) if size else EMPTY


def span(hashes: Hashes, start: int, end: int) -> bytes:
    """The root over the entries from start to end; at least one, start a multiple of what the width asks."""
    width = end - start
    level = width.bit_length() - 1
    if width == 1 << level:
        return hashes.perfect(level, start >> level)
    middle = start + split(width)
    return node(span(hashes, start, middle), span(hashes, middle, end))


def split(width: int) -> int:
    """The largest power of two below the width: so many entries go to the left."""
    return 1 << (width - 1).bit_length() - 1


def inclusion(hashes: Hashes, index: int, size: int) -> list[bytes]:
    """The proof that entry `index` is in the tree of `size`, from the leaf's sibling upwards."""
    if not 0 <= index < size:
        raise IndexError(f"entry {index} is not in a tree of {size}")

    def path(start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + split(end - start)
        if index < middle:
            return [*path(start, middle), span(hashes, middle, end)]
        return [*path(middle, end), span(hashes, start, middle)]

    return path(0, size)


def consistency(hashes: Hashes, old: int, size: int) -> list[bytes]:
    """The proof that the first `old` entries of the tree of `size` are those of the tree of `old`."""
    if not 0 < old <= size:
        raise IndexError(f"a tree of {size} has no beginning of {old}")

    def path(start: int, end: int, whole: bool) -> list[bytes]:
        if end == old:
            return [] if whole else [span(hashes, start, end)]
        middle = start + split(end - start)
        if old <= middle:
            return [*path(start, middle, whole), span(hashes, middle, end)]
        return [*path(middle, end, False), span(hashes, start, middle)]

    return path(0, size, True)


def check_inclusion(
    proof: Sequence[bytes], leaf_hash: bytes, index: int, size: int, root_hash: bytes
) -> None:
    """NotProven unless the proof shows that the leaf is entry `index` of the tree with this size and root."""
    if not 0 <= index < size:
        raise NotProven(f"entry {index} is not in a tree of {size}")
    number, last, found = index, size - 1, leaf_hash
    for each in proof:
        if last == 0:
            raise NotProven("the proof is too long")
        if number & 1 or number == last:
            found = node(each, found)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            found = node(found, each)
        number, last = number >> 1, last >> 1
    if last:
        raise NotProven("the proof is too short")
    if found != root_hash:
        raise NotProven("the entry is not the one in the tree")


def check_consistency(proof: Sequence[bytes], old: int, old_root: bytes, size: int, root_hash: bytes) -> None:
    """NotProven unless the proof shows that the tree of `size` begins with the tree of `old`."""
    if not 0 < old <= size:
        raise NotProven(f"a tree of {size} has no beginning of {old}")
    if old == size:
        if proof or old_root != root_hash:
            raise NotProven("two trees of one size differ")
        return
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        raise NotProven("the proof is too short")
    number, last = old - 1, size - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    before = after = path[0]
    for each in path[1:]:
        if last == 0:
            raise NotProven("the proof is too long")
        if number & 1 or number == last:
            before, after = node(each, before), node(each, after)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            after = node(after, each)
        number, last = number >> 1, last >> 1
    if last:
        raise NotProven("the proof is too short")
    if before != old_root or after != root_hash:
        raise NotProven("the larger tree does not begin with the smaller one")
