"""A folder is there whole or not at all."""

from pathlib import Path

import pytest

from disclosures.exported.folder import Occupied, filled, write


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("is_there", [True, False])
def test_it_appears_when_it_is_filled(tmp_path: Path, is_there: bool) -> None:
    target = tmp_path / "archive"
    if is_there:
        target.mkdir()
    with filled(target) as root:
        write(root, "a/b", b"x")
        assert not target.exists() or names(target) == []
    assert (target / "a/b").read_bytes() == b"x" and names(tmp_path) == ["archive"]


def test_what_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="断电"), filled(tmp_path / "archive") as root:
        write(root, "a", b"x")
        raise OSError("断电")
    assert names(tmp_path) == []


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / ".archive.unfinished").mkdir()
    (tmp_path / ".archive.unfinished/half").write_bytes(b"x")
    (tmp_path / ".archive.lock").touch()
    with filled(tmp_path / "archive") as root:
        write(root, "a", b"x")
    assert names(tmp_path) == ["archive"] and names(tmp_path / "archive") == ["a"]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "archive"
    target.mkdir()
    (target / "precious").write_bytes(b"x")
    with pytest.raises(Occupied, match="不是空的"), filled(target):
        raise AssertionError
    assert names(tmp_path) == ["archive"] and names(target) == ["precious"]
    with pytest.raises(Occupied), filled(target / "precious"):
        raise AssertionError


def test_two_do_not_fill_it_at_once(tmp_path: Path) -> None:
    with (
        filled(tmp_path / "archive") as root,
        pytest.raises(Occupied, match="另一个进程"),
        filled(tmp_path / "archive"),
    ):
        raise AssertionError
    assert not root.exists() and names(tmp_path) == ["archive"]
