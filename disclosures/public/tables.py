"""Lists that sort and page."""

from typing import Any

import django_tables2 as tables
from django.http import HttpRequest

PER_PAGE = 50


def paged(
    request: HttpRequest,
    kind: type[tables.Table],
    rows: Any,
    *,
    per_page: int = PER_PAGE,
) -> tables.Table:
    """The table as this request wants it: unknown columns are passed over, a wrong page is the nearest."""
    wanted = [name for name in request.GET.getlist("sort") if name.removeprefix("-") in kind.base_columns]
    table = kind(rows, **({"order_by": wanted} if wanted else {}))
    table.paginate(per_page=per_page)
    table.page = table.paginator.get_page(request.GET.get("page"))
    return table
