"""What the next page says of what was just done: in a cookie of this host alone, as the session's."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class Cookie(CookieStorage):
    cookie_name = f"{settings.HOST_ONLY}messages"


class Notices(FallbackStorage):
    storage_classes = (Cookie, SessionStorage)
