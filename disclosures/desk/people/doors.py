"""Who came, who was not let in, who left: a line each, and what a session begins with."""

import logging
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from disclosures.desk.people import browsers
from disclosures.desk.people.models import Session
from disclosures.desk.people.proving import has_code, must_have_code
from disclosures.desk.people.sessions import ADDRESS, BEGUN, BROWSER, MUST_SET_UP

log = logging.getLogger(__name__)


@receiver(user_logged_in)
def came(request: HttpRequest, user: Any, **more: Any) -> None:
    request.session.cycle_key()  # Django does so for another person only
    Session.objects.filter(expire_date__lt=timezone.now()).delete()  # everybody's; nobody else does it
    coded = has_code(user)
    request.session[BEGUN] = timezone.now().timestamp()
    request.session[BROWSER] = browsers.named(request.headers.get("User-Agent", ""))
    request.session[ADDRESS] = address(request) or ""
    if not coded and must_have_code(user):
        request.session[MUST_SET_UP] = True
    log.info("login of %s from %s, by password%s", user, address(request), " and code" if coded else "")


@receiver(user_login_failed)
def refused(credentials: dict[str, Any], request: HttpRequest | None = None, **more: Any) -> None:
    """A name that nobody has is not written down: it may be a password in the wrong field."""
    name = str(credentials.get("username", "")).replace("\0", "")
    known = User.objects.filter(username=name).exists()
    log.warning("login refused: %s from %s", name if known else "nobody's name", address(request))


@receiver(user_logged_out)
def left(request: HttpRequest, user: Any, **more: Any) -> None:
    if user is not None:
        log.info("logout of %s", user)


def counted_as(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """What misses of a name are counted by: not the name, which may be a password in the wrong field."""
    sent = credentials or (request.POST if request else {})
    return counter(str(sent.get("username") or ""))


def counter(name: str) -> str:
    return salted_hmac("misses of a name", name, algorithm="sha256").hexdigest()


def address(request: HttpRequest | None) -> str | None:
    """Where a person at the desk sits. What a proxy adds stands last; the rest proves nothing."""
    meta = request.META if request else {}
    told = meta.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    for place in (told.rpartition(",")[2].strip(), meta.get("REMOTE_ADDR", "")):
        with suppress(ValueError):
            return str(ip_address(place))
    return None
