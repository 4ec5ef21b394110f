"""`python -m benchmarks.upgrading [--publications N] [--kills N] [--write]`: PostgreSQL 16 taken to 18.

A site on the embedded PostgreSQL 16 is upgraded (`manage.py pg upgrade`), put back, upgraded again and killed
with -9 meanwhile, at random; then its disk fills; then it is upgraded for good. After each time what stands
in every table is compared with what stood there before. Needs root: its disk is a tmpfs. Exit 1 where
anything differs.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from benchmarks import sections
from benchmarks.house import ROOT
from config.backup.database import rows
from config.backup.sets import Rows
from config.embedded import binaries
from config.embedded.server import Server
from config.embedded.upgrading import parameters

OLD, NEW = 16, 18
UPGRADE = """
import sys
from pathlib import Path
from config.embedded.errors import EmbeddedPostgresError
from config.embedded.server import Server
from config.embedded.upgrading import upgrade
try:
    print(upgrade(Server(Path(sys.argv[1]))))
except EmbeddedPostgresError as error:
    sys.exit(str(error))
"""
ROOM = 40 << 20
"""Bytes that are free on the disk that fills: too few for the new data."""


class Drill:
    def __init__(self, disk: Path) -> None:
        self.disk, self.folder = disk, disk / "postgres"
        self.lines: sections.Rows = [["", "seconds", "said", "PostgreSQL"]]
        self.wrong: list[str] = []
        self.before: dict[str, Rows] = {}

    @property
    def server(self) -> Server:
        """With the programs that fit the data as they are."""
        found = Server(self.folder)
        version = found.version_of_data
        return (
            found
            if version == NEW
            else Server(found.folder, binaries.find(None, found.home, binaries.PACKAGED[OLD]))
        )

    def fill(self, publications: int) -> None:
        socket = quote(str(self.server.start()), safe="")
        given = os.environ | {
            "DATABASE_URL": f"postgres://postgres@{socket}:5432/portal",
            "PUBLICATIONS_ROOT": str(self.disk / "publications"),
            "LOG_KEY_FILE": str(self.disk / "log-key.pem"),
        }
        for words in (["migrate"], ["loadsample"], ["makeprovince", f"--units={publications // 5}"]):
            command = [sys.executable, "manage.py", *words]
            subprocess.run(command, cwd=ROOT, env=given, check=True, capture_output=True)
        self.before = self.tables()

    def tables(self) -> dict[str, Rows]:
        with psycopg.connect(**parameters(self.server)) as connection, connection.cursor() as cursor:
            return rows(cursor)

    def upgrade(self, seconds: float | None = None) -> tuple[float, str]:
        """Killed after so many seconds, with nothing of it left to clear up; how long, what it said."""
        begun = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-c", UPGRADE, str(self.folder)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            said = "killed"
        return time.monotonic() - begun, (said.strip().splitlines() or [""])[0].replace(str(self.disk), "…")

    def note(self, what: str, seconds: float, said: str, version: int) -> None:
        """After it, the data of that version must be what there was."""
        if self.server.version_of_data == 0:
            said += "; between the two moves: upgraded again, " + self.upgrade()[1]
        found, after = self.server.version_of_data, self.tables()
        differing = [name for name in self.before | after if self.before.get(name) != after.get(name)]
        self.wrong += [f"{what}: {name} differs" for name in differing]
        if version not in (0, found):
            self.wrong.append(f"{what}: the data are of PostgreSQL {found}")
        told = f"{len(differing)} tables differ" if differing else f"all {len(after)} tables as before"
        self.lines.append([what, f"{seconds:.1f}", said, f"{found}: {told}"])

    def put_back(self) -> None:
        """The old data, where an upgrade was finished."""
        server = self.server
        if server.version_of_data == NEW:
            server.stop()
            shutil.rmtree(server.data)
            (server.home / f"data-{OLD}").rename(server.data)

    def resize(self, size: int) -> None:
        subprocess.run(["mount", "-o", f"remount,size={size}", str(self.disk)], check=True)

    def run(self, kills: int, chance: random.Random) -> None:
        whole, said = self.upgrade()
        self.note("to the end", whole, said, NEW)
        for _ in range(kills):
            self.put_back()
            at = chance.uniform(0, whole * 0.9)
            self.note(f"to be killed -9 after {at:.1f} s", *self.upgrade(at), 0)
        self.put_back()
        self.resize(shutil.disk_usage(self.disk).used + ROOM)
        self.note("the disk fills", *self.upgrade(), OLD)
        self.resize(8 << 30)
        self.note("room made, once more", *self.upgrade(), NEW)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--publications", type=int, default=500)
    asked.add_argument("--kills", type=int, default=8)
    asked.add_argument("--seed", type=int, default=20261122)
    asked.add_argument("--write", action="store_true", help="into docs/measurements.md")
    given = asked.parse_args()
    if os.geteuid():
        sys.exit("Only root can make a disk that fills.")
    with tempfile.TemporaryDirectory(prefix="portal-") as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8g,mode=0711", "tmpfs", folder], check=True)
        drill = Drill(Path(folder))
        try:
            drill.fill(given.publications)
            drill.run(given.kills, random.Random(given.seed))
        finally:
            drill.server.stop()
            subprocess.run(["umount", "--lazy", folder], check=True)
    count = sum(each.count for each in drill.before.values())
    command = f"benchmarks.upgrading --publications {given.publications} --kills {given.kills} --write"
    outcome = (
        f"**Wrong**: {'; '.join(drill.wrong)}."
        if drill.wrong
        else f"{count:,} rows, all as before each time."
    )
    text = "\n\n".join([sections.about(command), sections.markdown(drill.lines), outcome])
    print(text)
    if given.write:
        sections.write("benchmarks.upgrading", "PostgreSQL 16 to 18", text)
    sys.exit(bool(drill.wrong))


if __name__ == "__main__":
    main()
