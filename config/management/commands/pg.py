from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.embedded.base import configured_server
from config.embedded.errors import EmbeddedPostgresError
from config.embedded.server import Server
from config.embedded.upgrading import upgrade


class Command(BaseCommand):
    help = (
        "The embedded PostgreSQL of this checkout: start, stop, status, or upgrade its data to the major "
        "version of the programs."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["start", "stop", "status", "upgrade"])

    def handle(self, *, action: str, **options: Any) -> None:
        server = configured_server()
        try:
            if action == "start":
                server.start()
            if action == "upgrade":
                self.stdout.write(upgrade(server))
                return
            if action == "stop":
                self.stdout.write("Stopped." if server.stop() else "It was not running.")
                return
        except EmbeddedPostgresError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(describe(server))


def describe(server: Server) -> str:
    if not server.is_running():
        return "Not running. It starts by itself when it is needed."
    return f"Running as process {server.pid}; data in {server.data}, socket in {server.socket_folder}."
