"""A file that a stranger sends to be compared: hashed as it comes in, never kept, never opened."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

AT_MOST = 50 * 1024 * 1024
"""Bytes of a whole request: many times the largest file of a version."""


class TooLarge(Exception):
    """More than is accepted; nothing was read."""


@dataclass(frozen=True)
class Hashed:
    name: str
    sha256: str


class Hashing(FileUploadHandler):
    """Leaves nothing to the handlers after it, which would keep the content in memory or in a file."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.found: list[Hashed] = []

    def new_file(self, *given: Any, **more: Any) -> None:
        super().new_file(*given, **more)
        self.sum = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.sum.update(raw_data)

    def file_complete(self, file_size: int) -> None:
        self.found.append(Hashed(self.file_name or "", self.sum.hexdigest()))


def hashed(request: HttpRequest) -> list[Hashed]:
    """Names and hashes of the files in a form; TooLarge before anything is read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > AT_MOST:
        raise TooLarge
    handler = Hashing(request)
    request.upload_handlers = [handler]
    request.FILES.keys()  # reads the form
    return handler.found
