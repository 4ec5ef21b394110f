"""`manage.py printworker start|stop|status`: the printing worker of this checkout and user."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from disclosures.press.messages import Message
from disclosures.printing import PrintFailed
from disclosures.printing.worker import Worker, configured_worker


class Command(BaseCommand):
    help = (
        "The printing worker of this checkout: start, stop or status. It starts by itself when it is needed."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["start", "stop", "status"])

    def handle(self, *, action: str, **options: Any) -> None:
        try:
            self.stdout.write(done(configured_worker(), action))
        except PrintFailed as failure:
            raise CommandError(str(failure)) from failure


def done(worker: Worker, action: str) -> str:
    if action == "stop":
        return f"Stopped: {worker.stop()}."
    if action == "start":
        worker.start()
    found = "\n".join(map(line, worker.status())) or "Not running. It starts by itself when it is needed."
    return found + ("\nPRINT_IN_PROCESS is set: nobody asks it." if settings.PRINT_IN_PROCESS else "")


def line(state: Message) -> str:
    return (
        f"Running as process {state['pid']}: {len(state['children'])} printing, {state['waiting']} waiting, "
        f"{state['done']} done; socket {state['socket']}."
    )
