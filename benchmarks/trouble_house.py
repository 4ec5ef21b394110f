"""Where the troubles are made. Imported once, before `django.setup()`: it sets the environment."""

import os
import shutil
import tempfile
from pathlib import Path

from benchmarks.house import House
from benchmarks.site import Site, free_port
from benchmarks.trouble_ground import RUNNING, Clock, Disk, Line

FOLDER = Path(tempfile.mkdtemp(prefix="trouble-"))
FOLDER.chmod(0o711)
PUBLICATIONS = Disk(FOLDER / "publications", "150m")
DATABASE = Disk(FOLDER / "postgres", "700m", mode="0700")
TEMPORARY = Disk(FOLDER / "tmp", "20m")
HOUSE = House(FOLDER)
LINE = Line(free_port(), HOUSE.server.socket_folder / ".s.PGSQL.5432")
CLOCK = Clock(FOLDER)
os.environ |= {
    "TWO_STEP": "optional",
    "LOG_FORMAT": "plain",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright keeps an event loop in this thread
}
SITE = Site(HOUSE)


def close() -> None:
    for each in (*RUNNING,):
        each.stop()
    HOUSE.close()
    for disk in (PUBLICATIONS, DATABASE, TEMPORARY):
        disk.close()
    shutil.rmtree(FOLDER, ignore_errors=True)
