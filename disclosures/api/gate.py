"""What all addresses of the API share: methods, who may read, how long an answer may be kept."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from disclosures.api import description
from disclosures.api.failures import problem_of
from disclosures.api.problems import Problem, not_found
from disclosures.api.stamps import stamp
from disclosures.archive import digest
from disclosures.public.caching import A_MINUTE

METHODS = "GET, HEAD, OPTIONS"
View = Callable[..., HttpResponse]


def open_to_all(view: View) -> View:
    """Read by any page of any site (CORS): nothing here depends on who asks, and nothing can be changed."""

    @wraps(view)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = answer(view, request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        return response

    opened.csrf_exempt = True  # type: ignore[attr-defined]  # 405 in JSON, not 403 as a page
    return opened


def answer(view: View, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    if request.method == "OPTIONS":
        allowed = {
            "Allow": METHODS,
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": "If-None-Match",
            "Access-Control-Max-Age": "86400",
        }
        return HttpResponse(status=204, headers=allowed)
    if request.method not in ("GET", "HEAD"):
        refused = Problem(405, f"这里只能读取（{METHODS}），不能 {request.method}").response()
        refused["Allow"] = METHODS
        return refused
    method, request.method = request.method, "GET"  # what answers HEAD leaves the body out by itself
    try:
        return view(request, *args, **kwargs)
    except Exception as error:
        return problem_of(request, error).response()
    finally:
        request.method = method


def stamped(view: View) -> View:
    """304 by one query for whoever has the answer and nothing has changed since."""

    @wraps(view)
    def kept(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        refuse_unknown(request)
        tag = tag_of(request)
        response = get_conditional_response(request, etag=tag) or view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response["ETag"] = tag
            response["Cache-Control"] = A_MINUTE
            patch_vary_headers(response, ["Accept-Encoding"])
        return response

    return kept


def tag_of(request: HttpRequest) -> str:
    """Weak: the same answer may be packed. Another description of the API means other answers."""
    told = (request.build_absolute_uri(), description.fingerprint(), stamp())
    return f'W/"{digest(" ".join(told).encode())[:32]}"'


def refuse_unknown(request: HttpRequest) -> None:
    """A filter with a slip of the pen must not give everything."""
    known = [name for name, each in description.of_request(request).parameters.items() if each.is_query]
    for name, values in request.GET.lists():
        if name not in known:
            raise Problem(400, f"没有参数“{name}”；可用的：{'、'.join(known) or '无'}")
        if len(values) > 1:
            raise Problem(400, f"参数 {name} 写了 {len(values)} 次，只能写一次")


def unknown_address(request: HttpRequest) -> HttpResponse:
    raise not_found(f"没有这个地址：{request.path}；有哪些地址见 /api/v1/")
