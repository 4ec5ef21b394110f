"""How long readers and the machines between may keep an answer (decisions/0021)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils.cache import get_conditional_response, patch_vary_headers

from disclosures.archive import digest
from disclosures.public.offered import File

FOR_GOOD = "public, max-age=31536000, s-maxage=60, immutable"
"""Of a file that never changes. What serves many readers asks each minute whether it was withdrawn."""
A_MINUTE = "public, max-age=60"
ASK_EACH_TIME = "no-cache"


class SaysHowLong:
    """Middleware. An answer that says nothing would be kept as long as each machine between thinks fit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", ASK_EACH_TIME)
        return response


def page(request: HttpRequest, html: str) -> HttpResponse:
    """A page tells which version is the newest: it is asked for again after a minute."""
    return text(request, HttpResponse(html))


def text(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same for a text of another kind."""
    return conditional(request, response, digest(response.content), A_MINUTE)


def sent(request: HttpRequest, response: HttpResponse, file: File, *, is_final: bool) -> HttpResponse:
    """The file, packed where the reader takes that. `is_final`: asked for by the address of its version."""
    keeping = FOR_GOOD if is_final and file.stays else A_MINUTE
    answer = conditional(request, response, file.tag, keeping)
    if answer is not response:
        return answer
    packed = file.packed() if re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")) else None
    response.content = packed or file.content()
    if packed:
        response["Content-Encoding"] = "gzip"
        response["ETag"] = f"W/{response['ETag']}"  # the same text in other bytes
    return response


def conditional(request: HttpRequest, response: HttpResponse, tag: str, keeping: str) -> HttpResponse:
    """The response with its tag; 304 for whoever has it already."""
    response["ETag"] = f'"{tag}"'
    response["Cache-Control"] = keeping
    patch_vary_headers(response, ["Accept-Encoding"])
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
