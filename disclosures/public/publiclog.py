"""The public log by its addresses, as C2SP tlog-tiles wants them; a web server may serve the same folder."""

from inspect import getsource

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from disclosures import archive
from disclosures.public import missing
from disclosures.publiclog import places, verifier

TEXT, BYTES = "text/plain; charset=utf-8", "application/octet-stream"
FOR_GOOD = "public, max-age=31536000, immutable"


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    return file(request, places.CHECKPOINT, TEXT, "public, max-age=5")


@require_safe
def tile(request: HttpRequest, path: str) -> HttpResponse:
    return file(request, f"tile/{path}", BYTES, FOR_GOOD)


@require_safe
def kept_checkpoint(request: HttpRequest, size: int) -> HttpResponse:
    return file(request, places.checkpoint(size), TEXT, FOR_GOOD)


@require_safe
def proof(request: HttpRequest, code: str, kind: places.Kept = "publication") -> HttpResponse:
    return file(request, places.proof(code, kind), TEXT, FOR_GOOD)


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    return file(request, places.KEY, TEXT, "public, max-age=3600")


@require_safe
def program(request: HttpRequest) -> HttpResponse:
    return HttpResponse(getsource(verifier), content_type="text/x-python; charset=utf-8")


def file(request: HttpRequest, path: str, kind: str, keeping: str) -> HttpResponse:
    try:
        content = archive.read(f"{places.FOLDER}/{path}")
    except FileNotFoundError:
        return missing.page(request)
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": keeping})
