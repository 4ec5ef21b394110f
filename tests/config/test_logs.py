"""Lines of the log: what happened in which request, by whom, to which account."""

import json
import logging
import sys
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from config.logs import GIVEN, NOW, Json, Mail, Plain, Requests


def line(message: str, error: bool = False) -> logging.LogRecord:
    found = sys.exc_info() if error else None
    return logging.LogRecord("disclosures", logging.ERROR, "publishing.py", 7, message, None, found)


def failed(message: str) -> logging.LogRecord:
    try:
        raise ValueError("印刷失败")
    except ValueError:
        return line(message, error=True)


def test_a_line_is_an_object_in_local_time() -> None:
    found = json.loads(Json().format(line("第1版没有生成")))
    assert found["message"] == "第1版没有生成" and found["at"].endswith("+08:00")
    assert "request" not in found and "error" not in found
    assert "ValueError: 印刷失败" in json.loads(Json().format(failed("没有生成")))["error"]


@pytest.mark.django_db
def test_it_names_request_person_and_account(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.force_login(User.objects.create_user("王敏", is_staff=True))
    lines: list[dict[str, Any]] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(json.loads(Json().format(record)))

    handler = Kept()
    logging.getLogger("requests").addHandler(handler)
    try:
        answer = client.post("/desk/accounts/17/texts/", {"text": "不该记下的话"})
    finally:
        logging.getLogger("requests").removeHandler(handler)
    (found,) = lines
    assert found["user"] == "王敏" and found["account"] == 17 and found["request"] == answer["X-Request-ID"]
    assert found["message"].startswith("POST answered 4") and "不该" not in json.dumps(found)


@pytest.mark.parametrize(
    ("given", "trusted", "kept"), [("abc-12345", True, True), ("abc-12345", False, False)]
)
def test_a_proxy_may_name_a_request(
    rf: RequestFactory, settings: Any, given: str, trusted: bool, kept: bool
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if trusted else None
    answer = Requests(lambda request: HttpResponse())(rf.get("/", headers={"X-Request-ID": given}))
    assert (answer["X-Request-ID"] == given) is kept


@pytest.mark.parametrize("given", ["x", "a" * 65, 'a"b\n12345', "编号编号编号编号\n"])
def test_nonsense_is_no_name(given: str) -> None:
    assert not GIVEN.fullmatch(given)


def test_plain_lines_end_with_the_request(rf: RequestFactory) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        assert Plain("{message}", style="{").format(line("x")) == f"x request={request.id}"  # type: ignore[attr-defined]
        return HttpResponse()

    Requests(view)(rf.get("/"))
    assert Plain("{message}", style="{").format(line("x")) == "x" and NOW.get() is None


def test_an_error_is_mailed_once_in_a_storm(settings: Any) -> None:
    settings.ADMINS = [("", "admin@example.org")]
    handler = Mail()
    for _ in range(3):
        handler.emit(failed("第1版没有生成"))
    (sent,) = mail.outbox
    assert sent.subject == "决算公开：第1版没有生成" and "印刷失败" in sent.body
    assert "SECRET" not in sent.body


def test_what_strangers_ask_wrongly_is_not_mailed(settings: Any) -> None:
    settings.ADMINS = [("", "admin@example.org")]
    record = failed("Invalid HTTP_HOST header: 'a'")
    record.name = "django.security.DisallowedHost"
    Mail().emit(record)
    assert mail.outbox == []
