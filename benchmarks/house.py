"""A portal of its own for measuring and breaking: its PostgreSQL, its folders, its workers; gone at the end.

`House()` sets the environment: before `django.setup()`, and once in a process.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from config.embedded.server import DATABASE, PORT, SUPERUSER, Server

ROOT = Path(__file__).resolve().parent.parent
MEMORY = "2047"
"""MB for a print; one less than by default, so that the printing worker is its own (docs/printing.md)."""


class House:
    def __init__(self, keep: Path | None = None) -> None:
        """`keep`: a folder that is left as it is at the end, for another time."""
        self.kept = keep is not None
        self.folder = keep or Path(tempfile.mkdtemp(prefix="portal-"))
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o711)  # root's PostgreSQL runs as nobody
        self.server = Server(self.folder / "postgres")
        self.workers: list[subprocess.Popen[bytes]] = []
        socket = quote(str(self.server.start()), safe="")
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": f"postgres://{SUPERUSER}@{socket}:{PORT}/{DATABASE}",
            "PUBLICATIONS_ROOT": str(self.folder / "publications"),
            "IMPORTS_ROOT": str(self.folder / "imports"),
            "LOG_KEY_FILE": str(self.folder / "log-key.pem"),
            "PRINT_MEMORY_MB": MEMORY,
            "PRINT_IDLE_MINUTES": "1",
        }

    @property
    def log(self) -> Path:
        return self.folder / "workers.log"

    def begin(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """A command of manage.py, in a process of its own."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        with self.log.open("ab") as lines:
            return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=lines, stderr=lines)

    def keep_at_work(self, count: int) -> None:
        """So many workers, new ones for those that ended."""
        self.workers = [each for each in self.workers if each.poll() is None]
        while len(self.workers) < count:
            self.workers.append(self.begin("worker"))

    def dismiss(self, how: int = signal.SIGTERM, who: Sequence["subprocess.Popen[bytes]"] = ()) -> None:
        """All workers, or these."""
        for worker in who or self.workers:
            worker.send_signal(how)
            worker.wait()

    def kill_database(self) -> None:
        os.kill(self.server.pid, signal.SIGKILL)

    def close(self) -> None:
        self.dismiss(signal.SIGKILL)
        self.server.stop()
        if not self.kept:
            shutil.rmtree(self.folder)
