"""Helpful answers for what is not there: each says what exists instead."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.models import Unit
from disclosures.models import Publication


@dataclass(frozen=True)
class Link:
    text: str
    address: str


def page(request: HttpRequest) -> HttpResponse:
    return _answer(request, "没有这个页面", "网址可能有误，或者页面已经移走。")


def unit(request: HttpRequest, code: str) -> HttpResponse:
    return _answer(request, "没有这个单位", f"本站没有代码为“{code}”的部门或单位。")


def report(request: HttpRequest, code: str, year: int, number: int | None) -> HttpResponse:
    """Says which years the unit has published, or which versions of the year."""
    found = Unit.objects.filter(code=code).first()
    if found is None:
        return unit(request, code)
    published = list(Publication.objects.filter(unit=found).order_by("-year", "-number"))
    versions = [each for each in published if each.year == year]
    if versions:
        words = f"{found.name}{year}年度决算没有第{number}版。已公开的版本："
        return _answer(request, "没有这个版本", words, [_version(each) for each in versions])
    years = dict.fromkeys(each.year for each in published)
    links = [Link(f"{each}年度", reverse("report", args=[code, each])) for each in years]
    known = "已公开的年度：" if links else "该单位还没有公开过决算。"
    return _answer(request, "没有这份决算", f"{found.name}没有公开{year}年度决算。{known}", links)


def board(request: HttpRequest, years: Iterable[int], year: int | None = None) -> HttpResponse:
    """No list of that year is released, or none at all."""
    links = [Link(f"{each}年度", reverse("board", args=[each])) for each in years]
    known = "已公布的年度：" if links else ""
    of = "" if year is None else f"{year}年度"
    return _answer(request, "没有这份名单", f"财政部门还没有公布{of}应公开决算的单位名单。{known}", links)


def file(request: HttpRequest, publication: Publication, kind: str) -> HttpResponse:
    here = Link(publication.title, reverse("report", args=[publication.unit.code, publication.year]))
    return _answer(request, "没有这个文件", f"这份决算没有 {kind} 格式的文件。可下载的格式见：", [here])


def _version(publication: Publication) -> Link:
    address = reverse("version", args=[publication.unit.code, publication.year, publication.number])
    return Link(f"第{publication.number}版", address)


def _answer(request: HttpRequest, heading: str, words: str, links: list[Link] | None = None) -> HttpResponse:
    context = {"heading": heading, "words": words, "links": links or []}
    return render(request, "public/not_found.html", context, status=404)
