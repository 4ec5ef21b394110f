"""The API itself: its operations, and how it tells what went wrong."""

import json
import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from disclosures.api import across, changes, links, reports, start, units
from disclosures.api.problems import Problem
from disclosures.archive import Damaged

log = logging.getLogger(__name__)
VERSION = "1.0.0"


class Readable(JSONRenderer):
    """Chinese as Chinese."""

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


class Service(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


service = Service(
    title=start.TITLE,
    description=start.ABOUT,
    version=VERSION,
    urls_namespace=links.NAMESPACE,
    openapi_url=None,  # disclosures.api.description makes it whole
    docs_url=None,
    renderer=Readable(),
)
for part in (start, units, reports, across, changes):
    service.add_router("", part.router)


@service.exception_handler(Problem)
def problem(request: HttpRequest, error: Problem) -> HttpResponse:
    return error.response()


@service.exception_handler(Damaged)
def damaged(request: HttpRequest, error: Damaged) -> HttpResponse:
    log.error("%s", error)
    return Problem(503, "这份决算的文件暂时读不出，请稍后再试").response()


@service.exception_handler(Exception)
def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("%s", request.path, exc_info=error)
    return Problem(500, "服务器出了问题，已经记录下来，请稍后再试").response()


@service.exception_handler(ValidationError)
def refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Names each parameter, its value, and what is allowed there."""
    from disclosures.api.description import of_request  # made from all operations

    known = of_request(request).parameters
    names = dict.fromkeys(
        next(str(part) for part in each["loc"][::-1] if part in known) for each in error.errors
    )
    kwargs = request.resolver_match.kwargs if request.resolver_match else {}
    given = {**kwargs, **request.GET.dict()}
    errors = [
        {"parameter": name, "value": str(given.get(name, "")), "allowed": known[name].allowed}
        for name in names
    ]
    words = [
        f"参数 {e['parameter']} 的值“{e['value']}”不对：{e['allowed']}"
        if e["parameter"] in given
        else f"缺少参数 {e['parameter']}：{e['allowed']}"
        for e in errors
    ]
    return Problem(400, "。".join(words), errors=errors).response()
