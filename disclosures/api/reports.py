"""Reports: the list of the current ones, and each version by itself."""

import json
from collections import Counter
from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from disclosures import archive
from disclosures.api import asked, links, paging, shapes, telling
from disclosures.api.problems import Problem, not_found
from disclosures.catalogue import reading, searching, words
from disclosures.catalogue.models import Entry
from disclosures.catalogue.reading import HEADLINES
from disclosures.catalogue.tables import Table
from disclosures.models import Publication
from disclosures.public import citing, missing, offered, pages

router = Router(tags=["决算 (reports)"])
ORDERS = {
    "-year": ("-year", "unit_id"),
    "published": ("publication_id", "unit_id"),
    "-published": ("-publication_id", "unit_id"),
    "spending": ("spending", "publication_id"),
    "-spending": ("-spending", "-publication_id"),
}
CHECKS, CHANGES, REPORT = "checks.json", "changes.json", "report.json"


@router.get("/reports", response=shapes.Reports, summary="决算 (list of reports)")
def reports(request: HttpRequest, wanted: Annotated[asked.ReportsAsked, Query()]) -> shapes.Reports:
    """各单位各年度最新的一版；撤回的不列。不给总数：一直翻到 next 为 null。"""
    found = telling.entries(wanted, least=wan(wanted.least), most=wan(wanted.most))
    if wanted.since:
        found = found.filter(publication__disclosed__gte=wanted.since)
    if "spending" in wanted.sort:
        found = found.exclude(spending=None)
    having = searching.having(found, words.terms(wanted.q or ""))
    page = paging.paged(having, ORDERS[wanted.sort], wanted.cursor, wanted.limit)
    return shapes.Reports(
        items=[
            shapes.Report(**telling.report(request, each.publication, headlines(each))) for each in page.rows
        ],
        next=links.turning(request, page.next),
        previous=links.turning(request, page.previous),
    )


@router.get(
    "/reports/{unit}/{year}", response=shapes.OneReport, summary="一份决算最新的一版 (the newest version)"
)
def report(request: HttpRequest, unit: asked.UnitInPath, year: asked.YearInPath) -> shapes.OneReport:
    """主要数字、文件及其校验值、更正、检查结果。最新的一版已撤回的，答复 410：更早的版本不会自己恢复。"""
    return told(request, *versions_of(request, unit, year))


@router.get(
    "/reports/{unit}/{year}/versions/{number}",
    response=shapes.OneReport,
    summary="一份决算的某一版 (one version, for good)",
)
def version(
    request: HttpRequest, unit: asked.UnitInPath, year: asked.YearInPath, number: asked.NumberInPath
) -> shapes.OneReport:
    """同上。这一版说的不再改变；撤回后答复 410。"""
    return told(request, *versions_of(request, unit, year, number))


@router.get("/reports/{unit}/{year}/figures", response=shapes.Figures, summary="一份决算的数 (its figures)")
def figures(
    request: HttpRequest,
    unit: asked.UnitInPath,
    year: asked.YearInPath,
    wanted: Annotated[asked.TableAsked, Query()],
) -> shapes.Figures:
    """最新一版的全部数，每个带地址、行名、栏名；不分页。较早版本的数在其 JSON、CSV 文件中。"""
    shown, _ = versions_of(request, unit, year)
    tables = contents(shown)[1]
    known = [table.key for table in tables]
    if wanted.table and wanted.table not in known:
        raise not_found(f"这份决算没有表“{wanted.table}”；有：{'、'.join(known)}")
    return shapes.Figures(
        **telling.which(request, shown),
        figures=[
            shapes.Figure(
                address=f"{table.key}/{line.key}/{column}",
                table=table.title,
                row=line.title,
                column=table.columns[column],
                amount=f"{figure.amount:f}",
                unit=figure.unit,
            )
            for table in tables
            if wanted.table in (None, table.key)
            for line in table.lines
            for column, figure in line.figures.items()
        ],
    )


def wan(yuan: Decimal | None) -> Decimal | None:
    """The catalogue is asked in 万元."""
    return None if yuan is None else yuan / 10_000


