"""The data of another major version of PostgreSQL, taken over by the programs there are now.

Nothing is altered in place: the old data stay beside, until whoever has seen the site working deletes them.
"""

import shutil
from pathlib import Path
from typing import Any

import psycopg

from config.backup import BackupError
from config.backup.database import differing, dumped, restore
from config.embedded import binaries
from config.embedded.errors import EmbeddedPostgresError
from config.embedded.server import DATABASE, PORT, SUPERUSER, Server


def upgrade(server: Server) -> str:
    """What was done. Broken off, it can be called again. EmbeddedPostgresError where it cannot be done."""
    room = server.home / "upgrade"
    old = server.version_of_data
    if old == 0:
        return finish(server, room)
    new = binaries.major_version(binaries.find(server.programs, server.home))
    if old == new:
        return f"The data are of PostgreSQL {new}. Nothing to do."
    if old not in binaries.PACKAGED:
        raise EmbeddedPostgresError(
            f"The data are of PostgreSQL {old}, whose programs are not here. Set EMBEDDED_POSTGRES_PROGRAMS "
            f"to the folder of PostgreSQL {old}, make a backup, unset it, and restore the backup."
        )
    if room.exists():  # broken off: its server would take the new one's socket away when it ends
        Server(room, server.programs).stop()
        shutil.rmtree(room)
    before = Server(server.folder, binaries.find(None, server.home, binaries.PACKAGED[old]))
    after = Server(room, server.programs)
    try:
        take_over(before, after, new)
    except BackupError as error:
        raise EmbeddedPostgresError(str(error)) from error
    finally:
        before.stop()
        after.stop()
    server.data.rename(server.home / f"data-{old}")
    return finish(server, room)


def take_over(before: Server, after: Server, major: int) -> None:
    """All tables, compared row by row."""
    file = after.home / "taken-over.dump"
    with psycopg.connect(**parameters(before)) as connection, connection.cursor() as cursor:
        tables = dumped(file, cursor, parameters(before), major)
    restore(file, parameters(after), major)
    if different := differing(parameters(after), tables):
        raise EmbeddedPostgresError(f"After the upgrade these tables differ: {', '.join(different)}.")


def finish(server: Server, room: Path) -> str:
    """The new data in the place of the old ones."""
    made = room / "data"
    kept = next(iter(server.home.glob("data-[0-9]*")), None)
    if kept is None or not made.exists():
        raise EmbeddedPostgresError(f"There are no data to upgrade in {server.home}.")
    made.rename(server.data)
    shutil.rmtree(room, ignore_errors=True)
    return f"Upgraded. The old data are in {kept}: delete them when the site works."


def parameters(server: Server) -> dict[str, Any]:
    return {"host": str(server.start()), "port": PORT, "user": SUPERUSER, "dbname": DATABASE}
