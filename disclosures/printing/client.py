"""A print by the worker: hand over the page, listen, take the PDF."""

import contextlib
import os
import socket
import time
from collections.abc import Sequence

from disclosures.fonts import PrintingImpossible
from disclosures.press import failures, messages
from disclosures.press.enclosed import Enclosed
from disclosures.press.failures import PrintFailed
from disclosures.press.messages import Lost, Message
from disclosures.printing.progress import Progress, Stage, Tell
from disclosures.printing.worker import Worker

ATTEMPTS = 2
PAUSE = 0.1
"""Seconds: a worker that is just dying may still take a connection along."""
SLACK = 30
"""Seconds beyond the time limit after which a silent worker is given up."""


def print_by(worker: Worker, page: str, tell: Tell, enclosed: Sequence[Enclosed] = ()) -> bytes:
    """A worker that goes away in the middle is replaced once."""
    content = page.encode()
    for _ in range(ATTEMPTS):
        with contextlib.suppress(Lost):
            return _print(worker, content, tell, enclosed)
        time.sleep(PAUSE)
    raise PrintFailed(failures.LOST)


def _print(worker: Worker, content: bytes, tell: Tell, enclosed: Sequence[Enclosed]) -> bytes:
    contents = (content, b"", *(each.content for each in enclosed))
    files = [messages.memory_file(each) for each in contents]
    try:
        with worker.connect() as connection:
            connection.settimeout(worker.limits.seconds + SLACK)
            messages.send(connection, {"do": "print", "enclosed": [each.label for each in enclosed]}, files)
            _listen(connection, tell)
        return messages.content_of(files[1])
    finally:
        for file in files:
            os.close(file)


def _listen(connection: socket.socket, tell: Tell) -> None:
    """Returns when the PDF is written. A worker sends something whenever a print before this one ends."""
    while True:
        try:
            message, _ = messages.receive(connection)
        except TimeoutError as silence:
            raise PrintFailed(failures.SILENT) from silence
        _raise_if_failed(message)
        progress = Progress(Stage(message["stage"]), message.get("page", 0), message.get("ahead", 0))
        tell(progress)
        if progress.stage is Stage.DONE:
            return


def _raise_if_failed(message: Message) -> None:
    if "impossible" in message:
        raise PrintingImpossible(message["impossible"])
    if "failed" in message:
        raise PrintFailed(message["failed"])
