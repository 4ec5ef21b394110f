"""The verifier that is published with the data: alone, it tells what is ours and unchanged."""

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from disclosures.publiclog import manifests, notes, verifier
from disclosures.publiclog.checkpoints import Checkpoint
from disclosures.publiclog.entries import Entry, digest
from disclosures.publiclog.manifests import Manifest
from disclosures.publiclog.notes import Note
from disclosures.publiclog.proofs import Proof
from disclosures.publiclog.tiles import bundle, tiles
from disclosures.publiclog.tree import InMemory, inclusion, leaf, root
from tests.disclosures.publiclog.test_notes import LOG_KEY, LOG_PUBLIC, NAME

FILES = {"report.pdf": b"%PDF", "report.txt": "决算\n".encode()}
PLACE = 3


def entry_of(number: int, manifest: bytes) -> bytes:
    at = datetime(2025, 9, 1, 1, 30, number % 60, tzinfo=UTC)
    return bytes(Entry("publication", "mouju", 2024, 1, "ABCDEFGHJK", digest(manifest), at))


def note(leaves: Sequence[bytes], size: int) -> Note:
    text = Checkpoint(NAME, size, root(InMemory(leaves), size)).text
    return Note(text, (notes.signed(text, NAME, LOG_KEY),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A publication as it is downloaded."""
    entries = {name: manifests.described(content) for name, content in FILES.items()}
    manifest = bytes(Manifest("mouju", "某局", 2024, 1, "ABCDEFGHJK", date(2025, 9, 1), entries))
    entry = entry_of(PLACE, manifest)
    leaves = [leaf(entry if n == PLACE else b"other %d" % n) for n in range(7)]
    proof = Proof(PLACE, tuple(inclusion(InMemory(leaves), PLACE, 7)), note(leaves, 7), entry)
    for name, content in {**FILES, "manifest.json": manifest, "a.tlog-proof": str(proof).encode()}.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of 600 entries, and the checkpoint that somebody kept when there were 300."""
    entries = [entry_of(n, b"%d" % n) for n in range(600)]
    leaves = [leaf(entry) for entry in entries]
    for tile in tiles(600):
        if tile.level == 0:
            path = tmp_path / tile.entries_path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bundle(entries[tile.index * 256 :][: tile.width]))
    (tmp_path / "checkpoint").write_text(str(note(leaves, 600)), "utf-8")
    (tmp_path / "kept").write_text(str(note(leaves, 300)), "utf-8")
    return tmp_path


def run(*given: str | Path) -> tuple[int, str]:
    """By itself: no site packages, no path of ours."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", verifier.__file__, *map(str, given)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_publication(folder: Path) -> None:
    status, told = run(folder, "--key", str(LOG_PUBLIC))
    assert status == 0, told
    assert "某局2024年度第1版，2025-09-01T01:30:03+00:00 公开" in told
    assert "公开日志第 3 条，共 7 条" in told
    assert told.endswith("核验通过\n")


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_changed_byte(folder: Path, name: str) -> None:
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[:-2] + bytes([content[-2] ^ 1]) + content[-1:])
    status, told = run(folder, "--key", str(LOG_PUBLIC))
    assert status in (1, 2), told
    assert "核验通过" not in told


def test_a_file_and_its_manifest_changed(folder: Path) -> None:
    told = json.loads((folder / "manifest.json").read_bytes())
    (folder / "report.txt").write_bytes("假的\n".encode())
    told["files"]["report.txt"] = manifests.described("假的\n".encode())
    (folder / "manifest.json").write_text(json.dumps(told), "utf-8")
    assert run(folder, "--key", str(LOG_PUBLIC)) == (
        1,
        "一致 report.pdf\n一致 report.txt\n不一致：公开日志记的是另一份文件清单\n",
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("index 3", "index 2", "公开日志里没有这一条"),
        ("index 3", "index 7", "公开日志里没有这一条"),
        ("\n7\n", "\n8\n", "签名不对"),
        (NAME, "other.example", "没有用这个公钥签名"),
    ],
)
def test_a_changed_proof(folder: Path, old: str, new: str, told: str) -> None:
    proof = folder / "a.tlog-proof"
    proof.write_text(proof.read_text("utf-8").replace(old, new), "utf-8")
    status, output = run(folder, "--key", str(LOG_PUBLIC))
    assert (status, told in output) == (1, True), output


def test_another_key(folder: Path) -> None:
    other = notes.public_key(NAME, Ed25519PrivateKey.generate())
    assert run(folder, "--key", str(other))[0] == 1
    assert run(folder, "--key", "no key")[0] == 2


def test_an_empty_folder(tmp_path: Path) -> None:
    status, told = run(tmp_path, "--key", str(LOG_PUBLIC))
    assert (status, told[:4]) == (2, "无法核验")


def test_a_log_and_what_it_said_before(log: Path) -> None:
    status, told = run("--log", log, "--key", str(LOG_PUBLIC), "--since", log / "kept")
    assert (status, told) == (
        0,
        "公开日志共 600 条，与 checkpoint 一致\n以前的 300 条都在，没有改动\n核验通过\n",
    )


def test_a_log_with_a_changed_entry(log: Path) -> None:
    path = log / "tile/entries/000"
    path.write_bytes(path.read_bytes().replace(b'"year":2024', b'"year":2023', 1))
    assert run("--log", log, "--key", str(LOG_PUBLIC)) == (1, "不一致：日志的内容与 checkpoint 不一致\n")


def test_a_log_that_forgot(log: Path) -> None:
    """Signed again by the operator, without an old entry: whoever kept a checkpoint sees it."""
    entries = [entry_of(n, b"%d" % n) for n in range(600) if n != 17]
    leaves = [leaf(entry) for entry in entries]
    (log / "tile/entries/000").write_bytes(bundle(entries[:256]))
    (log / "tile/entries/001").write_bytes(bundle(entries[256:512]))
    (log / "tile/entries/002.p/87").write_bytes(bundle(entries[512:]))
    (log / "checkpoint").write_text(str(note(leaves, 599)), "utf-8")
    assert run("--log", log, "--key", str(LOG_PUBLIC))[0] == 0
    status, told = run("--log", log, "--key", str(LOG_PUBLIC), "--since", log / "kept")
    assert (status, told.splitlines()[-1]) == (1, "不一致：以前的记录被改动或删除")


def test_its_curve_agrees_with_the_library() -> None:
    for n in range(3):
        key = Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32)
        public, message = key.public_key().public_bytes_raw(), b"message %d" % n
        signature = key.sign(message)
        assert verifier.is_signed(public, message, signature)
        assert not verifier.is_signed(public, message + b".", signature)
        assert not verifier.is_signed(public, message, signature[:32] + bytes(32))
