"""The addresses of the API. The last one answers everything else below /api/, in JSON."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.generic import RedirectView

from disclosures.api import description
from disclosures.api.gate import open_to_all, stamped, unknown_address
from disclosures.api.page import docs, program
from disclosures.api.service import service
from disclosures.public import caching


def openapi(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(description.content(), content_type="application/json")
    return caching.conditional(request, response, description.fingerprint(), caching.A_MINUTE)


def operations() -> list[URLPattern]:
    patterns = [each for each in service.urls[0] if isinstance(each, URLPattern)]
    for each in patterns:
        each.callback = open_to_all(stamped(each.callback))
    return patterns


urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api-docs")),
    path("v1", RedirectView.as_view(pattern_name="api-v1:start", permanent=True)),
    path("v1/docs", docs, name="api-docs"),
    path("v1/harvest.py", program, name="api-harvest"),
    path("v1/openapi.json", open_to_all(openapi), name="api-openapi"),
    path("v1/", (operations(), "ninja", "api-v1")),
    re_path("", open_to_all(unknown_address)),
]
