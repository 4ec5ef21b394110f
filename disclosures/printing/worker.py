"""The printing worker of one folder, seen from outside: found, started on demand, asked, stopped.

Safe for many processes at once. A worker listens on a socket named after everything its work depends on, so
changed code, fonts or limits find another worker, and the old one ends by itself.
"""

import contextlib
import fcntl
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings

from disclosures.press import fingerprint, messages
from disclosures.press.__main__ import CHANGED
from disclosures.press.failures import PrintFailed
from disclosures.press.limits import Limits
from disclosures.press.messages import Message
from disclosures.printing import places

ATTEMPTS = 5
PATIENCE = 10
"""Seconds for an answer that takes no work."""
START_TIME = 120


@dataclass(frozen=True)
class Worker:
    folder: Path
    limits: Limits

    @cached_property
    def home(self) -> Path:
        return places.home_for(self.folder)

    def name(self) -> str:
        return fingerprint.name(self.limits)

    def path(self, name: str) -> Path:
        return self.home / f"{name}.socket"

    def connect(self) -> socket.socket:
        """A connection to a worker that fits; one is started when there is none."""
        for _ in range(ATTEMPTS):
            name = self.name()
            connection = connected(self.path(name)) or self._started(name)
            if connection:
                return connection
        raise PrintFailed("打印服务没有启动：程序文件正在变动，请稍后重试")

    def start(self) -> None:
        self.connect().close()

    def stop(self) -> int:
        """Stop all workers of the folder, whatever they are doing; how many there were."""
        return len(list(self._asked({"do": "stop"})))

    def status(self) -> list[Message]:
        return list(self._asked({"do": "status"}))

    def _asked(self, question: Message) -> Iterator[Message]:
        for path in sorted(self.home.glob("*.socket")):
            connection = connected(path)
            if connection is None:
                continue
            with connection, contextlib.suppress(messages.Lost):
                connection.settimeout(PATIENCE)
                messages.send(connection, question)
                yield messages.receive(connection)[0]

    def _started(self, name: str) -> socket.socket | None:
        """None when the code changed meanwhile, and the name with it."""
        with self._lock():
            connection = connected(self.path(name))
            if connection:  # somebody else started it while we waited for the lock
                return connection
            self._clear_stale()
            return connected(self.path(name)) if self._run(name) else None

    def _run(self, name: str) -> bool:
        """Returns as soon as the worker listens. Its output goes to a file: a pipe stays open for ever."""
        log = self.home / f"{name}.log"
        arguments = [str(self.path(name)), self.limits.as_text()]
        with log.open("wb") as output:
            done = subprocess.run(
                [sys.executable, "-m", "disclosures.press", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=fingerprint.ROOT,
                timeout=START_TIME,
                check=False,
            )
        if done.returncode not in (0, CHANGED):
            said = log.read_text("utf-8", errors="replace").strip().splitlines()[-8:]
            raise PrintFailed("\n".join([f"打印服务没有启动（{done.returncode}）：", *said]))
        return done.returncode == 0

    def _clear_stale(self) -> None:
        """What killed workers left behind."""
        for path in self.home.glob("*.socket"):
            connection = connected(path)
            if connection:
                connection.close()
            else:
                path.unlink(missing_ok=True)
        for log in self.home.glob("*.log"):
            if not log.with_suffix(".socket").exists():
                log.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        """Held by one process at a time; the system lets go of it when that process ends."""
        descriptor = os.open(self.home / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def connected(path: Path) -> socket.socket | None:
    connection = messages.new_socket()
    try:
        connection.connect(str(path))
    except OSError:
        connection.close()
        return None
    return connection


def configured_worker() -> Worker:
    limits = Limits(
        seconds=settings.PRINT_SECONDS,
        memory=settings.PRINT_MEMORY_MB,
        at_once=settings.PRINT_AT_ONCE,
        idle=60 * settings.PRINT_IDLE_MINUTES,
    )
    return Worker(Path(settings.PRINTING_FOLDER), limits)
