"""What the site writes of its running: a line for each event, with the request that it belongs to.

Lines name who did what to which account and how it ended; never what was typed, and no address of a reader.
"""

import json
import logging
import re
import time
import traceback
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.log import AdminEmailHandler

log = logging.getLogger("requests")

NOW: "ContextVar[HttpRequest | None]" = ContextVar("request", default=None)
GIVEN = re.compile(r"[\w-]{8,64}")
"""What a proxy may call a request."""
ACCOUNT = "desk/accounts/<int:pk>/"
MAIL_EVERY = 600
"""Seconds between two mails of the same error, from one process."""


class Requests:
    """Gives each request an id, which the answer bears, and writes down what people at the desk did."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = name_of(request)  # type: ignore[attr-defined]
        token, begun = NOW.set(request), time.monotonic()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
            if request.method not in ("GET", "HEAD", "OPTIONS") or response.status_code >= 500:
                spent = round((time.monotonic() - begun) * 1000)
                log.info("%s answered %s in %s ms", request.method, response.status_code, spent)
            return response
        finally:
            NOW.reset(token)


def name_of(request: HttpRequest) -> str:
    given = request.headers.get("X-Request-ID", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return given if GIVEN.fullmatch(given) else uuid.uuid4().hex


def about(record: logging.LogRecord) -> dict[str, Any]:
    """Who asks for what; asks the database nothing, as a line may tell that it is away."""
    request = getattr(record, "request", None) or NOW.get()  # Django's own line comes after the answer
    if not hasattr(request, "id"):
        return {}
    assert isinstance(request, HttpRequest)
    match, user = request.resolver_match, getattr(request, "_cached_user", None)
    account = match.kwargs.get("pk") if match and match.route.startswith(ACCOUNT) else None
    found = {
        "request": request.id,  # type: ignore[attr-defined]
        "path": request.path,
        "user": user.get_username() if user and user.is_authenticated else None,
        "account": account,
    }
    return {name: value for name, value in found.items() if value is not None}


class Json(logging.Formatter):
    """One object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, timezone.get_default_timezone()).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **about(record),
        }
        if record.exc_info:
            line["error"] = "".join(traceback.format_exception(*record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


class Plain(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        known = about(record)
        who = " ".join(f"{name}={known[name]}" for name in ("request", "user", "account") if name in known)
        return f"{super().format(record)} {who}".rstrip()


class Mail(AdminEmailHandler):
    """Errors to ADMINS: where it happened and the traceback; no form, cookie or setting. The same error of a
    storm once in ten minutes. What strangers ask wrongly (a false Host, too many fields) is a line, no mail.
    """

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith("django.security."):
            return
        error = record.exc_info and record.exc_info[1]
        key, now = f"{record.pathname}:{record.lineno}:{type(error).__name__}", time.monotonic()
        if now - self.told.get(key, -MAIL_EVERY) < MAIL_EVERY:
            return
        self.told[key] = now
        self.send_mail(self.format_subject(f"决算公开：{record.getMessage()}"), Json().format(record))
