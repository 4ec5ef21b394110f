"""The proof beside a publication, alone and years later."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from disclosures.publiclog import notes, proofs
from disclosures.publiclog.checkpoints import Checkpoint
from disclosures.publiclog.entries import Entry, entry_of
from disclosures.publiclog.notes import BadNote, Note
from disclosures.publiclog.proofs import Proof
from disclosures.publiclog.tree import InMemory, NotProven, inclusion, leaf, root
from tests.disclosures.publiclog.test_notes import (
    LOG_KEY,
    LOG_PUBLIC,
    NAME,
    OFFICE,
    OFFICE_KEY,
    OFFICE_PUBLIC,
)

CHINA = timezone(timedelta(hours=8))
ENTRIES = [
    Entry("publication", f"unit-{n}", 2024, 1, "AAAA", "0" * 64, datetime(2025, 9, 1, 9, 30, n, tzinfo=CHINA))
    for n in range(5)
]


def proof_of(index: int) -> Proof:
    hashes = InMemory([leaf(bytes(entry)) for entry in ENTRIES])
    text = Checkpoint(NAME, 5, root(hashes, 5)).text
    signatures = (notes.signed(text, NAME, LOG_KEY), notes.cosigned(text, OFFICE, OFFICE_KEY, 1_750_000_000))
    return Proof(index, tuple(inclusion(hashes, index, 5)), Note(text, signatures), bytes(ENTRIES[index]))


@pytest.mark.parametrize("index", range(5))
def test_it_is_read_back_and_holds(index: int) -> None:
    proof = proofs.read(str(proof_of(index)))
    assert proof == proof_of(index)
    checkpoint, witnesses = proofs.check(proof, proof.extra, LOG_PUBLIC, [OFFICE_PUBLIC])
    assert (checkpoint.size, witnesses) == (5, [OFFICE_PUBLIC])


def test_it_holds_for_nothing_else() -> None:
    proof = proof_of(2)
    with pytest.raises(NotProven):
        proofs.check(proof, bytes(ENTRIES[3]), LOG_PUBLIC)
    with pytest.raises(NotProven):
        proofs.check(replace(proof, index=3), proof.extra, LOG_PUBLIC)
    with pytest.raises(BadNote, match="not signed by"):
        proofs.check(proof, proof.extra, replace(LOG_PUBLIC, name="other.example/log"))
    with pytest.raises(BadNote, match="not signed by"):
        proofs.check(proof, proof.extra, OFFICE_PUBLIC)


def test_without_extra() -> None:
    proof = replace(proof_of(0), extra=b"")
    assert "extra" not in str(proof)
    assert proofs.read(str(proof)) == proof


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tlog-proof@v1", "tlog-proof@v2"),
        ("index 1", "index 01"),
        ("index 1", ""),
        ("index 1", "index -1"),
        ("\n\n", "\n"),
        ("extra ey", "extra ?"),
        ("\n— ", "\n- "),
    ],
)
def test_what_is_no_proof(old: str, new: str) -> None:
    with pytest.raises(BadNote):
        proofs.read(str(proof_of(1)).replace(old, new))


def test_an_entry_is_written_in_one_way() -> None:
    entry = ENTRIES[1]
    assert bytes(entry).decode() == (
        '{"at":"2025-09-01T01:30:01+00:00","code":"AAAA","format":"juesuan-log/1","kind":"publication",'
        f'"manifest":"{"0" * 64}","number":1,"unit":"unit-1","year":2024}}'
    )
    assert entry_of(bytes(entry)) == replace(entry, at=entry.at.astimezone(UTC))


@pytest.mark.parametrize(
    "content",
    [b"[]", b"{}", b'{"format":"juesuan-log/1"}', bytes(ENTRIES[0]).replace(b'":', b'": ', 1), b"x", b"\xff"],
)
def test_what_is_no_entry(content: bytes) -> None:
    with pytest.raises(ValueError):
        entry_of(content)
