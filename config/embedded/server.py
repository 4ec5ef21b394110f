"""Start and stop the private PostgreSQL of one folder. Safe for many processes at once."""

import contextlib
import fcntl
import os
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from config.embedded import binaries, places
from config.embedded.account import process_owner
from config.embedded.errors import EmbeddedPostgresError

DATABASE = "portal"
SUPERUSER = "postgres"
PORT = 5432  # part of the socket's name; no port is opened
LOCAL_ONLY = f"-p {PORT} -c listen_addresses= -c unix_socket_permissions=0700"
ATTEMPTS = 20  # after a crash the old server's children need a moment to go


@dataclass(frozen=True)
class Server:
    folder: Path
    programs: Path | None = None

    @cached_property
    def home(self) -> Path:
        return places.home_for(self.folder)

    @cached_property
    def socket_folder(self) -> Path:
        return places.socket_folder(self.home)

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def _pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    def start(self) -> Path:
        """Make sure that the server answers; return the folder of its socket."""
        if not self.is_running():
            with self._lock():
                if not self.is_running():
                    self._start()
        return self.socket_folder

    def stop(self) -> bool:
        """Stop it; False when it was not running."""
        with self._lock():
            if not self.is_running():
                return False
            self._run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", "90")
            return True

    def is_running(self) -> bool:
        """Ready by its own word, and somebody listens on the socket (a dead server's file stays)."""
        if lines_of(self._pid_file)[7:8] != ["ready"]:
            return False
        with socket.socket(socket.AF_UNIX) as client:
            try:
                client.connect(str(self.socket_folder / places.SOCKET_NAME))
            except OSError:
                return False
        return True

    @property
    def pid(self) -> int:
        return int(lines_of(self._pid_file)[0])

    @property
    def version_of_data(self) -> int:
        """The major version that wrote the data; 0 where there are none."""
        return int((lines_of(self.data / "PG_VERSION") or ["0"])[0])

    def _start(self) -> None:
        self._refuse_other_version()
        if not self.data.exists():
            self._initialise()
        for attempt in range(1, ATTEMPTS + 1):
            self._drop_stale_pid_files()
            try:
                self._pg_ctl_start()
                return
            except EmbeddedPostgresError:
                if attempt == ATTEMPTS or "shared memory block" not in self._end_of_log():
                    raise
                time.sleep(0.25)

    def _refuse_other_version(self) -> None:
        """Also where an upgrade was broken off between moving the old data away and the new ones in."""
        wrote, ours = self.version_of_data, binaries.major_version(self._programs)
        if wrote not in (0, ours) or (wrote == 0 and any(self.home.glob("data-[0-9]*"))):
            raise EmbeddedPostgresError(
                f"The data in {self.home} are not of PostgreSQL {ours}. Run `manage.py pg upgrade`."
            )

    def _pg_ctl_start(self) -> None:
        options = f"-k {shlex.quote(str(self.socket_folder))} {LOCAL_ONLY}"
        self._run("pg_ctl", "start", "-D", self.data, "-l", self.log, "-o", options, "-w", "-t", "90")

    def _initialise(self) -> None:
        """A new cluster with its database, in a folder that takes its name only when it is complete."""
        for left_over in self.home.glob("data.new*"):
            shutil.rmtree(left_over)
        fresh = self.home / "data.new"
        self._run("initdb", "-D", fresh, "-U", SUPERUSER, "--auth=trust", *self._locale())
        self._run("postgres", "--single", "-D", fresh, "template1", text=f"CREATE DATABASE {DATABASE}\n")
        fresh.rename(self.data)

    def _locale(self) -> list[str]:
        """With LC_CTYPE=C, text search and patterns drop every Chinese character."""
        locale = ["-E", "UTF8", "--locale=C", "--lc-ctype=C.UTF-8"]
        if binaries.major_version(self._programs) >= 17:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return locale

    def _drop_stale_pid_files(self) -> None:
        """PostgreSQL takes any live process with that number for itself; after a restart of the
        machine it may be another program, after kill -9 a zombie."""
        socket_lock = self.socket_folder / f"{places.SOCKET_NAME}.lock"
        for file in (self._pid_file, socket_lock):
            lines = lines_of(file)
            if not lines or not is_live_postgres(int(lines[0])):
                file.unlink(missing_ok=True)

    @cached_property
    def _programs(self) -> Path:
        return binaries.find(self.programs, self.home)

    def _run(self, program: str, *arguments: str | Path, text: str = "") -> None:
        """Output goes to a file: the server keeps a pipe open for ever, and its reader would wait."""
        output = self.home / "last-command.log"
        with output.open("wb") as file:
            done = subprocess.run(
                [self._programs / program, *arguments],
                **({"input": text.encode()} if text else {"stdin": subprocess.DEVNULL}),
                stdout=file,
                stderr=subprocess.STDOUT,
                cwd=self.home,
                check=False,
                **process_owner(),
            )
        if done.returncode:
            said = "\n".join([*lines_of(output), self._end_of_log()])
            raise EmbeddedPostgresError(f"{program} failed ({done.returncode}).\n{said}")

    def _end_of_log(self) -> str:
        return "\n".join(lines_of(self.log)[-8:])

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        """Held by one process at a time; the system lets go of it when that process ends."""
        descriptor = os.open(self.home / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def lines_of(file: Path) -> list[str]:
    try:
        return [line.strip() for line in file.read_text("utf-8", errors="replace").splitlines()]
    except FileNotFoundError:
        return []


def is_live_postgres(pid: int) -> bool:
    """Where there is no /proc, PostgreSQL's own judgement must do."""
    if not Path("/proc/self/stat").exists():
        return True
    try:
        name, state = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)
    except (FileNotFoundError, ProcessLookupError):
        return False
    return name.endswith("(postgres") and not state.startswith("Z")
