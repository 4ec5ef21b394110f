"""The worker's life: started once, ended in every way, and what its clients get then."""

import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosures import typesetting
from disclosures.press import failures, fingerprint, messages
from disclosures.press.failures import PrintFailed
from disclosures.press.messages import Message
from disclosures.printing import places
from disclosures.printing.progress import Progress, Stage, Tell
from disclosures.printing.worker import Worker, connected
from tests.disclosures.printing.conftest import LIMITS, Document, MakeWorker

ROOT = Path(__file__).resolve().parents[3]
START = """
import sys, django
from pathlib import Path
django.setup()
from disclosures.printing.worker import Worker
from disclosures.press.limits import Limits
worker = Worker(Path(sys.argv[1]), Limits.from_text(sys.argv[2]))
worker.start()
print([state["pid"] for state in worker.status()])
"""


def state(worker: Worker) -> Message:
    [found] = worker.status()
    return found


def until(condition: Callable[[], bool]) -> None:
    for _ in range(400):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it never came to that")


def at_page(number: int, act: Callable[[], object]) -> Tell:
    """Does it once, when that page is laid out."""
    done = []

    def tell(progress: Progress) -> None:
        if progress.page == number and not done:
            done.append(act())

    return tell


def kill(*pids: int) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def test_five_clients_at_once_start_one_worker(make_worker: MakeWorker) -> None:
    worker = make_worker()
    command = [sys.executable, "-c", START, str(worker.folder), worker.limits.as_text()]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(5)]
    assert {process.communicate(timeout=100)[0] for process in running} == {f"[{state(worker)['pid']}]\n"}


def test_only_its_user_may_enter(make_worker: MakeWorker) -> None:
    worker = make_worker()
    worker.start()
    found = worker.home.stat()
    assert stat.S_IMODE(found.st_mode) == 0o700 and found.st_uid == os.geteuid()


def test_a_killed_print_fails_and_says_so(shared: Worker, long: Document, short: Document) -> None:
    with pytest.raises(PrintFailed, match=r"^打印进程被系统或管理员终止（用了 \d+ MB 内存）"):
        long.printed_by(shared, at_page(1, lambda: kill(*state(shared)["children"])))
    assert short.printed_by(shared).startswith(b"%PDF")


def test_a_crashed_print_fails_and_says_so(shared: Worker, long: Document) -> None:
    def crash() -> None:
        os.kill(state(shared)["children"][0], signal.SIGFPE)

    with pytest.raises(PrintFailed, match=r"^打印进程崩溃（SIGFPE"):
        long.printed_by(shared, at_page(1, crash))


def test_a_print_outlives_its_worker(make_worker: MakeWorker, long: Document) -> None:
    worker = make_worker()
    printed = long.printed_by(worker, at_page(1, lambda: kill(state(worker)["pid"])))
    assert printed == typesetting.pdf(long.html, long.report)
    assert worker.status() == []


def test_a_worker_killed_with_its_print_is_replaced_once(make_worker: MakeWorker, long: Document) -> None:
    worker = make_worker()

    def kill_all() -> None:
        found = state(worker)
        kill(found["pid"], *found["children"])

    assert long.printed_by(worker, at_page(1, kill_all)).startswith(b"%PDF")

    def always(progress: Progress) -> None:
        if progress.page == 1:
            kill_all()

    with pytest.raises(PrintFailed, match=failures.LOST):
        long.printed_by(worker, always)


def test_what_killed_workers_leave_is_cleared_away(make_worker: MakeWorker, short: Document) -> None:
    worker = make_worker()
    worker.start()
    (worker.home / "0123456789abcdef.log").touch()
    killed = state(worker)["pid"]
    kill(killed)
    until(lambda: not connected_to(worker))
    assert list(worker.home.glob("*.socket"))
    assert short.printed_by(worker).startswith(b"%PDF")
    assert state(worker)["pid"] != killed
    assert len(list(worker.home.glob("*.socket"))) == len(list(worker.home.glob("*.log"))) == 1


def connected_to(worker: Worker) -> bool:
    return bool(worker.status())


