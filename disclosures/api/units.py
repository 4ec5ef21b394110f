"""部门 and 单位."""

from typing import Annotated

from django.db.models import Q
from django.http import HttpRequest
from ninja import Query, Router

from accounts.models import Unit
from disclosures.api import asked, links, paging, shapes, telling
from disclosures.models import Publication

router = Router(tags=["单位 (units)"])
ORDER = ("code",)


@router.get("/units", response=shapes.Units, summary="部门和单位 (list of units)")
def units(request: HttpRequest, wanted: Annotated[asked.UnitsAsked, Query()]) -> shapes.Units:
    """按代码排列。没有公开过决算的单位也列出。"""
    found = Unit.objects.select_related("parent")
    for word in (wanted.q or "").split():
        borne = Q(pk__in=Unit.objects.filter(names__name__icontains=word))
        found = found.filter(Q(name__icontains=word) | Q(code__icontains=word) | borne)
    if wanted.region:
        found = found.filter(region=wanted.region)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.under:
        found = found.filter(pk__in=telling.below(wanted.under))
    page = paging.paged(found, ORDER, wanted.cursor, wanted.limit)
    return shapes.Units(
        items=[shapes.Unit(**telling.unit(request, each)) for each in page.rows],
        next=links.turning(request, page.next),
        previous=links.turning(request, page.previous),
    )


@router.get("/units/{code}", response=shapes.OneUnit, summary="一个部门或单位 (one unit)")
def unit(request: HttpRequest, code: asked.UnitInPath) -> shapes.OneUnit:
    """名称沿革、上级、承接关系，以及各年度最新的决算。"""
    of = Unit.objects.select_related("parent").filter(code=code).first()
    if of is None:
        raise telling.no_unit(code)
    newest = Publication.objects.newest().filter(unit=of).order_by("-year").select_related("withdrawal")
    return shapes.OneUnit(
        **telling.unit(request, of),
        dissolved=of.dissolved,
        successors=[shapes.Named(**telling.named(request, each)) for each in of.successors.all()],
        predecessors=[shapes.Named(**telling.named(request, each)) for each in of.predecessors.all()],
        names=[
            shapes.Name(name=each.name, valid_from=each.valid_from.isoformat() if each.valid_from else None)
            for each in of.names.all()
        ],
        below=links.with_query(links.to(request, "units"), {"under": of.code}),
        reports=[year(request, of, each) for each in newest.defer("manifest")],
    )


def year(request: HttpRequest, of: Unit, newest: Publication) -> shapes.Year:
    return shapes.Year(
        year=newest.year,
        version=newest.number,
        disclosed=newest.disclosed.isoformat(),
        withdrawn=newest.is_withdrawn,
        address=links.to(request, "report", of.code, newest.year),
    )
