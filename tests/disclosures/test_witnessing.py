"""What witnesses outside send back: taken in from those that are trusted, and served with the checkpoint."""

from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Unit
from disclosures import logbook, logkey, witnessing
from disclosures.publiclog import notes, witness
from disclosures.publiclog.checkpoints import Checkpoint, checkpoint_of
from disclosures.publiclog.notes import Note
from disclosures.witnessing import NotTaken
from tests import stages
from tests.disclosures.test_logbook import forge, logged

AUDIT, ARCHIVE = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (7, 8))
NAMES = {"audit.example/witness": AUDIT, "archive.example/witness": ARCHIVE}


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    stages.keep_files_in(tmp_path, settings)
    settings.LOG_KEY_FILE = tmp_path / "key.pem"
    settings.LOG_NAME = "juesuan.example/log"
    settings.LOG_WITNESSES = [str(notes.public_key(name, key, notes.WITNESS)) for name, key in NAMES.items()]
    logkey.make(settings.LOG_KEY_FILE)
    return tmp_path


@pytest.fixture
def unit(db: None) -> Unit:
    return Unit.objects.create(code="mouju", name="某局", kind="unit", level="市")


@pytest.fixture
def sealed(unit: Unit) -> str:
    """The checkpoint of three versions."""
    logged(unit, 3)
    logbook.seal()
    return logbook.read("checkpoint").decode()


def cosigned(content: str, *names: str, time: int = 1_760_000_000) -> str:
    note = notes.read(content)
    lines = [notes.cosigned(note.text, name, NAMES[name], time) for name in names or NAMES]
    return str(Note(note.text, (*note.signatures, *lines)))


def witnesses(path: str) -> list[str]:
    found = notes.check(notes.read(logbook.read(path).decode()), witnessing.trusted())
    return [key.name for key in found]


def test_it_is_served_with_the_checkpoint(client: Client, sealed: str, unit: Unit) -> None:
    found, signers = witnessing.take(cosigned(sealed))
    assert (found.size, [key.name for key in signers]) == (3, list(NAMES))
    assert witnesses("checkpoint") == witnesses("checkpoints/3") == witnesses("witnessed") == list(NAMES)
    assert client.get("/log/witnessed").content == client.get("/log/checkpoint").content
    assert "immutable" not in client.get("/log/checkpoints/3")["Cache-Control"]
    logged(unit, 1, 2010)
    logbook.seal()
    assert (witnesses("checkpoint"), witnesses("witnessed")) == ([], list(NAMES))
    assert logbook.verify() == list(witnessing.faults()) == []


def test_one_witness_after_the_other_and_again(sealed: str) -> None:
    one, other = NAMES
    witnessing.take(cosigned(sealed, one))
    witnessing.take(cosigned(sealed, other))
    witnessing.take(cosigned(sealed, one, time=1_770_000_000))
    assert witnesses("checkpoint") == [other, one]


def test_one_that_comes_late_does_not_hide_a_newer_one(sealed: str, unit: Unit) -> None:
    logged(unit, 1, 2010)
    logbook.seal()
    witnessing.take(cosigned(logbook.read("checkpoint").decode()))
    witnessing.take(cosigned(sealed))
    assert witnesses("checkpoints/3") == list(NAMES)
    assert checkpoint_of(notes.read(logbook.read("witnessed").decode())).size == 4


def test_a_stranger_is_not_served(sealed: str, settings: Any) -> None:
    settings.LOG_WITNESSES = settings.LOG_WITNESSES[:1]
    with pytest.raises(NotTaken, match="没有受信任的见证者"):
        witnessing.take(cosigned(sealed, "archive.example/witness"))
    witnessing.take(cosigned(sealed))
    assert b"archive.example" not in logbook.read("checkpoint")


def test_a_false_signature_is_refused(sealed: str) -> None:
    good = cosigned(sealed)
    head, _, last = good.rstrip("\n").rpartition("\n")
    false = last[:-8] + ("AAAA" if last[-8:-4] != "AAAA" else "BBBB") + last[-4:]
    with pytest.raises(NotTaken, match="is false"):
        witnessing.take(f"{head}\n{false}\n")


def test_another_log_of_the_same_size_is_an_alarm(sealed: str) -> None:
    """What the witness has seen is not what we signed: a split view."""
    text = Checkpoint(logkey.name(), 3, b"x" * 32).text
    with pytest.raises(NotTaken, match="与本日志不同"):
        witnessing.take(cosigned(str(Note(text, (notes.signed(text, logkey.name(), logkey.private()),)))))


def test_a_size_that_was_never_signed(sealed: str) -> None:
    text = Checkpoint(logkey.name(), 2, b"x" * 32).text
    with pytest.raises(NotTaken, match="没有签过 2 条"):
        witnessing.take(cosigned(str(Note(text, (notes.signed(text, logkey.name(), logkey.private()),)))))


@pytest.mark.parametrize("content", ["", "nonsense", "a\n\n", "\n\n\N{EM DASH} a b\n", "x" * 100_000])
def test_nonsense(sealed: str, content: str) -> None:
    with pytest.raises(NotTaken):
        witnessing.take(content)


def test_what_was_witnessed_is_verified(sealed: str, folder: Path) -> None:
    witnessing.take(cosigned(sealed))
    (folder / "log/witnessed").write_text(sealed, "utf-8")
    assert list(witnessing.faults()) == ["见证过的 checkpoint（3 条）没有受信任的签名（LOG_WITNESSES）"]
    (folder / "log/witnessed").write_text("nonsense", "utf-8")
    assert "见证过的 checkpoint 不对" in next(witnessing.faults())


def test_a_log_that_was_made_anew_does_not_agree_with_its_witness(
    sealed: str, unit: Unit, folder: Path
) -> None:
    """The operator changes a line and has everything signed again: the witness's copy tells."""
    witnessing.take(cosigned(sealed))
    otherwise = "convert_to(replace(convert_from(content, 'UTF8'), '2001', '1999'), 'UTF8')"
    forge(f"UPDATE disclosures_logentry SET content = {otherwise}")
    (folder / "log/checkpoint").unlink()
    logbook.seal()
    assert "见证过的前 3 条与公开日志不一致" in list(witnessing.faults())


class TestCommand:
    def test_from_the_program_to_the_portal(
        self, client: Client, sealed: str, folder: Path, settings: Any
    ) -> None:
        key = witness.make_key(folder / "witness.pem", "office.example/witness")
        settings.LOG_WITNESSES = [key]
        log_key = client.get("/log/key").content.decode()
        place = folder / "state"
        witness.sign(str(folder / "log"), log_key, "office.example/witness", folder / "witness.pem", place)
        call_command("publiclog", "cosigned", str(place / "cosigned"))
        assert witnesses("checkpoint") == ["office.example/witness"]
        call_command("publiclog", "verify")

    def test_what_is_wrong_is_said(self, sealed: str, folder: Path) -> None:
        (folder / "x").write_text("nonsense", "utf-8")
        for given in (["cosigned"], ["seal", "x"], ["cosigned", "/nowhere"], ["cosigned", str(folder / "x")]):
            with pytest.raises(CommandError):
                call_command("publiclog", *given)


def test_the_program_is_given_away(client: Client) -> None:
    answer = client.get("/log/witness.py")
    assert answer.content.startswith(b"#!/usr/bin/env python3")
    assert client.get("/log/verifier.py").content != answer.content
