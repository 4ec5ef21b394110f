"""The API itself: its operations. What goes wrong in them goes through to the gate."""

import json
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from disclosures.api import across, changes, links, reports, start, units

VERSION = "1.0.0"


class Readable(JSONRenderer):
    """Chinese as Chinese."""

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


class Service(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def set_default_exception_handlers(self) -> None:
        """None: disclosures.api.failures tells all of them."""


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
