"""What went wrong while answering, as the problem that is told."""

import logging
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from ninja.errors import ValidationError

from disclosures.api import description
from disclosures.api.problems import Problem
from disclosures.archive import Damaged

log = logging.getLogger(__name__)


def problem_of(request: HttpRequest, error: Exception) -> Problem:
    match error:
        case Problem():
            return error
        case ValidationError():
            return refused(request, error.errors)
        case Damaged():
            log.error("%s", error)
            return Problem(503, "这份决算的文件暂时读不出，请稍后再试")
        case OperationalError() | InterfaceError():
            log.error("%s", request.path, exc_info=error)
            return Problem(503, "数据库暂时没有应答，请半分钟后再试")
        case _:
            log.error("%s", request.path, exc_info=error)
            return Problem(500, "服务器出了问题，已经记录下来，请稍后再试")


def refused(request: HttpRequest, found: list[dict[str, Any]]) -> Problem:
    """Names each parameter, its value, and what is allowed there."""
    assert request.resolver_match
    known = description.of_request(request).parameters
    names = dict.fromkeys(next(part for part in each["loc"][::-1] if part in known) for each in found)
    given = {**request.resolver_match.kwargs, **request.GET.dict()}
    errors = [
        {"parameter": name, "value": str(given.get(name, "")), "allowed": known[name].allowed}
        for name in names
    ]
    words = [
        f"参数 {each['parameter']} 的值“{each['value']}”不对：{each['allowed']}"
        if each["parameter"] in given
        else f"缺少参数 {each['parameter']}：{each['allowed']}"
        for each in errors
    ]
    return Problem(400, "。".join(words), errors=errors)
