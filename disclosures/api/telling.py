"""How a unit and a report are told wherever they stand in an answer."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Unit
from disclosures.api import asked, links, shapes
from disclosures.api.problems import Problem, not_found
from disclosures.catalogue import searching
from disclosures.catalogue.models import Entry
from disclosures.catalogue.reading import HEADLINES
from disclosures.models import Publication

HEAVY = (*searching.LARGE, "name", "passages", "publication__manifest")
"""Of an entry: what no list tells."""


def amount(of: Decimal | None) -> str | None:
    return None if of is None else f"{of:f}"


def moment(of: datetime) -> str:
    return timezone.localtime(of).isoformat(timespec="seconds")


def named(request: HttpRequest, unit: Unit) -> dict[str, Any]:
    return {"code": unit.code, "name": unit.name, "address": links.to(request, "unit", unit.code)}


def unit(request: HttpRequest, of: Unit) -> dict[str, Any]:
    return named(request, of) | {
        "kind": of.kind,
        "level": of.level,
        "institution": of.institution,
        "region": of.region,
        "invented": of.is_invented,
        "parent": shapes.Named(**named(request, of.parent)) if of.parent else None,
        "page": links.page(request, "unit", of.code),
    }


def which(request: HttpRequest, of: Publication) -> dict[str, Any]:
    """A version, as every answer about figures names it."""
    return {
        "unit": of.unit.code,
        "name": of.unit_name,
        "kind": of.unit.kind,
        "region": of.unit.region,
        "invented": of.unit.is_invented,
        "year": of.year,
        "version": of.number,
        "code": of.code,
        "address": version(request, of),
    }


def version(request: HttpRequest, of: Publication) -> str:
    return links.to(request, "version", of.unit.code, of.year, of.number)


def report(request: HttpRequest, of: Publication, headlines: Mapping[str, Decimal | None]) -> dict[str, Any]:
    return which(request, of) | {
        "title": of.title,
        "disclosed": of.disclosed.isoformat(),
        "published_at": moment(of.published_at),
        "headlines": shapes.Headlines(**{name: amount(headlines[name]) for name in HEADLINES}),
        "page": links.page(request, "version", of.unit.code, of.year, of.number),
    }


def entries(wanted: asked.OfReports, **more: Any) -> "QuerySet[Entry]":
    """The current reports that are meant; 404 where `under` is no unit."""
    require_unit(wanted.under)
    found = searching.entries(
        searching.Wanted(
            year=wanted.year,
            kind=wanted.kind or "",
            region=wanted.region or "",
            under=wanted.under or "",
            **more,
        )
    )
    return found.select_related(None).select_related("publication__unit").defer(*HEAVY)


def below(code: str) -> list[int]:
    """Keys of a unit and all below it; 404 where there is no such unit."""
    found = searching.tree(code)
    if not found:
        raise no_unit(code)
    return found


def require_unit(code: str | None) -> None:
    if code and not Unit.objects.filter(code=code).exists():
        raise no_unit(code)


def no_unit(code: str) -> Problem:
    return not_found(f"没有代码为“{code}”的部门或单位；代码见 /api/v1/units")
