"""Two hosts, where DESK_HOST names one for the desk (docs/security.md): each has its own addresses only.

What one host's browser keeps, or a hole in its pages, is then out of the other's reach.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from disclosures.public import missing

DESK = "/desk/"
BOTH = frozenset({"/healthz", "/readyz"})


class Hosts:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.DESK_HOST:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at_desk, path = request.get_host() == settings.DESK_HOST, request.path_info
        if path in BOTH or at_desk == path.startswith(DESK):
            return self.get_response(request)
        if not at_desk or request.method not in ("GET", "HEAD"):
            return missing.page(request)
        return redirect(DESK if path == "/" else settings.SITE_ADDRESS + request.get_full_path())
