"""The public log as it is kept: a line for each version, its files, and whoever would change the past."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.models import Account, Unit
from disclosures import archive, logbook, logkey
from disclosures.logbook import LogBroken
from disclosures.models import LogEntry, Publication, PublishOrder
from disclosures.publiclog import places, proofs
from disclosures.publiclog.entries import digest, entry_of
from disclosures.publiclog.tiles import Tiled
from disclosures.publiclog.tree import NotProven, check_inclusion, inclusion, leaf, root
from tests import stages

AT = datetime(2025, 9, 26, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    stages.keep_files_in(tmp_path, settings)
    settings.LOG_KEY_FILE = tmp_path / "key.pem"
    settings.LOG_NAME = "juesuan.example/log"
    logkey.make(settings.LOG_KEY_FILE)
    return tmp_path


@pytest.fixture
def unit(db: None) -> Unit:
    return Unit.objects.create(code="mouju", name="某局", kind="unit", level="市")


def published(unit: Unit, year: int, number: int = 1) -> Publication:
    """A version as a row alone."""
    account, _ = Account.objects.get_or_create(unit=unit, year=year, edition="jilin-2024-unit", scale="wan")
    code, day = f"CODE{year}{number}", date(2025, 9, 26)
    order = PublishOrder.objects.create(
        account=account,
        unit=unit,
        year=year,
        number=number,
        code=code,
        disclosed=day,
        input={},
        requested_by="公开人",
    )
    PublishOrder.objects.filter(pk=order.pk).update(state="done")
    files = {"report.txt": archive.keep(f"{year} {number}".encode())}
    return Publication.objects.create(
        order=order, unit=unit, year=year, number=number, code=code, edition="jilin-2024-unit", title="决算",
        unit_name="某局", disclosed=day, requested_by="公开人", manifest=files,
    )  # fmt: skip


def logged(unit: Unit, count: int, first: int = 2001) -> list[Publication]:
    found = [published(unit, year) for year in range(first, first + count)]
    for each in found:
        logbook.append(each, "publication", AT)
    return found


def forge(statement: str) -> None:
    """As somebody who owns the database may."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def test_a_line_names_the_version_and_its_manifest(unit: Unit) -> None:
    publication = published(unit, 2024)
    line = logbook.append(publication, "publication", AT)
    entry = entry_of(bytes(line.content))
    assert (line.index, entry.unit, entry.year, entry.number, entry.code) == (
        0,
        "mouju",
        2024,
        1,
        "CODE20241",
    )
    assert entry.manifest == digest(archive.manifest_of(publication))
    assert b'"report.txt":{"sha256":' in archive.manifest_of(publication)


def test_nothing_is_signed_where_there_is_nothing(db: None) -> None:
    assert logbook.seal() is None
    assert logbook.verify() == []


def test_the_log_grows_and_every_version_is_proven(unit: Unit) -> None:
    first = logged(unit, 3)
    before = logbook.seal()
    more = logged(unit, 2, 2010)
    after = logbook.seal()
    assert before and after and (before.size, after.size) == (3, 5)
    assert root(Tiled(5, logbook.read), 3) == before.root
    for publication in (*first, *more):
        proof = proofs.read(logbook.read(places.proof(publication.code)).decode())
        checkpoint, _ = proofs.check(proof, proof.extra, logkey.public())
        assert entry_of(proof.extra).code == publication.code
        assert checkpoint.size in (3, 5)
    assert logbook.verify() == []


def test_sealing_again_changes_nothing(unit: Unit, folder: Path) -> None:
    logged(unit, 2)
    logbook.seal()
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert logbook.seal() == logbook.size_sealed()[0]
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == files


def test_a_process_killed_before_the_checkpoint_is_made_good(unit: Unit, folder: Path) -> None:
    logged(unit, 2)
    logbook.seal()
    kept = (folder / "log/checkpoint").read_bytes()
    logged(unit, 2, 2010)
    logbook.seal()
    (folder / "log/checkpoint").write_bytes(kept)  # as if the last file had not been written
    logged(unit, 1, 2020)
    logbook.seal()
    assert logbook.verify() == []


def test_more_than_a_tile(unit: Unit) -> None:
    logged(unit, 255)
    logbook.seal()
    logged(unit, 5, 2300)
    logbook.seal()
    assert logbook.verify() == []
    tiled = Tiled(260, logbook.read)
    line = LogEntry.objects.get(pk=257)
    check_inclusion(inclusion(tiled, 257, 260), leaf(bytes(line.content)), 257, 260, root(tiled, 260))


def test_lines_without_files_are_caught_up(unit: Unit) -> None:
    published(unit, 2023)
    published(unit, 2024)
    assert logbook.catch_up() == 2
    assert logbook.catch_up() == 0
    assert [entry_of(bytes(line.content)).year for line in LogEntry.objects.all()] == [2023, 2024]


