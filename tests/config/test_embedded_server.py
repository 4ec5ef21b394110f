"""The embedded PostgreSQL, each test in a folder of its own."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from config.embedded import account, binaries, places
from config.embedded.errors import EmbeddedPostgresError
from config.embedded.server import Server, is_live_postgres
from config.embedded.upgrading import upgrade

ROOT = Path(__file__).resolve().parents[2]
START = "import sys; from config.embedded.server import Server; from pathlib import Path; "


@pytest.fixture
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own are closed to others, also to nobody
        Path(folder).chmod(0o711)
        server = Server(Path(folder) / "postgres")
        yield server
        server.stop()


def ask(server: Server, question: str) -> Any:
    with psycopg.connect(
        host=str(server.start()), user="postgres", dbname="portal", autocommit=True
    ) as found:
        cursor = found.execute(question)
        return cursor.fetchone()[0] if cursor.description else None  # type: ignore[index]


def wait_until_gone(pid: int) -> None:
    for _ in range(100):
        if not is_live_postgres(pid):
            return
        time.sleep(0.05)
    raise AssertionError(f"process {pid} stays")


def test_five_processes_at_once_give_one_server(server: Server) -> None:
    code = START + "s = Server(Path(sys.argv[1])); s.start(); print(s.pid)"
    command = [sys.executable, "-c", code, str(server.folder)]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(5)]
    assert {process.communicate(timeout=60)[0].strip() for process in running} == {str(server.pid)}


def test_it_comes_back_with_its_data_after_kill_9(server: Server) -> None:
    ask(server, "CREATE TABLE kept AS SELECT 42 AS answer")
    killed = server.pid
    os.kill(killed, signal.SIGKILL)
    wait_until_gone(killed)
    assert ask(server, "SELECT answer FROM kept") == 42
    assert server.pid != killed


def test_stopping_and_starting_keeps_the_data(server: Server) -> None:
    ask(server, "CREATE TABLE kept AS SELECT 42 AS answer")
    assert server.stop()
    assert not server.is_running()
    assert not server.stop()
    assert ask(server, "SELECT answer FROM kept") == 42


def test_a_pid_file_with_another_programs_number_is_stale(server: Server) -> None:
    server.start()
    server.stop()
    stale = f"{os.getpid()}\n{server.data}\n1700000000\n5432\n{server.socket_folder}\n\n1 1\nready\n"
    (server.data / "postmaster.pid").write_text(stale)
    assert ask(server, "SELECT 1") == 1


def test_an_empty_pid_file_is_stale(server: Server) -> None:
    server.start()
    server.stop()
    (server.data / "postmaster.pid").touch()
    assert ask(server, "SELECT 1") == 1


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("SELECT '决算' ~ '^[[:alpha:]]+$'", True),
        ("SELECT to_tsvector('simple', '支出决算表 Budget')::text", "'budget':2 '支出决算表':1"),
        ("SELECT lower('决算ABC')", "决算abc"),
        ("SELECT datctype FROM pg_database WHERE datname = 'portal'", "C.UTF-8"),
        ("SHOW server_encoding", "UTF8"),
        ("SHOW listen_addresses", ""),
        ("SHOW unix_socket_permissions", "0700"),
    ],
)
def test_it_keeps_chinese_and_to_itself(shared_server: Server, question: str, answer: object) -> None:
    assert ask(shared_server, question) == answer


@pytest.fixture(scope="module")
def shared_server() -> Server:
    """The one of this checkout, which stays."""
    return Server(ROOT / ".local" / "postgres")


def test_nobody_else_gets_in(server: Server) -> None:
    server.start()
    for folder in (server.home, server.data, server.socket_folder):
        assert folder.stat().st_mode & 0o077 == 0
        assert folder.stat().st_uid == account.owner_id()


def test_a_long_path_gets_a_short_socket_folder(server: Server) -> None:
    long = Server(server.folder.parent / ("长" * 25) / ("x" * 40) / "postgres")
    try:
        assert ask(long, "SELECT 1") == 1
        assert len(bytes(long.socket_folder / places.SOCKET_NAME)) <= places.LONGEST_SOCKET_PATH
    finally:
        long.stop()
        long.socket_folder.rmdir()


@pytest.mark.skipif(not account.AS_ROOT, reason="only root hands over to nobody")
def test_below_a_folder_closed_to_nobody_everything_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    """Such as a checkout in /root: data and programs go where nobody can read them."""
    tmp_path.chmod(0o700)
    open_place = server.folder.parent
    monkeypatch.setattr(places, "OPEN_PLACE", open_place)
    monkeypatch.setattr("config.embedded.binaries.can_reach", lambda path: False)
    closed = Server(tmp_path / "postgres")
    try:
        assert ask(closed, "SELECT 1") == 1
        assert open_place in closed.home.parents
        assert list(closed.home.glob("programs-*"))
    finally:
        closed.stop()


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir(mode=0o755)
    (tmp_path / "postgres" / "data").mkdir()
    with pytest.raises(EmbeddedPostgresError, match="belongs to another user or is open to others"):
        Server(tmp_path / "postgres").start()


def test_other_programs_may_be_named(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedPostgresError, match="No PostgreSQL programs in"):
        Server(tmp_path / "postgres", programs=tmp_path).start()


def test_a_failure_shows_what_postgresql_said(server: Server) -> None:
    server.start()
    server.stop()
    with (server.data / "postgresql.conf").open("a") as settings:
        settings.write("no_such_setting = 1\n")
    with pytest.raises(EmbeddedPostgresError, match="no_such_setting"):
        server.start()


def test_data_of_an_older_version_are_taken_over_and_kept(server: Server) -> None:
    older = Server(server.folder, binaries.find(None, server.home, binaries.PACKAGED[16]))
    ask(older, "CREATE TABLE kept AS SELECT 42 AS answer")
    older.stop()
    with pytest.raises(EmbeddedPostgresError, match="pg upgrade"):
        server.start()
    assert "Upgraded" in upgrade(server)
    assert ask(server, "SELECT answer FROM kept") == 42
    assert (server.home / "data-16/PG_VERSION").exists() and "Nothing to do" in upgrade(server)


def test_an_upgrade_that_was_broken_off_is_finished(server: Server) -> None:
    server.start()
    server.stop()
    (server.home / "upgrade").mkdir()
    server.data.rename(server.home / "upgrade/data")  # as it lies after the old data were moved away
    (server.home / "data-16").mkdir()
    with pytest.raises(EmbeddedPostgresError, match="pg upgrade"):
        server.start()
    upgrade(Server(server.folder))
    assert ask(server, "SELECT 1") == 1
