"""The site as in production, on this machine: gunicorn without DEBUG, and nginx before it (deploy/nginx)."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.clients import content
from benchmarks.house import ROOT, House
from benchmarks.peaks import descendants

WORKERS, THREADS = 2, 4
"""As deploy/systemd has them."""
EXAMPLE = ROOT / "deploy" / "nginx" / "portal.conf"
FRAME = """
{user}worker_processes 2;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 256; }}
http {{
access_log off;
sendfile on;
keepalive_requests 100000;
{portal}
server {{
    listen 127.0.0.1:{plain};
    charset utf-8;
    types {{ text/html html; }}
    root {folder}/public;
    gzip_static on;
    index index.html;
}}
}}
"""
"""The second server has the same files and no rules: what a plain file costs."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Site:
    """`django`, `nginx`, `plain`: ports. The environment is set for this process, too."""

    def __init__(self, house: House) -> None:
        self.house, self.running = house, list[subprocess.Popen[bytes]]()
        self.django, self.nginx, self.plain = free_port(), free_port(), free_port()
        os.environ |= {
            "DEBUG": "False",
            "SECRET_KEY": "measured",
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "False",
            "SITE_ADDRESS": "https://measured.invalid",
            "LOG_NAME": "measured.invalid/log",
            "STATIC_ROOT": f"{house.folder}/static",
            "PUBLIC_FILES": f"{house.folder}/public",
        }

    def start(self) -> None:
        self.run(self.gunicorn())
        self.run(["nginx", "-c", f"{self.written()}", "-p", f"{self.house.folder}"])
        for port in (self.django, self.nginx):
            while content(port, "/healthz")[0] != 200:
                time.sleep(0.2)

    def gunicorn(self) -> list[str]:
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{self.django}"]
        more = [f"--workers={WORKERS}", f"--threads={THREADS}", "--log-level=warning", "--no-control-socket"]
        return [*command, *more]

    def run(self, command: list[str]) -> None:
        with self.house.log.open("ab") as lines:
            self.running.append(subprocess.Popen(command, cwd=ROOT, stdout=lines, stderr=lines))

    def written(self) -> Path:
        folder = self.house.folder
        portal = re.sub(r"listen 80;", f"listen 127.0.0.1:{self.nginx};", EXAMPLE.read_text("utf-8"))
        portal = re.sub(r"rate=\d+r/[sm]", "rate=100000r/s", portal)  # all clients have one address
        portal = portal.replace("127.0.0.1:8000", f"127.0.0.1:{self.django}").replace("/srv/", f"{folder}/")
        user = "user root;\n" if os.geteuid() == 0 else ""
        path = folder / "nginx.conf"
        path.write_text(FRAME.format(user=user, folder=folder, portal=portal, plain=self.plain), "utf-8")
        return path

    def stop(self, which: slice = slice(None)) -> None:
        for process in self.running[which]:
            process.send_signal(signal.SIGTERM)
            process.wait()
        del self.running[which]

    def stop_django(self) -> None:
        self.stop(slice(1))

    def workers(self) -> list[int]:
        """Processes of gunicorn, but for the one that only starts them."""
        return descendants(self.running[0].pid)[1:]

    def database(self) -> list[int]:
        return descendants(self.house.server.pid)


def pss(pid: int) -> float:
    """MB that a process has, of what it shares its part."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
