"""All that was published, checked again: each damage is told with its file and what to do."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Unit
from disclosures import archive, logbook, logkey, verifying
from disclosures.models import Publication, Withdrawal
from disclosures.publiclog import places
from tests import stages
from tests.disclosures.test_logbook import forge, logged

TEXT = "report.txt"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    stages.keep_files_in(tmp_path, settings)
    settings.LOG_KEY_FILE, settings.LOG_NAME = tmp_path / "key.pem", "juesuan.example/log"
    logkey.make(settings.LOG_KEY_FILE)
    return tmp_path


@pytest.fixture
def version(db: None) -> Publication:
    """The middle one of three versions in the signed log."""
    found = logged(Unit.objects.create(code="mouju", name="某局", kind="unit", level="市"), 3)
    logbook.seal()
    return found[1]


def stored(version: Publication, folder: Path, packed: bool = False) -> Path:
    place = archive.packed_path_of if packed else archive.path_of
    return folder / place(version.manifest[TEXT]["sha256"])


def age(path: Path) -> None:
    """Two hours."""
    then = path.stat().st_mtime - 7200
    os.utime(path, (then, then))


def test_all_is_as_it_was_published(version: Publication, capsys: Any) -> None:
    call_command("verifypublications")
    assert "3 版，与清单和公开日志一致" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda path: path.unlink(), "不见了（{}）"),
        (lambda path: path.write_bytes(path.read_bytes()[:3]), "被截断，应有 6 字节，只有 3（{}）"),
        (lambda path: path.write_bytes(b"2002.1"), "变了（{}）"),
        (lambda path: path.write_bytes(b"2002 1 "), "变了（{}）"),
    ],
    ids=["missing", "truncated", "changed", "longer"],
)  # fmt: skip
def test_a_stored_file(
    version: Publication, folder: Path, damage: Callable[[Path], Any], told: str, capsys: Any
) -> None:
    path = stored(version, folder)
    damage(path)
    with pytest.raises(CommandError, match="不一致：1 处"):
        call_command("verifypublications")
    where = told.format(path.relative_to(folder))
    assert capsys.readouterr().out == f"决算（第1版）的 {TEXT} {where}：从备份取回同名文件\n"


def test_a_packed_file(version: Publication, folder: Path) -> None:
    path = stored(version, folder, packed=True)
    path.write_bytes(b"x")
    [told] = verifying.faults()
    assert "压缩副本坏了" in told and str(path.relative_to(folder)) in told
    path.unlink()
    assert list(verifying.faults()) == []


def test_a_file_that_nobody_has(version: Publication, folder: Path) -> None:
    """Not while it may be that of a version which is being made."""
    sha256 = archive.keep(b"left over")["sha256"]
    assert list(verifying.faults()) == []
    age(folder / archive.path_of(sha256))
    [told] = verifying.faults()
    assert told.startswith(f"多了文件 {archive.path_of(sha256)}：没有公开的版本用到它")


def test_a_withdrawn_version_leaves_no_file(version: Publication, folder: Path) -> None:
    Withdrawal.objects.create(publication=version, reason="涉及个人信息", by="公开人")
    logbook.append(version, "withdrawal", datetime(2025, 11, 1, tzinfo=UTC))
    logbook.seal()
    for packed in (False, True):
        age(stored(version, folder, packed))
    told = list(verifying.faults())
    assert len(told) == 2 and all("manage.py withdraw --finish" in each for each in told)
    archive.delete(version.manifest[TEXT]["sha256"])
    assert list(verifying.faults()) == []


def test_a_manifest_that_says_something_else(version: Publication) -> None:
    forge(
        "UPDATE disclosures_publication SET manifest = jsonb_set(manifest, '{report.txt,sm3}', '\"0\"') "
        f"WHERE id = {version.pk}"
    )
    told = list(verifying.faults())
    assert "SM3 与清单不同" in told[0]
    assert told[1].startswith("公开日志：第 1 条记的文件清单与决算（第1版）的不同")


@pytest.mark.parametrize(("content", "word"), [(None, "不见了"), (b"x", "坏了"), (b"\xff", "坏了")])
def test_a_proof(version: Publication, folder: Path, content: bytes | None, word: str) -> None:
    path = folder / "log" / places.proof(version.code)
    path.write_bytes(content) if content else path.unlink()
    [told] = verifying.faults()
    assert told.startswith(f"公开日志第 1 条的证明{word}（log/proof/{version.code}.tlog-proof）")


def test_the_proof_of_another_version(version: Publication, folder: Path) -> None:
    others = Publication.objects.exclude(pk=version.pk).values_list("code", flat=True)
    path = folder / "log" / places.proof(version.code)
    path.write_bytes((folder / "log" / places.proof(others[0])).read_bytes())
    assert "坏了" in next(iter(verifying.faults()))


def test_a_file_of_the_log(version: Publication, folder: Path) -> None:
    (folder / "log/tile/entries/000.p/3").unlink()
    assert any("tile/entries/000.p/3 不见了" in each for each in verifying.faults())


def test_what_is_not_signed_yet(version: Publication) -> None:
    logged(version.unit, 1, 2020)
    assert list(verifying.faults()) == [
        "有公开的版本还没有记入公开日志或没有签名：执行 manage.py publiclog seal"
    ]


def test_another_key_is_told(version: Publication, settings: Any, folder: Path) -> None:
    settings.LOG_KEY_FILE = folder / "other.pem"
    logkey.make(settings.LOG_KEY_FILE)
    with pytest.raises(CommandError, match="公开日志无法核对"):
        call_command("verifypublications")


def test_progress_is_told(version: Publication) -> None:
    told: list[tuple[int, int]] = []
    assert list(verifying.faults(lambda done, whole: told.append((done, whole)))) == []
    assert told[-1] == (259, 259)
