"""Addresses, whole: a program keeps them, and they lead back here from wherever it is."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from disclosures.public import citing

NAMESPACE = "api-v1"


def to(request: HttpRequest, name: str, *args: Any) -> str:
    """An address of this API; `name` is that of its operation."""
    return page(request, f"{NAMESPACE}:{name}", *args)


def page(request: HttpRequest, name: str, *args: Any) -> str:
    """A page or a file of the site."""
    return citing.site_of(request) + reverse(name, args=args)


def again(request: HttpRequest, **other: Any) -> str:
    """What is asked for, with other parameters; None drops one."""
    asked = {**request.GET.dict(), **other}
    return with_query(citing.site_of(request) + request.path, asked)


def turning(request: HttpRequest, cursor: str) -> str | None:
    """The page at a cursor, if there is one."""
    return again(request, cursor=cursor) if cursor else None


def with_query(address: str, asked: Mapping[str, Any]) -> str:
    found = urlencode({name: value for name, value in asked.items() if value is not None})
    return f"{address}?{found}" if found else address
