"""Django's PostgreSQL backend, which starts the embedded server when it is first connected to.

Importing the settings starts nothing.
"""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base

from config.embedded.server import PORT, Server


def configured_server() -> Server:
    return server_of(settings.EMBEDDED_POSTGRES_FOLDER, settings.EMBEDDED_POSTGRES_PROGRAMS)


@cache
def server_of(folder: Path, programs: Path | None) -> Server:
    """One for each folder: finding its places again for every connection would take root 3 ms."""
    return Server(folder, programs)


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        """Also for those who connect by themselves: the workers."""
        host = str(configured_server().start())
        return {**super().get_connection_params(), "host": host, "port": PORT}