def test_too_long_a_print_is_ended(make_worker: MakeWorker, long: Document) -> None:
    with pytest.raises(PrintFailed, match=r"^打印超过 0\.2 秒的时限，已停止$"):
        long.printed_by(make_worker(seconds=0.2))


def test_too_large_a_print_is_ended(make_worker: MakeWorker, long: Document) -> None:
    with pytest.raises(PrintFailed, match=r"^打印需要的内存超过 80 MB 的上限，已停止$"):
        long.printed_by(make_worker(memory=80))


def test_without_work_it_ends(make_worker: MakeWorker, short: Document) -> None:
    worker = make_worker(idle=0.5)
    assert short.printed_by(worker).startswith(b"%PDF")
    until(lambda: not list(worker.home.glob("*.socket")))
    assert short.printed_by(worker).startswith(b"%PDF")


def test_a_client_that_leaves_takes_its_prints_along(make_worker: MakeWorker, long: Document) -> None:
    """The one under way as well as the one that waits."""
    worker = make_worker(at_once=1)

    def leave(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        long.printed_by(worker, leave)
    with pytest.raises(KeyboardInterrupt):
        long.printed_by(worker, leave)
    until(lambda: not (state(worker)["children"] or state(worker)["waiting"]))


def test_stopping_tells_who_waits(make_worker: MakeWorker, long: Document) -> None:
    worker = make_worker()
    with pytest.raises(PrintFailed, match=failures.STOPPED):
        long.printed_by(worker, at_page(1, worker.stop))
    assert worker.status() == []


def test_a_print_without_an_answer_is_given_up(
    make_worker: MakeWorker, short: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = make_worker()
    deaf, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    monkeypatch.setattr(Worker, "connect", lambda self: deaf)
    monkeypatch.setattr("disclosures.printing.client.SLACK", 0.1 - worker.limits.seconds)
    with other, pytest.raises(PrintFailed, match="没有回应"):
        short.printed_by(worker)


def test_a_worker_started_for_other_code_does_not_stay(make_worker: MakeWorker) -> None:
    worker = make_worker()
    assert not worker._run("0123456789abcdef")
    assert worker.status() == []


def test_a_worker_that_cannot_start_says_why(
    make_worker: MakeWorker, short: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failures.Limits, "as_text", lambda limits: "nonsense")
    with pytest.raises(PrintFailed, match=r"(?s)^打印服务没有启动（1）：.*JSONDecodeError"):
        short.printed_by(make_worker())


def test_other_code_or_limits_ask_for_another_worker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fingerprint, "ROOT", tmp_path)
    style = tmp_path / "static" / "print.css"
    style.parent.mkdir()
    style.write_text("p {}")
    worker = Worker(tmp_path, LIMITS)
    before = worker.name()
    assert worker.name() == before
    assert Worker(tmp_path, failures.Limits(seconds=1)).name() != before
    style.write_text("p { color: red }")
    assert worker.name() != before


def test_too_long_a_path_gets_a_short_folder(tmp_path: Path) -> None:
    home = places.home_for(tmp_path / ("长" * 30) / "printing")
    try:
        assert len(bytes(home)) < 70 and home == places.home_for(tmp_path / ("长" * 30) / "printing")
    finally:
        home.rmdir()


def test_a_folder_open_to_others_is_refused() -> None:
    with tempfile.TemporaryDirectory() as short:
        folder = Path(short) / f"printing-{os.geteuid()}"
        folder.mkdir()
        folder.chmod(0o755)
        with pytest.raises(PrintFailed, match="对别人开放"):
            places.home_for(Path(short) / "printing")


def test_a_message_is_whole_or_not_at_all() -> None:
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with here:
        messages.send(there, {"stage": Stage.QUEUED})
        messages.send(there, {"do": "print"})
        there.close()
        assert messages.receive(here) == ({"stage": "queued"}, [])
        assert messages.receive(here) == ({"do": "print"}, [])
        with pytest.raises(messages.Lost):
            messages.receive(here)


def test_nothing_listens_on_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert connected(tmp_path / "none.socket") is None
