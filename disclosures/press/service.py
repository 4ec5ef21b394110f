"""The worker process itself: takes prints, forks for each, waits for work, and in the end goes.

One thread, so that forking is safe. What a child cannot tell its client, because it was ended, is told here.
"""

import contextlib
import os
import selectors
import signal
import socket
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosures.press import child, failures, messages, stages
from disclosures.press.limits import Limits
from disclosures.press.messages import Lost, Message


@dataclass(eq=False)
class Job:
    client: socket.socket
    labels: list[Message]
    files: list[int]
    pid: int = 0
    end: int = -1
    """The descriptor that becomes readable when the child ends."""


class Service:
    def __init__(self, listener: socket.socket, limits: Limits) -> None:
        self.listener, self.limits = listener, limits
        self.path = Path(listener.getsockname())
        self.inode = self.path.stat().st_ino
        self.selector = selectors.DefaultSelector()
        self.waiting: deque[Job] = deque()
        self.running: list[Job] = []
        self.done = 0
        self.last_work = time.monotonic()
        self.stopping = False

    def run(self) -> None:
        signal.signal(signal.SIGTERM, lambda *_: setattr(self, "stopping", True))
        wake, signal_end = socket.socketpair()
        wake.setblocking(False)
        signal_end.setblocking(False)
        signal.set_wakeup_fd(signal_end.fileno())
        self._watch(wake, lambda: wake.recv(64))
        self._watch(self.listener, self._accept)
        while not self.stopping and not self._idle():
            for key, _ in self.selector.select(timeout=self._patience()):
                key.data()
            self._fork_what_may_run()
        self._end()

    def _watch(self, file: Any, handler: Callable[[], Any]) -> None:
        self.selector.register(file, selectors.EVENT_READ, handler)

    def _patience(self) -> float | None:
        if self.running or self.waiting:
            return None
        return max(0, self.last_work + self.limits.idle - time.monotonic())

    def _idle(self) -> bool:
        return self._patience() == 0

    def _accept(self) -> None:
        client, _ = self.listener.accept()
        client.setblocking(False)
        self._watch(client, lambda: self._first_message(client))

    def _first_message(self, client: socket.socket) -> None:
        self.selector.unregister(client)
        try:
            message, files = messages.receive(client, messages.MOST_FILES)
        except Lost:
            client.close()
            return
        match message["do"]:
            case "print":
                self._queue(Job(client, message["enclosed"], files))
            case "stop":
                self.stopping = True
                answer(client, self._status())
            case _:
                answer(client, self._status())

    def _status(self) -> Message:
        return {
            "pid": os.getpid(),
            "children": [job.pid for job in self.running],
            "waiting": len(self.waiting),
            "done": self.done,
            "socket": str(self.path),
        }

    def _queue(self, job: Job) -> None:
        self._watch(job.client, lambda: self._client_left(job))
        self.waiting.append(job)
        self._tell_place(job, len(self.waiting) - 1)

    def _tell_place(self, job: Job, ahead: int) -> None:
        with contextlib.suppress(Lost):
            messages.send(job.client, {"stage": stages.QUEUED, "ahead": ahead})

    def _client_left(self, job: Job) -> None:
        """It has nothing more to say, so what is heard is that it is gone."""
        self.selector.unregister(job.client)
        if job.pid:
            os.kill(job.pid, signal.SIGKILL)  # its end is seen to as any other
        else:
            self.waiting.remove(job)
            self._close(job)

    def _fork_what_may_run(self) -> None:
        while self.waiting and len(self.running) < self.limits.at_once:
            self._fork(self.waiting.popleft())
            for ahead, job in enumerate(self.waiting):
                self._tell_place(job, ahead)

    def _fork(self, job: Job) -> None:
        job.pid = os.fork()
        if job.pid == 0:
            signal.set_wakeup_fd(-1)
            self._let_go_of_all_but(job)
            job.client.setblocking(True)
            child.main(job.client, job.labels, job.files, self.limits)
        job.end = os.pidfd_open(job.pid)
        self.running.append(job)
        self._watch(job.end, lambda: self._child_ended(job))

    def _let_go_of_all_but(self, mine: Job) -> None:
        """A connection that a child holds too would look alive after the worker is killed."""
        for key in list(self.selector.get_map().values()):
            if isinstance(key.fileobj, int):
                os.close(key.fileobj)
            elif key.fileobj is not mine.client:
                key.fileobj.close()  # type: ignore[attr-defined]  # a socket
        self.selector.close()

    def _child_ended(self, job: Job) -> None:
        self.selector.unregister(job.end)
        _, status, usage = os.wait4(job.pid, 0)
        if status:
            with contextlib.suppress(Lost):
                why = failures.told(status, usage.ru_maxrss // 1024, self.limits)
                messages.send(job.client, {"failed": why})
        self.running.remove(job)
        with contextlib.suppress(KeyError):
            self.selector.unregister(job.client)
        self._close(job)
        self.done += 1
        self.last_work = time.monotonic()

    def _close(self, job: Job) -> None:
        job.client.close()
        for file in (*job.files, job.end):
            if file >= 0:
                os.close(file)

    def _end(self) -> None:
        """No new client finds it; whoever waits is told."""
        with contextlib.suppress(FileNotFoundError):
            if self.path.stat().st_ino == self.inode:
                self.path.unlink()
        for job in self.running:
            os.kill(job.pid, signal.SIGKILL)
        for job in (*self.running, *self.waiting):
            with contextlib.suppress(Lost):
                messages.send(job.client, {"failed": failures.STOPPED})


def answer(client: socket.socket, message: Message) -> None:
    with client, contextlib.suppress(Lost):
        messages.send(client, message)


def listen(path: Path) -> socket.socket:
    listener = messages.new_socket()
    listener.bind(str(path))
    listener.listen(128)
    return listener