def test_no_line_is_altered_left_out_or_put_between(unit: Unit) -> None:
    publication = logged(unit, 2)[0]
    for statement in (
        "UPDATE disclosures_logentry SET content = ''",
        "DELETE FROM disclosures_logentry",
        "TRUNCATE disclosures_logentry CASCADE",
        f"INSERT INTO disclosures_logentry VALUES (7, '', {publication.pk})",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(statement)


def test_what_was_signed_is_not_signed_otherwise(unit: Unit) -> None:
    logged(unit, 3)
    logbook.seal()
    otherwise = "convert_to(replace(convert_from(content, 'UTF8'), '2001', '1999'), 'UTF8')"
    forge(f"UPDATE disclosures_logentry SET content = {otherwise}")
    logged(unit, 1, 2010)
    with pytest.raises(LogBroken, match="not those that were signed"):
        logbook.seal()
    assert "前 3 条与签过的 checkpoint 不一致" in logbook.verify()


def test_what_was_signed_is_not_forgotten(unit: Unit) -> None:
    logged(unit, 3)
    logbook.seal()
    forge("DELETE FROM disclosures_logentry WHERE index = 2")
    with pytest.raises(LogBroken, match="3 lines were signed, and 2 are there"):
        logbook.seal()
    assert logbook.verify() == ["签过 3 条，只剩 2 条"]


def test_a_changed_publication_is_noticed(unit: Unit) -> None:
    logged(unit, 2)
    logbook.seal()
    forge("UPDATE disclosures_publication SET unit_name = '别的局' WHERE year = 2002")
    assert logbook.verify() == ["第 1 条记的文件清单与决算（第1版）的不同"]


@pytest.mark.parametrize("path", ["tile/0/000.p/2", "tile/entries/000.p/2"])
def test_a_changed_or_lost_file_is_noticed(unit: Unit, folder: Path, path: str) -> None:
    logged(unit, 2)
    logbook.seal()
    file = folder / "log" / path
    file.write_bytes(b"x" * len(file.read_bytes()))
    assert any(path in fault for fault in logbook.verify())
    file.unlink()
    assert f"{path} 不见了" in logbook.verify()


def test_another_key_is_another_log(unit: Unit, folder: Path) -> None:
    logged(unit, 1)
    logbook.seal()
    (folder / "key.pem").unlink()
    logkey.make(folder / "key.pem")
    logged(unit, 1, 2010)
    with pytest.raises(LogBroken, match="not signed by this key"):
        logbook.seal()


def test_a_proof_holds_for_its_own_version_only(unit: Unit) -> None:
    one, other = logged(unit, 2)
    logbook.seal()
    proof = proofs.read(logbook.read(places.proof(one.code)).decode())
    entry = bytes(LogEntry.objects.get(publication=other).content)
    with pytest.raises(NotProven):
        proofs.check(proof, entry, logkey.public())


class TestKey:
    def test_it_is_readable_by_its_owner_alone_and_never_made_twice(self, folder: Path) -> None:
        key = logkey.public()
        assert (folder / "key.pem").stat().st_mode & 0o777 == 0o600
        with pytest.raises(FileExistsError):
            logkey.make(folder / "key.pem")
        assert logkey.public() == key

    def test_the_demo_makes_one_by_itself(self, settings: Any, folder: Path) -> None:
        settings.DEBUG, settings.LOG_KEY_FILE = True, folder / "demo.pem"
        assert logkey.public() == logkey.public()

    def test_elsewhere_it_must_be_there(self, folder: Path) -> None:
        (folder / "key.pem").unlink()
        with pytest.raises(logkey.NoKey, match="不能读取"):
            logkey.private()

    def test_another_kind_of_file(self, folder: Path) -> None:
        (folder / "key.pem").write_text("no key")
        with pytest.raises(logkey.NoKey, match="不能读取"):
            logkey.private()


class TestCommand:
    def test_from_lines_to_a_verified_log(self, unit: Unit, capsys: Any) -> None:
        published(unit, 2024)
        for action in ("seal", "verify", "status"):
            call_command("publiclog", action)
        told = capsys.readouterr().out
        assert "补记 1 条，已签名 1 条" in told
        assert "公开日志 1 条，与文件和签名一致" in told
        assert f"公钥 {logkey.public()}" in told

    def test_what_does_not_agree_fails(self, unit: Unit, folder: Path) -> None:
        logged(unit, 1)
        logbook.seal()
        (folder / "log/tile/0/000.p/1").unlink()
        with pytest.raises(CommandError, match="不见了"):
            call_command("publiclog", "verify")

    def test_a_second_key_is_not_made(self, folder: Path) -> None:
        (folder / "key.pem").unlink()
        call_command("publiclog", "makekey")
        with pytest.raises(CommandError, match="已有密钥"):
            call_command("publiclog", "makekey")
        call_command("publiclog", "makekey", if_missing=True)

    def test_what_is_for_the_key_alone_stops_nothing_else(self, folder: Path, unit: Unit) -> None:
        logged(unit, 1)
        logbook.seal()
        (folder / "log/tile/0/000.p/1").unlink()
        with pytest.raises(CommandError, match="不见了"):
            call_command("publiclog", "verify", if_missing=True)

    def test_where_the_log_was_signed_the_lost_key_is_asked_for(self, folder: Path, unit: Unit) -> None:
        logged(unit, 1)
        logbook.seal()
        (folder / "key.pem").unlink()
        with pytest.raises(CommandError, match="请把原来的密钥放回"):
            call_command("publiclog", "makekey", if_missing=True)
