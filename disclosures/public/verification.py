"""/verify/: is what I hold the official one, and unchanged (docs/verification.md).

With script the browser reckons the hash and asks by it; without, the reader gives the hash or sends the file.
Nothing here changes anything, so a form may come from anywhere and without a token.
"""

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from disclosures import archive, codes
from disclosures.models import Publication
from disclosures.public import answers, missing
from disclosures.public.answers import Answer, State
from disclosures.public.converters import Sha256
from disclosures.public.uploads import AT_MOST, TooLarge, hashed
from disclosures.publiclog import manifests, places

OFFLINE = ("site.css", "verify/verify.css"), ("verify/proof.js", "verify/page.js")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return uploaded(request)
    if "code" in request.GET:
        code = codes.typed(request.GET["code"])[: codes.LONGEST]
        if code:
            return HttpResponseRedirect(reverse("verify-code", args=[code]))
        return page(request, problem="请输入版本编码，例如封面上的 10 个字。")
    if "sha256" in request.GET:
        sha256 = "".join(request.GET["sha256"].split()).lower()
        if re.fullmatch(Sha256.regex, sha256):
            return HttpResponseRedirect(reverse("verify-hash", args=[sha256]))
        return page(request, problem="SHA-256 是 64 个字，只有数字 0 到 9 和字母 a 到 f。请整个复制过来。")
    return page(request)


def uploaded(request: HttpRequest) -> HttpResponse:
    try:
        files = hashed(request)
    except TooLarge:
        limit = f"{AT_MOST // 1024 // 1024} MB"
        problem = f"文件超过 {limit}，没有接收。请在本机计算它的 SHA-256，填在下面核对。"
        return page(request, problem=problem, status=413)
    if not files:
        return page(request, problem="没有选择文件。请选择一个文件再核对。", status=400)
    return page(request, [each for file in files for each in answers.of_hash(file.sha256, file.name)])


@require_safe
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    read = codes.typed(code)[: codes.LONGEST]
    if read and read != code:
        return HttpResponseRedirect(reverse("verify-code", args=[read]))
    answer = answers.of_code(read)
    return page(request, [answer], code=code, status=404 if answer.state is State.UNKNOWN else 200)


@require_safe
def by_hash(request: HttpRequest, sha256: str) -> HttpResponse:
    return page(request, answers.of_hash(sha256), sha256=sha256)


@require_safe
def hash_as_data(request: HttpRequest, sha256: str) -> HttpResponse:
    site = settings.SITE_ADDRESS or request.build_absolute_uri("/").rstrip("/")
    return JsonResponse(answers.as_data(sha256, site), json_dumps_params={"ensure_ascii": False})


@require_safe
def manifest(request: HttpRequest, code: str) -> HttpResponse:
    version = Publication.objects.filter(code=code).select_related("unit", "withdrawal").first()
    if version is None or version.is_withdrawn:
        return missing.page(request)
    response = HttpResponse(archive.manifest_of(version), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{manifests.NAME}"'
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page as one file, to be kept. As an attachment: saved, it obeys no policy and needs no network."""
    response = HttpResponse(render_to_string("public/offline.html", {**inside(), "key": key()}))
    response["Content-Disposition"] = 'attachment; filename="juesuan-verify.html"'
    return response


def inside() -> dict[str, str]:
    styles, scripts = OFFLINE
    lines = "\n".join(map(static, scripts)).splitlines()
    script = "\n".join(line for line in lines if not line.startswith("import "))
    return {"style": mark_safe("\n".join(map(static, styles))), "script": mark_safe(script)}


def static(name: str) -> str:
    return (Path(settings.BASE_DIR) / "static" / name).read_text(encoding="utf-8")


def key() -> str:
    """The log's, as it was written beside the log; empty before there is one."""
    with suppress(FileNotFoundError):
        return archive.read(f"{places.FOLDER}/{places.KEY}").decode().strip()
    return ""


def page(
    request: HttpRequest, found: list[Answer] | None = None, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"answers": found or [], "key": key(), "at_most": AT_MOST, **more}
    return render(request, "public/verify.html", context, status=status)
