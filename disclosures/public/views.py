"""The public pages. They read Publication and Unit and nothing else: no address here reaches a draft."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from disclosures.models import Publication
from disclosures.public import caching, citing, leading, missing, offered, pages


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return caching.page(request, leading.home())


@require_safe
def unit_page(request: HttpRequest, unit: str) -> HttpResponse:
    found = leading.unit_named(unit)
    if found is None:
        return missing.unit(request, unit)
    return caching.page(request, leading.unit(found))


@require_safe
def unit_figures(request: HttpRequest, unit: str) -> HttpResponse:
    found = leading.unit_named(unit)
    if found is None:
        return missing.unit(request, unit)
    response = HttpResponse(leading.figures(found), content_type="text/csv; charset=utf-8")
    return caching.text(request, response)


@require_safe
def regions_page(request: HttpRequest) -> HttpResponse:
    return caching.page(request, leading.regions())


@require_safe
def region_page(request: HttpRequest, region: str) -> HttpResponse:
    found = leading.region(region)
    return missing.region(request, region) if found is None else caching.page(request, found)


@require_safe
def report_page(request: HttpRequest, unit: str, year: int, number: int | None = None) -> HttpResponse:
    versions = list(Publication.objects.of(unit, year).select_related("unit"))
    shown = version(versions, number)
    if shown is None or shown.is_withdrawn:
        return missing.report(request, unit, year, number)
    return caching.page(request, pages.report(shown, versions, citing.site_of(request)))


@require_safe
def download(
    request: HttpRequest, unit: str, year: int, kind: str, number: int | None = None
) -> HttpResponse:
    shown = version(list(Publication.objects.of(unit, year).select_related("unit")), number)
    if shown is None or shown.is_withdrawn:
        return missing.report(request, unit, year, number)
    file = offered.file(shown, kind)
    if file is None:
        return missing.file(request, shown, kind)
    response = HttpResponse(content_type=file.content_type)
    response["Content-Disposition"] = (
        content_disposition_header(False, citing.file_name(shown, kind)) or "inline"
    )
    response["Link"] = f'<{citing.stable_address(shown, citing.site_of(request))}>; rel="canonical"'
    return caching.sent(request, response, file, is_final=number is not None)


@require_safe
def changes_page(request: HttpRequest, unit: str, year: int, number: int) -> HttpResponse:
    """What a correction changed, as it was frozen with it."""
    shown = version(list(Publication.objects.of(unit, year).select_related("unit")), number)
    if shown is None or shown.is_withdrawn:
        return missing.report(request, unit, year, number)
    if not pages.has_changes(shown):
        return missing.changes(request, shown)
    return caching.page(request, pages.changes(shown))


@require_safe
def checks_page(request: HttpRequest, unit: str, year: int, number: int) -> HttpResponse:
    """How each rule ended on a version, as it was frozen with it."""
    shown = version(list(Publication.objects.of(unit, year).select_related("unit")), number)
    if shown is None or not pages.has_checks(shown):
        return missing.report(request, unit, year, number)
    return caching.page(request, pages.checks(shown))


def version(versions: list[Publication], number: int | None) -> Publication | None:
    """The version of that number, or the newest, of versions newest first."""
    return next((each for each in versions if number in (None, each.number)), None)


@require_safe
def unknown_address(request: HttpRequest) -> HttpResponse:
    """Everything no page answers to; an address that only lacks its last slash is sent on."""
    if not request.path_info.endswith("/"):
        try:
            known = resolve(f"{request.path_info}/").func is not unknown_address
        except Resolver404:
            known = False
        if known:
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    return missing.page(request)


def not_found_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return missing.page(request)


def server_error_page(request: HttpRequest) -> HttpResponse:
    """What passes by itself is told as such: 503, with when to come back."""
    error = sys.exc_info()[1]
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return wait_page("服务器的磁盘满了，刚才的操作没有办成。请告诉管理员；腾出空间以后再办一次。")
    if isinstance(error, OperationalError | InterfaceError):
        return wait_page(
            "网站的数据库暂时没有应答，通常几分钟内恢复，已经保存的内容都在。"
            "刚才如果在填写或提交，请过几分钟返回上一页，没有办成的再办一次。"
        )
    number = f"报告问题时请告诉管理员这个编号：{request.id}" if hasattr(request, "id") else ""
    return plain_page(500, "暂时无法显示", f"服务器出了问题，已经记录下来。请稍后再试。{number}")


def wait_page(text: str) -> HttpResponse:
    response = plain_page(503, "请稍等再试", text)
    response["Retry-After"] = "30"
    response["Cache-Control"] = "no-store"
    return response


def bad_request_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return plain_page(400, "请求有误", "这个请求无法识别。请检查网址后再试。")


def forbidden_page(
    request: HttpRequest, exception: Exception | None = None, reason: str = ""
) -> HttpResponse:
    return plain_page(403, "没有执行", "页面可能已经过期。请返回上一页，刷新后再试。")


def plain_page(status: int, title: str, text: str) -> HttpResponse:
    """Needs no database and no request: whatever broke, this page stands."""
    return HttpResponse(render_to_string("public/plain.html", {"title": title, "text": text}), status=status)
