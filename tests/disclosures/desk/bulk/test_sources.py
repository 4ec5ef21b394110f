"""The files of a folder or zip: all of them, in order; bombs, links and paths refused, names as they were."""

import os
import stat
import zipfile
from pathlib import Path

import pytest

from disclosures.desk.bulk import sources
from disclosures.desk.bulk.sources import in_zip, members
from disclosures.workbook.package import Unreadable


def zipped(path: Path, *files: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files:
            package.writestr(name, content)
    return path


def test_a_folder_with_folders(tmp_path: Path) -> None:
    (tmp_path / "2023").mkdir()
    for name in ("b.xlsx", "2023/a.xlsx", ".hidden", "~$b.xlsx", "Thumbs.db"):
        (tmp_path / name).write_bytes(name.encode())
    os.symlink("/etc/passwd", tmp_path / "c.xlsx")
    found = members(tmp_path)
    assert [each.name for each in found] == ["2023/a.xlsx", "b.xlsx", "c.xlsx"]
    assert found[0].read() == b"2023/a.xlsx"
    with pytest.raises(Unreadable, match="链接"):
        found[2].read()


def test_a_zip_with_the_names_of_windows(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("x.xlsx")
    path = zipped(tmp_path / "a.zip", (info, b"1"), ("__MACOSX/._x", b""), ("文件.xlsx", b"2"))
    content = path.read_bytes().replace(b"x.xlsx", "局.xls".encode("gb18030").ljust(6, b"x"))
    path.write_bytes(content)
    assert {each.name: each.read() for each in members(path)} == {"局.xls": b"1", "文件.xlsx": b"2"}


@pytest.mark.parametrize("name", ["../../etc/x.xlsx", "/etc/x.xlsx", "..\\x.xlsx", "C:\\x.xlsx", "a/../../x"])
def test_names_that_lead_elsewhere(tmp_path: Path, name: str) -> None:
    (found,) = members(zipped(tmp_path / "a.zip", (name, b"1")))
    with pytest.raises(Unreadable, match="含有路径"):
        found.read()


def test_links_locks_twins_and_damage(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.xlsx")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.warns(UserWarning, match="Duplicate"):
        twins = (("twin.xlsx", b"1"), ("twin.xlsx", b"2"))
        path = zipped(tmp_path / "a.zip", (link, b"/etc/passwd"), *twins, ("z.xlsx", bytes(99)))
    content = bytearray(path.read_bytes())
    content[content.index(b"z.xlsx") + 6] ^= 0xFF
    path.write_bytes(bytes(content))
    told = []
    for each in members(path):
        try:
            told.append((each.name, each.read()))
        except Unreadable as reason:
            told.append((each.name, str(reason)[:6]))  # type: ignore[arg-type]
    assert told == [
        ("link.xlsx", "是到别处的链"),
        ("twin.xlsx", b"1"),
        ("twin.xlsx", "压缩包里有两"),
        ("z.xlsx", "在压缩包里已"),
    ]


def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "a.zip", ("zeros.xlsx", bytes(20_000_000)), ("b.xlsx", b"1"))
    assert path.stat().st_size < 30_000
    with pytest.raises(Unreadable, match="文件太大"):
        members(path)[1].read()
    monkeypatch.setattr(sources, "WHOLE", 1000)
    with pytest.raises(Unreadable, match="展开后过大"):
        members(path)
    monkeypatch.setattr(sources, "FILES", 1)
    with pytest.raises(Unreadable, match="有 2 个文件"):
        members(path)
    monkeypatch.setattr(sources, "ZIP_LARGEST", 10)
    with pytest.raises(Unreadable, match="压缩包太大"):
        list(in_zip(path))


def test_what_is_no_zip(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 no zip")
    for path, told in ((tmp_path / "a.zip", "不是文件夹"), (tmp_path / "none", "找不到")):
        with pytest.raises(Unreadable, match=told):
            members(path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(Unreadable, match="没有文件"):
        members(tmp_path / "empty")
