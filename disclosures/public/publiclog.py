"""The public log by its addresses, as C2SP tlog-tiles wants them; a web server may serve the same folder."""

from inspect import getsource

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from disclosures import archive
from disclosures.public import missing
from disclosures.publiclog import places, verifier, witness

TEXT, BYTES = "text/plain; charset=utf-8", "application/octet-stream"
ANSWER = "application/timestamp-reply"
PROGRAMS = {"verifier": verifier, "witness": witness}
LONGEST = 200
"""Letters of a path; no file system takes a name of any length."""
FOR_GOOD = "public, max-age=31536000, immutable"
AN_HOUR = "public, max-age=3600"


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    return file(request, places.CHECKPOINT, TEXT, "public, max-age=5")


@require_safe
def tile(request: HttpRequest, path: str) -> HttpResponse:
    return file(request, f"tile/{path}", BYTES, FOR_GOOD)


@require_safe
def kept_checkpoint(request: HttpRequest, size: int) -> HttpResponse:
    """Not for good: witnesses may still sign it."""
    return file(request, places.checkpoint(size), TEXT, AN_HOUR)


@require_safe
def witnessed(request: HttpRequest) -> HttpResponse:
    return file(request, places.WITNESSED, TEXT, "public, max-age=5")


@require_safe
def stamps(request: HttpRequest) -> HttpResponse:
    return file(request, places.STAMPS, TEXT, AN_HOUR)


@require_safe
def stamp(request: HttpRequest, size: int, name: str = "") -> HttpResponse:
    """An authority's answer; without a name what it was asked for."""
    if name:
        return file(request, f"{places.stamp(size)}/{name}{places.ANSWER}", ANSWER, FOR_GOOD)
    return file(request, f"{places.stamp(size)}/{places.CHECKPOINT}", TEXT, FOR_GOOD)


@require_safe
def proof(request: HttpRequest, code: str, kind: places.Kept = "publication") -> HttpResponse:
    return file(request, places.proof(code, kind), TEXT, FOR_GOOD)


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    return file(request, places.KEY, TEXT, AN_HOUR)


@require_safe
def program(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(getsource(PROGRAMS[name]), content_type="text/x-python; charset=utf-8")


def file(request: HttpRequest, path: str, kind: str, keeping: str) -> HttpResponse:
    try:
        content = archive.read(f"{places.FOLDER}/{path[:LONGEST]}")
    except FileNotFoundError:
        return missing.page(request)
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": keeping})