def headlines(entry: Entry) -> dict[str, Decimal | None]:
    return {name: getattr(entry, name) for name in HEADLINES}


def versions_of(
    request: HttpRequest, unit: str, year: int, number: int | None = None
) -> tuple[Publication, list[Publication]]:
    """The version of that number, or the newest, and all of the year. 404, or 410 where it was withdrawn."""
    versions = list(Publication.objects.of(unit, year))
    shown = next((each for each in versions if number in (None, each.number)), None)
    if shown is None:
        raise absent(unit, year, number, versions)
    if shown.is_withdrawn:
        others = [telling.version(request, each) for each in versions if not each.is_withdrawn]
        what = f"{shown.unit.name}{year}年度决算第{shown.number}版"
        words = f"{what}已于{missing.withdrawn_on(shown)}撤回，不再公开"
        raise Problem(410, words, versions=others)
    return shown, versions


def absent(unit: str, year: int, number: int | None, versions: list[Publication]) -> Problem:
    """Says what there is instead."""
    telling.require_unit(unit)
    if versions:
        there = "、".join(str(each.number) for each in reversed(versions) if not each.is_withdrawn)
        return not_found(f"{unit} {year}年度决算没有第{number}版；有：{there or '无'}")
    years = Publication.objects.current().filter(unit__code=unit).order_by("-year")
    there = "、".join(map(str, years.values_list("year", flat=True)))
    return not_found(f"{unit} 没有公开{year}年度决算；有：{there or '无'}")


def told(request: HttpRequest, shown: Publication, versions: list[Publication]) -> shapes.OneReport:
    is_newest = shown == versions[0]
    return shapes.OneReport(
        **telling.report(request, shown, contents(shown)[0]),
        edition=shown.edition,
        newest=is_newest,
        corrects=correction(request, shown),
        versions=[
            shapes.Version(
                version=each.number,
                code=each.code,
                disclosed=each.disclosed.isoformat(),
                withdrawn=telling.moment(each.withdrawal.at)[:10] if each.is_withdrawn else None,
                address=telling.version(request, each),
            )
            for each in versions
        ],
        figures=links.to(request, "figures", shown.unit.code, shown.year) if is_newest else None,
        files=[
            shapes.File(
                kind=each.address.rpartition(".")[2],
                name=each.label,
                type=each.type,
                size=each.size,
                sha256=each.sha256 or None,
                sm3=each.sm3 or None,
                address=citing.site_of(request) + each.address,
            )
            for each in offered.downloads(shown)
        ],
        checks=checks(request, shown),
        citation=citing.citation(shown, citing.site_of(request)).long,
    )


def contents(shown: Publication) -> tuple[dict[str, Decimal | None], tuple[Table, ...]]:
    """Headline figures and tables: from the catalogue, which has the newest version, else from its file."""
    entry = Entry.objects.filter(publication=shown).only("tables", *HEADLINES).first()
    if entry:
        return headlines(entry), entry.figures
    found = reading.read(archive.content(shown, REPORT))
    return found.headlines, found.tables


def correction(request: HttpRequest, shown: Publication) -> shapes.Correction | None:
    before = shown.corrects
    if before is None:
        return None
    place = shown.unit.code, shown.year
    why = json.loads(archive.content(shown, CHANGES))["correction"] if CHANGES in shown.files else {}
    return shapes.Correction(
        kind=why.get("kind"),
        reason=why.get("reason"),
        reference=why.get("reference") or None,
        version=before.number,
        code=before.code,
        withdrawn=before.is_withdrawn,
        address=links.to(request, "version", *place, before.number),
        changes=links.page(request, "changes", *place, shown.number) if pages.has_changes(shown) else None,
    )


def checks(request: HttpRequest, shown: Publication) -> shapes.Checks | None:
    if CHECKS not in shown.files:
        return None
    rules = json.loads(archive.content(shown, CHECKS))["rules"]
    ended = Counter(rule["result"] for rule in rules)
    page = links.page(request, "checks", shown.unit.code, shown.year, shown.number)
    return shapes.Checks(**{name: ended[name] for name in shapes.ENDED}, page=page)
