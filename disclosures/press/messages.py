"""What goes through the worker's socket: small JSON messages, each whole or not at all.

A packet socket keeps them apart, so a process that is killed can never leave half a message behind. What is
large (the page, its PDF) lies in memory files whose descriptors go along with the first message.
"""

import json
import os
import socket
from collections.abc import Sequence
from typing import Any

LONGEST = 65_536
MOST_FILES = 16
Message = dict[str, Any]


class Lost(Exception):
    """The other side is gone."""


def new_socket() -> socket.socket:
    return socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send(to: socket.socket, message: Message, files: Sequence[int] = ()) -> None:
    try:
        socket.send_fds(to, [json.dumps(message).encode()], list(files))
    except OSError as error:
        raise Lost(str(error)) from error


def receive(source: socket.socket, files: int = 0) -> tuple[Message, list[int]]:
    """The next message, and up to so many files that came with it."""
    try:
        content, found, _, _ = socket.recv_fds(source, LONGEST, files)
    except TimeoutError:
        raise
    except OSError as error:
        raise Lost(str(error)) from error
    if not content:
        raise Lost("the other side hung up")
    message: Message = json.loads(content)
    return message, found


def memory_file(content: bytes = b"") -> int:
    """A file without a name, in memory, that another process can be given."""
    file = os.memfd_create("print")
    with os.fdopen(os.dup(file), "wb") as opened:
        opened.write(content)
    return file


def content_of(file: int) -> bytes:
    with os.fdopen(os.dup(file), "rb") as opened:
        opened.seek(0)
        return opened.read()
