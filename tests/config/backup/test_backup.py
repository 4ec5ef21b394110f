"""A site is backed up, lost and restored; a damaged backup is never taken for a good one."""

import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from config.backup import BackupError, database, reading, sealing, sets, site
from disclosures import archive, logbook
from disclosures.models import Publication
from tests.disclosures.public.conftest import printer, published

__all__ = ["printer", "published"]
pytestmark = pytest.mark.django_db(transaction=True)


def said(*words: Any) -> str:
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.fixture
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("backups")


@pytest.fixture
def person(db: None) -> User:
    return User.objects.create_user("王敏", password="一个很长的口令")


def restored(root: Path, room: Path, identity: Path | None = None) -> list[str]:
    """Logins of a site restored to one side, after all of it was compared."""
    by = sealing.identity(identity) if identity else None
    places = {name: room / name for name in (*site.STORED, *site.SECRETS)}
    with database.scratch() as into:
        reading.restore(sets.newest(root), into, places, by)
        with psycopg.connect(**into) as connection:
            return [name for (name,) in connection.execute("SELECT username FROM auth_user")]


def test_the_newest_set_is_restored_and_every_version_checked(published: Publication, root: Path) -> None:
    logbook.seal()
    said("backup", root)
    told = said("restoredrill", root)
    assert "1 版，与清单和公开日志一致" in told and "逐一相同" in told


def test_after_a_loss_files_and_logins_are_as_they_were(person: User, root: Path, tmp_path: Path) -> None:
    entry = archive.keep("决算".encode())
    made = said("backup", root)
    assert "没有加密" in made
    place = archive.path_of(entry["sha256"])
    assert restored(root, tmp_path / "room") == ["王敏"]
    assert (tmp_path / "room/publications" / place).read_bytes() == "决算".encode()


def test_an_encrypted_one_opens_with_its_key_alone(
    person: User, root: Path, tmp_path: Path, settings: Any
) -> None:
    settings.LOG_KEY_FILE = tmp_path / "log-key.pem"
    settings.LOG_KEY_FILE.write_text("secret of the log")
    archive.keep("决算".encode())
    public = said("backupkey", tmp_path / "key").strip().partition("=")[2]
    said("backup", root, "--recipient", public)
    said("backup", root, "--recipient", public)
    stored = [path for path in root.rglob("*") if path.is_file()]
    assert not [path for path in stored if "决算".encode() in path.read_bytes()]
    with pytest.raises(CommandError, match="是加密的"):
        said("restoredrill", root)
    said("backupkey", tmp_path / "other")
    with pytest.raises(BackupError, match="私钥不对"):
        restored(root, tmp_path / "wrong", tmp_path / "other")
    assert restored(root, tmp_path / "room", tmp_path / "key") == ["王敏"]
    assert (tmp_path / "room/LOG_KEY_FILE").read_text() == "secret of the log"
    with pytest.raises(BackupError, match="密钥 LOG_KEY_FILE，现在没有这项设置"):
        folders = {name: tmp_path / "unset" / name for name in site.STORED}
        reading.restore(sets.newest(root), {}, folders, sealing.identity(tmp_path / "key"))
    for path in (root / "files").rglob("*.age"):
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(BackupError, match="坏了"):
        restored(root, tmp_path / "bad", tmp_path / "key")


def test_what_has_not_changed_is_kept_once(root: Path) -> None:
    archive.keep(b"a file" * 1000)
    said("backup", root, "--keep-all")
    pool = sorted((root / "files").rglob("*"))
    said("backup", root, "--keep-all")
    assert sorted((root / "files").rglob("*")) == pool


def test_files_that_no_set_names_go(root: Path) -> None:
    entry = archive.keep(b"withdrawn later")
    said("backup", root)
    archive.delete(entry["sha256"])
    said("backup", root)  # of the same hour: the older set goes
    assert len(sets.sets(root)) == 1
    assert not sets.place(root, entry["sha256"], sealed=False).exists()


@pytest.mark.parametrize("damage", ["file", "dump", "lost"])
def test_a_damaged_backup_is_refused(damage: str, root: Path, tmp_path: Path) -> None:
    entry = archive.keep(b"content")
    said("backup", root)
    kept = sets.place(root, entry["sha256"], sealed=False)
    if damage == "lost":
        kept.unlink()
    else:
        place = kept if damage == "file" else next(root.glob("*/database.dump"))
        place.write_bytes(place.read_bytes()[:-1] + b"x")
    with pytest.raises(BackupError, match="请用另一份备份"):
        restored(root, tmp_path / "room")


def test_one_that_breaks_off_leaves_the_others(
    root: Path, monkeypatch: pytest.MonkeyPatch, person: User
) -> None:
    said("backup", root)
    before = sets.sets(root)

    def full(*words: object) -> None:
        raise OSError(28, "No space left on device")

    archive.keep(b"new")
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", full)
        with pytest.raises(CommandError, match="No space left"):
            said("backup", root)
    assert sets.sets(root) == before
    said("backup", root, "--keep-all")


def test_a_damaged_list_does_not_hinder_the_next_backup(root: Path) -> None:
    archive.keep(b"content")
    said("backup", root)
    damaged = sets.newest(root).folder.rename(root / "20250101T000000000000Z")
    (damaged / sets.MANIFEST).write_text("{}")
    with pytest.raises(CommandError, match="写好了，但没有清理旧的"):
        said("backup", root)
    assert sets.newest(root).manifest().files


def test_a_site_that_is_not_empty_is_not_overwritten(person: User, root: Path) -> None:
    said("backup", root)
    with pytest.raises(CommandError, match="数据库里已经有表"):
        said("restore", root)


def test_nonsense_is_told(root: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="age1"):
        said("backup", root, "--recipient", "ssh-rsa AAAA")
    with pytest.raises(CommandError, match="没有完整的备份"):
        said("restoredrill", root)
    with pytest.raises(CommandError, match="不能放在"):
        said("backup", Path(storages["publications"].path("")) / "backups")
    (tmp_path / "key").write_text("nothing")
    with pytest.raises(CommandError, match="没有 AGE-SECRET-KEY"):
        said("backup", root)
        said("restoredrill", root, "--identity", tmp_path / "key")
    with pytest.raises(CommandError, match="没有写成"):
        said("backupkey", tmp_path / "key")


def test_uploads_that_wait_are_kept_too(root: Path, tmp_path: Path) -> None:
    name = storages["imports"].save("某局.xlsx", ContentFile(b"workbook"))
    said("backup", root)
    restored(root, tmp_path / "room")
    assert (tmp_path / "room/imports" / name).read_bytes() == b"workbook"
