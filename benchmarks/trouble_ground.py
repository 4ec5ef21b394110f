"""What the troubles are made in: small disks, clocks that can be set, a line to the database that can be cut,
and processes that are started again as systemd does.
"""

import asyncio
import os
import signal
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from benchmarks.house import ROOT
from benchmarks.peaks import descendants

AGAIN = 2.0
"""Seconds, as `RestartSec` of deploy/systemd."""
SOURCE = ROOT / "benchmarks" / "trouble_clock.c"
CALLS = "fsync,fdatasync"
"""What puts something on the disk for good."""


class Disk:
    """A file system of its own, so small that it can be filled."""

    def __init__(self, folder: Path, size: str, mode: str = "1777") -> None:
        self.folder, self.filler = folder, folder / "filler"
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size},mode={mode}", "tmpfs", folder], check=True
        )

    @contextmanager
    def full(self) -> Iterator[None]:
        with suppress(OSError), self.filler.open("wb") as file:
            while True:
                file.write(bytes(1 << 16))
                file.flush()
        with suppress(OSError), self.filler.open("ab", buffering=0) as file:
            while True:
                file.write(bytes(64))
        try:
            yield
        finally:
            self.filler.unlink()

    def close(self) -> None:
        subprocess.run(["umount", "--lazy", self.folder], check=False)


class Clock:
    """Of the processes that are started with its environment: it can be set meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.file, library = folder / "wrong-by", folder / "clock.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], check=True)
        self.file.write_bytes(bytes(8))
        self.file.chmod(0o644)
        self.environment = {"LD_PRELOAD": f"{library}", "WRONG_BY": f"{self.file}"}

    @contextmanager
    def wrong(self, by: timedelta) -> Iterator[None]:
        self.set(by)
        try:
            yield
        finally:
            self.set(timedelta())

    def set(self, by: timedelta) -> None:
        with self.file.open("r+b") as file:  # in place: processes have it in their memory
            file.write(struct.pack("=q", int(by.total_seconds())))


class Line:
    """From a port to PostgreSQL's socket; packets to the port can be swallowed on their way."""

    def __init__(self, port: int, to: Path) -> None:
        self.port, self.to = port, to
        threading.Thread(target=lambda: asyncio.run(self.serve()), daemon=True).start()

    async def serve(self) -> None:
        server = await asyncio.start_server(self.join, "127.0.0.1", self.port)
        await server.serve_forever()

    async def join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_unix_connection(self.to)
        except OSError:
            return writer.close()
        await asyncio.gather(copy(reader, back), copy(there, writer))

    @contextmanager
    def swallowing(self) -> Iterator[None]:
        rule = ["-i", "lo", "-p", "tcp", "--dport", str(self.port), "-j", "DROP"]
        subprocess.run(["iptables", "-I", "INPUT", *rule], check=True)
        try:
            yield
        finally:
            subprocess.run(["iptables", "-D", "INPUT", *rule], check=True)


async def copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while part := await source.read(1 << 16):
            target.write(part)
            await target.drain()
    target.close()


RUNNING: list["Kept"] = []


class Kept:
    """A process that is begun again when it ends."""

    def __init__(self, command: list[str], log: Path, environment: dict[str, str] | None = None) -> None:
        self.command, self.log, self.environment = command, log, environment or {}
        self.over = False
        self.process = self.begin()
        RUNNING.append(self)
        self.watcher = threading.Thread(target=self.watch, daemon=True)
        self.watcher.start()

    def begin(self) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as lines:
            return subprocess.Popen(
                self.command, cwd=ROOT, env=os.environ | self.environment, stdout=lines, stderr=lines
            )

    def watch(self) -> None:
        while not self.over:
            self.process.wait()
            if not self.over:
                time.sleep(AGAIN)
                self.process = self.begin()

    def kill(self) -> None:
        """It alone, not what it started."""
        os.kill(self.process.pid, signal.SIGKILL)

    def kill_all(self) -> None:
        for pid in descendants(self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        self.over = True
        RUNNING.remove(self)
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.kill_all()
        self.watcher.join()


@contextmanager
def stopped(pids: list[int]) -> Iterator[None]:
    """They live and answer nothing. The first is told first: it begins no others."""
    try:
        tell(pids, signal.SIGSTOP)
        yield
    finally:
        tell(pids, signal.SIGCONT)


def tell(pids: list[int], what: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):  # it has ended meanwhile
            os.kill(pid, what)


@contextmanager
def slow(pids: list[int], seconds: float) -> Iterator[None]:
    """Each time that something is put on the disk for good takes them so long."""
    asked = ["-e", f"trace={CALLS}", "-e", f"inject={CALLS}:delay_enter={round(seconds * 1_000_000)}"]
    command = ["strace", "-f", "-qq", "-o", "/dev/null", *asked, "-p"]
    tracers = [subprocess.Popen([*command, f"{pid}"], stderr=subprocess.DEVNULL) for pid in pids]
    time.sleep(1)
    try:
        yield
    finally:
        for each in tracers:
            each.terminate()
            each.wait()
