"""Who signed: the log, its witnesses, nobody else."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from disclosures.publiclog import notes
from disclosures.publiclog.checkpoints import Checkpoint, checkpoint_of
from disclosures.publiclog.notes import LOG, WITNESS, BadNote, Note
from disclosures.publiclog.tree import EMPTY

LOG_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OFFICE_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64)))
NAME, OFFICE = "juesuan.example/log", "audit.example/witness"
LOG_PUBLIC = notes.public_key(NAME, LOG_KEY)
OFFICE_PUBLIC = notes.public_key(OFFICE, OFFICE_KEY, WITNESS)
TEXT = Checkpoint(NAME, 3, EMPTY).text
NOTE = Note(
    TEXT, (notes.signed(TEXT, NAME, LOG_KEY), notes.cosigned(TEXT, OFFICE, OFFICE_KEY, 1_750_000_000))
)

EXAMPLE_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
EXAMPLE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyB"
    "wJnAM=\n"
)


def test_a_note_that_others_have_made() -> None:
    """The example of golang.org/x/mod/sumdb/note."""
    key = notes.key_of(EXAMPLE_KEY)
    assert str(key) == EXAMPLE_KEY
    assert notes.check(notes.read(EXAMPLE), [key]) == [key]
    with pytest.raises(BadNote, match="false"):
        notes.check(notes.read(EXAMPLE.replace("answer", "Answer")), [key])


def test_log_and_witness() -> None:
    again = notes.read(str(NOTE))
    assert again == NOTE
    assert notes.check(again, [LOG_PUBLIC, OFFICE_PUBLIC]) == [LOG_PUBLIC, OFFICE_PUBLIC]
    assert notes.check(again, [OFFICE_PUBLIC]) == [OFFICE_PUBLIC]
    assert notes.check(again, []) == []


def test_a_witness_key_is_not_a_log_key() -> None:
    impostor = replace(OFFICE_PUBLIC, kind=LOG)
    assert notes.check(NOTE, [impostor]) == []


@pytest.mark.parametrize("which", [0, 1])
def test_a_changed_signature_is_refused(which: int) -> None:
    told = list(NOTE.signatures)
    content = told[which].content
    told[which] = replace(told[which], content=content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(BadNote, match="is false"):
        notes.check(replace(NOTE, signatures=tuple(told)), [LOG_PUBLIC, OFFICE_PUBLIC])


def test_a_changed_time_is_refused() -> None:
    content = NOTE.signatures[1].content
    earlier = replace(NOTE.signatures[1], content=content[:4] + (1).to_bytes(8) + content[12:])
    with pytest.raises(BadNote, match="is false"):
        notes.check(replace(NOTE, signatures=(earlier,)), [OFFICE_PUBLIC])


@pytest.mark.parametrize(
    "content",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\nno dash AAAA\n",
        "text\n\n— name ?\n",
        "text\n\n— name AAAA\n",
        "a\tb\n\n— n AAAAAAA=\n",
        "text\n\n" + "— name AAAAAAA=\n" * 65,
    ],
)
def test_what_is_no_note(content: str) -> None:
    with pytest.raises(BadNote):
        notes.read(content)


@pytest.mark.parametrize(
    "line", ["", "name", "name+00000000+AAAA", EXAMPLE_KEY.replace("c74f", "c74e"), EXAMPLE_KEY[:-4]]
)
def test_what_is_no_key(line: str) -> None:
    with pytest.raises(BadNote):
        notes.key_of(line)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "全角\u3000空格"])
def test_names_that_a_key_cannot_have(name: str) -> None:
    with pytest.raises(BadNote, match="not a name"):
        notes.signed(TEXT, name, LOG_KEY)


def test_checkpoints() -> None:
    assert checkpoint_of(NOTE) == Checkpoint(NAME, 3, EMPTY)
    assert checkpoint_of(replace(NOTE, text=TEXT + "more\n")).size == 3


@pytest.mark.parametrize(
    "text",
    ["\n", "log\n", "log\n3\n", "log\n03\nAAAA\n", "log\n-1\nAAAA\n", "log\n٣\nAAAA\n", "log\n3\nAAAA\n"],
)
def test_what_is_no_checkpoint(text: str) -> None:
    with pytest.raises(BadNote):
        checkpoint_of(Note(text, ()))
