"""Django's PostgreSQL backend, which starts the embedded server when it is first connected to.

Importing the settings starts nothing.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base

from config.embedded.server import Server


def configured_server() -> Server:
    return Server(settings.EMBEDDED_POSTGRES_FOLDER, programs=settings.EMBEDDED_POSTGRES_PROGRAMS)


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        socket_folder: Path = configured_server().start()
        return super().get_new_connection({**conn_params, "host": str(socket_folder)})
