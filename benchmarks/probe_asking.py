"""Questions to the attacked site as nobody's browser puts them: any bytes, any path, as any person."""

import re
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.probe_site import HOST

TOKEN = "aaaabbbbccccddddeeeeffffgggghhhh"
SECONDS = 60


@dataclass(frozen=True)
class Answer:
    status: int
    """0 where none came."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """In small letters; of several of one name the last."""
    body: bytes = b""

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


class Nearby(HTTPSConnection):
    """The site by its name, on this machine."""

    def _validate_path(self, url: str) -> None:
        """Any."""

    def connect(self) -> None:
        self.sock = socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS)
        self.sock = self._context.wrap_socket(self.sock, server_hostname=HOST)  # type: ignore[attr-defined]


class Asking:
    def __init__(self, port: int, certificate: Path, cookies: Mapping[str, str]) -> None:
        self.port, self.cookies = port, cookies
        self.tls = ssl.create_default_context(cafile=f"{certificate}")
        self.asked = 0

    @property
    def origin(self) -> str:
        return f"https://{HOST}:{self.port}"

    def __call__(
        self,
        method: str,
        path: str,
        *,
        who: str = "",
        headers: Mapping[str, str] | None = None,
        body: Any = None,
    ) -> Answer:
        """`path` goes out as it is. A form (a mapping) bears the token of a browser that was on the page."""
        self.asked += 1
        sent = {"Host": f"{HOST}:{self.port}", "Cookie": f"__Host-csrftoken={TOKEN}"}
        if who:
            sent["Cookie"] += f"; {self.cookies[who]}"
        if isinstance(body, Mapping):
            body = urlencode({"csrfmiddlewaretoken": TOKEN, **body}, doseq=True)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        if method not in ("GET", "HEAD"):
            sent |= {"Referer": f"{self.origin}/desk/", "X-CSRFToken": TOKEN}
        sent = {name: value for name, value in (sent | dict(headers or {})).items() if value}
        connection = Nearby(HOST, self.port, context=self.tls, timeout=SECONDS)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            content = body.encode() if isinstance(body, str) else body
            if content is not None and "Content-Length" not in sent:
                sent["Content-Length"] = f"{len(content)}"
            for name, value in sent.items():
                connection.putheader(name, value)
            connection.endheaders(content)
            came = connection.getresponse()
            return Answer(came.status, {k.lower(): v for k, v in came.getheaders()}, came.read())
        except (OSError, HTTPException):
            return Answer(0)
        finally:
            connection.close()

    def raw(self, content: bytes, port: int = 0, seconds: float = 5) -> list[Answer]:
        """All answers to these bytes: through nginx, or on a plain port."""
        self.asked += 1
        connection: socket.socket = socket.create_connection(
            ("127.0.0.1", port or self.port), timeout=seconds
        )
        if not port:
            connection = self.tls.wrap_socket(connection, server_hostname=HOST)
        found = []
        with connection:
            connection.sendall(content)
            received = _received(connection)
        for part in re.split(rb"(?=HTTP/1\.[01] \d{3} )", received):
            if part:
                found.append(Answer(int(part[9:12]), {}, part))
        return found


def _received(connection: socket.socket) -> bytes:
    received = b""
    try:
        while got := connection.recv(65536):
            received += got
    except OSError:
        pass
    return received
