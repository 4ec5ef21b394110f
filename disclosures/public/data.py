"""/data/: the data packages, what is in them, and the wide tables of one version."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.editions import EDITIONS
from disclosures import archive
from disclosures.datasets import index, wide, words
from disclosures.datasets.fields import FIXED, Resource
from disclosures.datasets.index import Entry
from disclosures.models import Publication
from disclosures.public import caching, citing, described, missing, offered
from disclosures.public.citing import Citation
from disclosures.public.lists import any_invented
from disclosures.public.offered import Download

SOON = "300"
"""Seconds until a package that is being made is asked for again."""
ZIP, JSON = "application/zip", "application/json"


@dataclass(frozen=True)
class Kept:
    """A package that there ought to be; without an entry while it is being made."""

    scope: str
    entry: Entry | None

    @property
    def years(self) -> str:
        return words.years(self.scope)

    @property
    def title(self) -> str:
        return words.title(self.scope)

    @property
    def file(self) -> str:
        return words.file_name(self.scope)

    @property
    def address(self) -> str:
        return reverse("data-package", args=[self.scope])


def page() -> str:
    packages = list(wanted())
    there = [each for each in packages if each.entry]
    example = there[min(1, len(there) - 1)] if there else None  # the first is that of all years
    context = {
        "invented": any_invented(),
        "packages": packages,
        "described": described.Column("数据下载", "全部已公开决算的数据。"),
        "catalog": described.packages(files(packages), settings.SITE_ADDRESS),
        "example": example.scope if example else "2024",
        "site": settings.SITE_ADDRESS,
        "limits": words.LIMITS,
        "questions": words.QUESTIONS,
        "resources": FIXED,
        "tables": tables(),
        "terms": settings.DATA_TERMS or words.TERMS,
        "cited": example and cited(example),
        "figure": example_of_a_figure(),
    }
    return render_to_string("public/data.html", context)


def files(packages: Iterable[Kept]) -> Iterator[tuple[str, Download]]:
    """Those that are there, each with what it is."""
    for each in packages:
        if each.entry:
            size, sha256 = each.entry.size, each.entry.sha256
            yield each.title, Download(each.file, ZIP, each.address, size, sha256)


def wanted() -> Iterator[Kept]:
    entries = index.entries()
    for scope in index.wanted():
        yield Kept(scope, entries.get(scope))


def tables() -> list[Resource]:
    return [wide.resource(each) for each in wide.tables_of(EDITIONS).values()]


def cited(shown: Kept) -> Citation | None:
    """How to cite a package."""
    if shown.entry is None:
        return None
    day = shown.entry.day
    long = words.cited(shown.title, shown.scope, day, settings.SITE_ADDRESS)
    return Citation(shown.address, words.short(shown.scope, day), long)


def example_of_a_figure() -> Citation | None:
    """Of the newest report, its income."""
    newest = Publication.objects.current().select_related("unit").order_by("-disclosed", "-pk").first()
    if newest is None:
        return None
    found = citing.citation(newest, settings.SITE_ADDRESS)
    where = "收入支出决算总表，本年收入合计，决算数"
    address = f"{found.address}#t01/income.total/amount"
    long = found.long.replace(found.address, address)
    return Citation(address, f"{found.short}，{where}", long)


@require_safe
def data_page(request: HttpRequest) -> HttpResponse:
    return caching.page(request, page())


@require_safe
def data_index(request: HttpRequest) -> HttpResponse:
    content = index.content()
    response = HttpResponse(content, content_type=JSON)
    return caching.conditional(request, response, archive.digest(content), caching.A_MINUTE)


@require_safe
def package(request: HttpRequest, scope: str) -> HttpResponse | FileResponse:
    """503 while it is being made: a script asks again."""
    entry = index.entries().get(scope)
    if entry is None:
        return absent(request, scope)
    known = caching.conditional(request, HttpResponse(), entry.sha256, caching.A_MINUTE)
    if known.status_code != 200:
        return known
    try:
        file = archive.files().open(index.path_of(words.file_name(scope)))
    except FileNotFoundError:
        return absent(request, scope)
    response = FileResponse(file, content_type=ZIP, filename=words.file_name(scope))
    for name in ("ETag", "Cache-Control"):
        response[name] = known[name]
    response["Content-Encoding"] = "identity"  # packed already: it is not to be packed on the way
    return response


@require_safe
def wide_table(request: HttpRequest, unit: str, year: int, number: int, key: str) -> HttpResponse:
    """One table of a version. It is made from the version's figures, which never change."""
    versions = list(Publication.objects.of(unit, year))
    shown = next((each for each in versions if each.number == number), None)
    if shown is None or shown.is_withdrawn:
        return missing.report(request, unit, year, number)
    if key not in {table.key for table in offered.tables(shown)}:
        return missing.page(request)
    response = HttpResponse(offered.wide_table(shown, key), content_type="text/csv; charset=utf-8")
    named = f"{shown.title}第{number}版.{key}.csv"
    response["Content-Disposition"] = content_disposition_header(False, named) or "inline"
    return caching.conditional(request, response, archive.digest(response.content), caching.A_MINUTE)


def absent(request: HttpRequest, scope: str) -> HttpResponse:
    if scope not in index.wanted():
        return missing.page(request)
    links = [missing.Link("数据下载", reverse("data"))]
    told = {
        "heading": "正在重新生成",
        "words": f"{words.title(scope)}正在重新生成，请过几分钟再来。",
        "links": links,
    }
    response = render(request, "public/not_found.html", told, status=503)
    response["Cache-Control"], response["Retry-After"] = "no-cache", SOON
    return response
