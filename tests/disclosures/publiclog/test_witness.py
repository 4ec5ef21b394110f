"""The witness that is published with the data: alone, it signs what only grew and refuses what did not."""

import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from disclosures.publiclog import notes, witness
from disclosures.publiclog.checkpoints import checkpoint_of
from disclosures.publiclog.tiles import grown
from disclosures.publiclog.tree import leaf
from tests.disclosures.publiclog.test_notes import LOG_PUBLIC
from tests.disclosures.publiclog.test_verifier import note

NAME = "audit.example/witness"
LEAVES = [leaf(b"%d" % number) for number in range(65_800)]
FORGED = [leaf(b"forged") if number == 17 else each for number, each in enumerate(LEAVES)]


def write(folder: Path, size: int, leaves: list[bytes] = LEAVES) -> Path:
    """The log's files when it has that size."""
    read = lambda path: (folder / path).read_bytes()  # noqa: E731
    for tile, content in grown(size, 0, lambda start, end: leaves[start:end], read):
        path = folder / tile.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (folder / "checkpoint").write_text(str(note(leaves[:size], size)), "utf-8")
    return folder


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return write(tmp_path / "log", 5)


@pytest.fixture
def key(tmp_path: Path) -> notes.Key:
    return notes.key_of(witness.make_key(tmp_path / "witness.pem", NAME))


def run(*given: str | Path) -> tuple[int, str]:
    """In a process of its own, with no path of ours."""
    done = subprocess.run(
        [sys.executable, "-I", witness.__file__, *map(str, given)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def sign(log: Path | str, log_key: str = str(LOG_PUBLIC), name: str = NAME, at: Path | None = None) -> str:
    """As `run`, in this process: quick."""
    folder = at or Path(log).parent
    return witness.sign(str(log), log_key, name, folder / "witness.pem", folder / "state")


def cosigned(log: Path, key: notes.Key) -> int:
    """The size of the checkpoint that the witness has signed last."""
    found = notes.read((log.parent / "state/cosigned").read_text("utf-8"))
    assert notes.check(found, [LOG_PUBLIC, key]) == [LOG_PUBLIC, key]
    return checkpoint_of(found).size


def test_it_makes_a_key_once(tmp_path: Path) -> None:
    path = tmp_path / "witness.pem"
    status, line = run("makekey", "--name", NAME, "--key-file", path)
    assert (status, notes.key_of(line).name, notes.key_of(line).kind) == (0, NAME, notes.WITNESS)
    assert path.stat().st_mode & 0o777 == 0o600
    assert run("makekey", "--name", NAME, "--key-file", path)[0] == 2


def test_it_signs_what_it_sees_first_and_what_grew(log: Path, key: notes.Key) -> None:
    arguments = ["--log-key", LOG_PUBLIC, "--name", NAME, "--key-file", log.parent / "witness.pem"]
    status, told = run("sign", log, *map(str, arguments), "--state", log.parent / "state")
    assert (status, "日志共 5 条，第一次见证" in told) == (0, True), told
    assert cosigned(log, key) == 5
    assert "没有改动" in sign(write(log, 5))
    assert "比上次多 2 条，以前的没有改动" in sign(write(log, 7))
    assert cosigned(log, key) == 7


@pytest.mark.parametrize("old", [1, 3, 255, 256, 257, 511])
@pytest.mark.parametrize("more", [0, 1, 256, 700])
def test_every_size_grows_into_every_size(log: Path, key: notes.Key, old: int, more: int) -> None:
    (log.parent / "state").mkdir()
    (log.parent / "state/checkpoint").write_text(str(note(LEAVES[:old], old)), "utf-8")
    sign(write(log, old + more))
    assert cosigned(log, key) == old + more


def test_a_third_level_of_tiles(log: Path, key: notes.Key) -> None:
    sign(write(log, 65_535))
    sign(write(log, 65_800))
    assert cosigned(log, key) == 65_800


@pytest.mark.parametrize(("old", "size"), [(20, 20), (20, 21), (300, 600), (18, 300)])
def test_a_rewritten_log_is_refused_and_kept_as_evidence(
    log: Path, key: notes.Key, old: int, size: int
) -> None:
    sign(write(log, old))
    with pytest.raises(witness.Wrong, match=f"以前的 {old} 条被改动或删除"):
        sign(write(log, size, FORGED))
    assert cosigned(log, key) == old
    refused = next((log.parent / "state").glob("refused-*"))
    assert refused.read_text("utf-8") == (log / "checkpoint").read_text("utf-8")
    sign(write(log, 600))  # the true one is still welcome
    assert cosigned(log, key) == 600


def test_a_log_that_became_shorter_is_refused(log: Path, key: notes.Key) -> None:
    sign(write(log, 9))
    status, told = run(
        *("sign", log, "--log-key", str(LOG_PUBLIC), "--name", NAME),
        *("--key-file", log.parent / "witness.pem", "--state", log.parent / "state"),
    )
    assert status == 0, told
    write(log, 8)
    with pytest.raises(witness.Wrong, match="上次 9 条，现在 8 条"):
        sign(log)


def test_tiles_that_are_not_those_of_the_checkpoint(log: Path, key: notes.Key) -> None:
    path = log / "tile/0/000.p/5"
    path.write_bytes(b"x" * 160)
    with pytest.raises(witness.Wrong, match="不一致"):
        sign(log)
    path.write_bytes(b"x" * 159)
    with pytest.raises(witness.Wrong, match="有 159 字节，应有 160"):
        sign(log)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        sign(log)
    assert not (log.parent / "state/cosigned").exists()


def test_a_checkpoint_that_is_not_the_logs(log: Path, key: notes.Key) -> None:
    text = (log / "checkpoint").read_text("utf-8")
    (log / "checkpoint").write_text(text.replace("\n5\n", "\n4\n"), "utf-8")
    with pytest.raises(witness.Wrong, match="签名不对"):
        sign(log)
    (log / "checkpoint").write_text(text.replace("\N{EM DASH} ", "\N{EM DASH} another."), "utf-8")
    with pytest.raises(witness.Wrong, match="没有用这个公钥签名"):
        sign(log)
    with pytest.raises(witness.Unable, match="日志公钥写错了"):
        sign(log, log_key="no key")


def test_what_cannot_be_done_is_said(tmp_path: Path, key: notes.Key) -> None:
    status, told = run(
        *("sign", tmp_path / "nowhere", "--log-key", str(LOG_PUBLIC), "--name", NAME),
        *("--key-file", tmp_path / "witness.pem", "--state", tmp_path / "state"),
    )
    assert (status, told[:5]) == (2, "无法完成：")


@pytest.fixture
def served(log: Path) -> Iterator[str]:
    handler = partial(Quiet, directory=str(log))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *given: object) -> None:
        pass


def test_a_log_by_its_address(log: Path, served: str, key: notes.Key) -> None:
    write(log, 300)
    sign(served, at=log.parent)
    assert cosigned(log, key) == 300


def test_a_file_without_end_is_not_read(
    log: Path, served: str, key: notes.Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(witness, "BYTES_AT_MOST", 100)
    with pytest.raises(witness.Unable, match="文件太大"):
        sign(served, at=log.parent)
