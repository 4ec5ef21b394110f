"""Proofs of the log: every one that is right holds, and none holds for anything else."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from disclosures.publiclog.tree import (
    EMPTY,
    InMemory,
    NotProven,
    check_consistency,
    check_inclusion,
    consistency,
    inclusion,
    leaf,
    node,
    root,
)

SIZES = range(1, 40)
LEAVES = [leaf(b"entry %d" % number) for number in range(300)]
HASHES = InMemory(LEAVES)


def plain_root(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node(plain_root(leaves[:half]), plain_root(leaves[half:]))


def test_known_roots() -> None:
    """The examples that certificate logs are tested with."""
    entries = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    leaves = [leaf(bytes.fromhex(entry)) for entry in entries]
    assert EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root(InMemory(leaves), 0) == EMPTY
    assert (
        root(InMemory(leaves), 1).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )
    assert (
        root(InMemory(leaves), 8).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    )


@pytest.mark.parametrize("size", [*SIZES, 255, 256, 257, 300])
def test_roots(size: int) -> None:
    assert root(HASHES, size) == plain_root(LEAVES[:size])


@pytest.mark.parametrize("size", SIZES)
def test_every_entry_is_proven_at_its_place_and_nowhere_else(size: int) -> None:
    top = root(HASHES, size)
    for index in range(size):
        proof = inclusion(HASHES, index, size)
        check_inclusion(proof, LEAVES[index], index, size, top)
        refused(check_inclusion, proof, LEAVES[index + 1], index, size, top)
        refused(check_inclusion, proof, LEAVES[index], (index + 1) % (size + 1), size, top)
        refused(check_inclusion, [*proof, top], LEAVES[index], index, size, top)
        if proof:
            refused(check_inclusion, proof[:-1], LEAVES[index], index, size, top)
            changed = [*proof[:-1], LEAVES[-1]]
            refused(check_inclusion, changed, LEAVES[index], index, size, top)


@pytest.mark.parametrize("size", SIZES)
def test_every_beginning_is_proven_and_no_other_tree(size: int) -> None:
    top = root(HASHES, size)
    other = root(InMemory([LEAVES[-1], *LEAVES[1:]]), size)
    for old in range(1, size + 1):
        before = root(HASHES, old)
        proof = consistency(HASHES, old, size)
        check_consistency(proof, old, before, size, top)
        refused(check_consistency, proof, old, before, size, other)
        refused(check_consistency, proof, old, other, size, top)
        refused(check_consistency, [*proof, top], old, before, size, top)
        if proof:
            refused(check_consistency, proof[:-1], old, before, size, top)


def test_an_entry_that_is_not_there() -> None:
    with pytest.raises(IndexError):
        inclusion(HASHES, 3, 3)
    with pytest.raises(IndexError):
        consistency(HASHES, 4, 3)
    refused(check_inclusion, [], LEAVES[0], 0, 0, EMPTY)
    refused(check_consistency, [], 4, LEAVES[0], 3, LEAVES[0])


def refused(check: Callable[..., None], *offered: Any) -> None:
    with pytest.raises(NotProven):
        check(*offered)
