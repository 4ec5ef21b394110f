"""A folder that holds what is wanted and nothing else, each file whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from disclosures.served import tree
from disclosures.served.tree import Gathered, Stored, Wanted, Written, make


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in tree.files(folder)}


def text(words: bytes) -> Wanted:
    return Written(lambda: words)


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / "store"
    path.write_bytes(b"kept for good")
    return path


def test_what_is_wanted_is_there_and_nothing_else(tmp_path: Path, stored: Path) -> None:
    folder = tmp_path / "2024"
    (folder / "v7").mkdir(parents=True)
    (folder / "v7/report.pdf").write_bytes(b"withdrawn")
    (folder / ".unfinished-1").write_bytes(b"of a process that was killed")
    wanted = {
        "v1/report.pdf": Stored(stored),
        "index.html": text(b"page"),
        "all.zip": Gathered(3, lambda: b"zip"),
    }
    assert make(folder, wanted) == 5
    assert content(folder) == {"v1/report.pdf": b"kept for good", "index.html": b"page", "all.zip": b"zip"}
    assert not (folder / "v7").exists()
    assert {path.stat().st_mode & 0o777 for path in tree.files(folder)} == {0o644}


def test_what_is_there_already_is_left_with_its_date(tmp_path: Path, stored: Path) -> None:
    folder, wanted = tmp_path / "2024", {"a": Stored(stored), "b": text(b"page")}
    make(folder, wanted)
    before = {path: path.stat().st_mtime_ns for path in tree.files(folder)}
    assert make(folder, wanted) == 0
    assert {path: path.stat().st_mtime_ns for path in tree.files(folder)} == before


def test_a_stored_file_gets_a_second_name_and_no_second_place(tmp_path: Path, stored: Path) -> None:
    make(tmp_path / "2024", {"a": Stored(stored), "b": Stored(stored)})
    assert stored.stat().st_nlink == 3


def test_on_another_disk_it_is_copied(tmp_path: Path, stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def elsewhere(*names: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", elsewhere)
    folder = tmp_path / "2024"
    assert make(folder, {"a": Stored(stored)}) == 1 and make(folder, {"a": Stored(stored)}) == 0
    assert content(folder) == {"a": b"kept for good"} and stored.stat().st_nlink == 1
    (folder / "a").write_bytes(b"rotten  anyhow")
    assert make(folder, {"a": Stored(stored)}) == 1
    assert content(folder) == {"a": b"kept for good"}


def test_a_page_that_changed_is_written_anew(tmp_path: Path) -> None:
    make(tmp_path / "2024", {"a": text(b"newest"), "b": text(b"same")})
    assert make(tmp_path / "2024", {"a": text(b"oldest"), "b": text(b"same")}) == 1
    assert content(tmp_path / "2024")["a"] == b"oldest"


def test_what_is_withdrawn_goes_before_anything_can_fail(tmp_path: Path, stored: Path) -> None:
    folder = tmp_path / "2024"
    make(folder, {"v1/report.pdf": Stored(stored)})
    with pytest.raises(ZeroDivisionError):
        make(folder, {"v2/index.html": Written(lambda: bytes(1 // 0))})
    assert content(folder) == {}


def test_a_writing_that_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "2024"
    make(folder, {"a": text(b"old")})

    def no_room(*names: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.MonkeyPatch.context() as patch, pytest.raises(OSError, match="No space"):
        patch.setattr(os, "replace", no_room)
        make(folder, {"a": text(b"new")})
    assert content(folder) == {"a": b"old"}
    make(folder, {"a": text(b"new")})
    assert content(folder) == {"a": b"new"}


def test_a_folder_that_is_to_hold_nothing_goes(tmp_path: Path) -> None:
    make(tmp_path / "2024", {"v1/a": text(b"x")})
    assert make(tmp_path / "2024", {}) == 1
    assert not (tmp_path / "2024").exists()
    assert make(tmp_path / "2024", {}) == 0
