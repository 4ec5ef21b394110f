"""Helpful answers for what is not there: each says what exists instead."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.days import day
from accounts.models import Unit
from disclosures.artefacts import BY_KIND
from disclosures.models import Publication


@dataclass(frozen=True)
class Link:
    text: str
    address: str


def page(request: HttpRequest) -> HttpResponse:
    return _answer(request, "没有这个页面", "网址可能有误，或者页面已经移走。")


def unit(request: HttpRequest, code: str) -> HttpResponse:
    return _answer(request, "没有这个单位", f"本站没有代码为“{code}”的部门或单位。")


def region(request: HttpRequest, name: str) -> HttpResponse:
    here = Link("全部地区", reverse("regions"))
    return _answer(request, "没有这个地区", f"本站没有地区为“{name}”的部门或单位。", [here])


def report(request: HttpRequest, code: str, year: int, number: int | None) -> HttpResponse:
    """Says which years the unit has published, or which versions of the year; and what was withdrawn."""
    found = Unit.objects.filter(code=code).first()
    if found is None:
        return unit(request, code)
    published = list(Publication.objects.filter(unit=found).select_related("unit", "withdrawal"))
    versions = [each for each in published if each.year == year]
    asked = next((each for each in versions if number in (None, each.number)), None)
    links = [_version(each, versions[0]) for each in versions if not each.is_withdrawn]
    if asked and asked.is_withdrawn:
        return withdrawn(request, asked, links)
    if asked:
        words = f"{asked.title}第{asked.number}版没有这一页。"
        return _answer(request, "没有这一页", words, links)
    if versions:
        words = f"{found.name}{year}年度决算没有第{number}版。" + ("已公开的版本：" if links else "")
        return _answer(request, "没有这个版本", words, links)
    newest = {each.year: each for each in reversed(published)}
    years = [each for each in reversed(newest) if not newest[each].is_withdrawn]
    links = [Link(f"{each}年度", reverse("report", args=[code, each])) for each in years]
    known = "已公开的年度：" if links else "该单位还没有公开过决算。"
    return _answer(request, "没有这份决算", f"{found.name}没有公开{year}年度决算。{known}", links)


def subject(request: HttpRequest, code: str) -> HttpResponse:
    links = [Link("按科目看", reverse("subjects"))]
    return _answer(request, "没有这个科目", f"公开的决算里没有编码为“{code}”的科目。", links)


def board(request: HttpRequest, years: Iterable[int], year: int | None = None) -> HttpResponse:
    """No list of that year is released, or none at all."""
    links = [Link(f"{each}年度", reverse("board", args=[each])) for each in years]
    known = "已公布的年度：" if links else ""
    of = "" if year is None else f"{year}年度"
    return _answer(request, "没有这份名单", f"财政部门还没有公布{of}应公开决算的单位名单。{known}", links)


def withdrawn(request: HttpRequest, publication: Publication, links: list[Link]) -> HttpResponse:
    """Of which unit and year, and since when; nothing else."""
    what = f"{publication.unit.name}{publication.year}年度决算第{publication.number}版"
    others = "这一年度仍可查看的版本：" if links else ""
    words = f"{what}已于{withdrawn_on(publication)}撤回，不再公开。{others}"
    return _answer(request, "已撤回", words, links, status=410)


def changes(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Of a first version there are none; those that quote a withdrawn version are withdrawn with it."""
    before, here = publication.corrects, [_version(publication, publication)]
    if before and before.is_withdrawn:
        words = f"更正对照引用的第{before.number}版已于{withdrawn_on(before)}撤回，对照不再公开。"
        return _answer(request, "对照已撤回", words, here, status=410)
    words = f"{publication.title}第{publication.number}版没有更正对照。"
    return _answer(request, "没有更正对照", words, here)


def withdrawn_on(publication: Publication) -> str:
    return day(timezone.localdate(publication.withdrawal.at))


def file(request: HttpRequest, publication: Publication, kind: str) -> HttpResponse:
    if kind in BY_KIND and BY_KIND[kind].name in publication.manifest:
        return changes(request, publication)
    here = Link(publication.title, reverse("report", args=[publication.unit.code, publication.year]))
    return _answer(request, "没有这个文件", f"这份决算没有 {kind} 格式的文件。可下载的格式见：", [here])


def _version(publication: Publication, newest: Publication) -> Link:
    address = reverse("version", args=[publication.unit.code, publication.year, publication.number])
    mark = "" if publication == newest else "（已被更正）"
    return Link(f"第{publication.number}版{mark}", address)


def _answer(
    request: HttpRequest, heading: str, words: str, links: list[Link] | None = None, status: int = 404
) -> HttpResponse:
    context = {"heading": heading, "words": words, "links": links or []}
    answer = render(request, "public/not_found.html", context, status=status)
    answer["Cache-Control"] = "no-cache"  # a later version may come to the same address
    return answer
