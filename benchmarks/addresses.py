"""What readers ask the portal for, as addresses of a sample of what is published: a line for each kind.

`django.setup()` must have been called.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from disclosures.catalogue.models import Entry, Spending
from disclosures.models import Publication

KEPT = 60
"""Reports of the sample: so many are laid out and asked for, in turn."""
COMMON = ("经费", "培训", "维修", "设备", "采购", "会议", "接待", "工资", "住房", "医疗")
THREE = ("办公费", "公积金", "差旅费", "培训费", "一般性", "养老保", "会议费", "预决算")
LONG = ("信息系统运行维护", "行政单位医疗 住房公积金", "公务用车 公务接待", "办公用房维修改造")


@dataclass(frozen=True)
class Sample:
    """`reports`: current versions with all files. `entries`: of any. `subjects`: that money was spent on."""

    reports: Sequence[Publication]
    entries: Sequence[Entry]
    subjects: Sequence[str]


def sample(seed: int) -> Sample:
    chance = Random(seed)
    whole = Publication.objects.current().filter(manifest__has_key="checks.json").order_by("pk")
    reports = picked(chance, whole.values_list("pk", flat=True))
    entries = picked(chance, Entry.objects.order_by("pk").values_list("pk", flat=True))
    codes = Spending.objects.filter(table="t03").order_by("code").values_list("code", flat=True).distinct()
    return Sample(
        reports=list(Publication.objects.filter(pk__in=reports).select_related("unit").order_by("pk")),
        entries=list(
            Entry.objects.filter(pk__in=entries).select_related("unit").only("year", "name", "unit")
        ),
        subjects=picked(chance, codes),
    )


def picked(chance: Random, found: Iterable[Any]) -> list[Any]:
    every = list(found)
    return chance.sample(every, min(KEPT, len(every)))


def report(each: Publication) -> str:
    return f"/{each.unit.code}/{each.year}/"


def version(each: Publication) -> str:
    return f"{report(each)}v{each.number}/"


def initials(entry: Entry) -> str:
    """Of the first four characters of the unit's name."""
    return entry.name.splitlines()[2][:4]


def place(entry: Entry) -> str:
    """The name of the region, without the mark: two characters that few units have."""
    return entry.unit.region[:2]


def search(**asked: Any) -> str:
    return f"/search/?{urlencode(asked)}"


def of_reports(make: Callable[[Publication], str]) -> Callable[[Sample], list[str]]:
    return lambda sample: [make(each) for each in sample.reports]


def of_entries(make: Callable[[Entry], str]) -> Callable[[Sample], list[str]]:
    return lambda sample: [make(each) for each in sample.entries]


def of_words(words: Sequence[str], **more: Any) -> Callable[[Sample], list[str]]:
    return lambda _: [search(q=word, **more) for word in words]


def always(path: str) -> Callable[[Sample], list[str]]:
    return lambda _: [path]


def side_by_side(sample: Sample) -> list[str]:
    codes = [each.unit.code for each in sample.reports]
    threes = [codes[n : n + 3] for n in range(0, len(codes) - 2, 3)]
    return [f"/compare/?{urlencode({'units': ','.join(each)}, safe=',')}" for each in threes]


NGINX, DJANGO, PLAIN = "nginx", "Django", "plain"
"""nginx, which has a file or asks Django; Django without it; nginx with the same files and no rules."""
ASKED: tuple[tuple[str, str, Callable[[Sample], list[str]]], ...] = (
    ("report page, a plain file", PLAIN, of_reports(report)),
    ("report page", NGINX, of_reports(report)),
    ("report page", DJANGO, of_reports(report)),
    ("its checks", NGINX, of_reports(lambda each: f"{version(each)}checks/")),
    ("its JSON", NGINX, of_reports(lambda each: f"{version(each)}report.json")),
    ("home", NGINX, always("/")),
    ("home", DJANGO, always("/")),
    ("unit", NGINX, of_reports(lambda each: f"/{each.unit.code}/")),
    ("unit", DJANGO, of_reports(lambda each: f"/{each.unit.code}/")),
    ("region", NGINX, of_reports(lambda each: f"/regions/{quote(each.unit.region)}/")),
    ("region", DJANGO, of_reports(lambda each: f"/regions/{quote(each.unit.region)}/")),
    ("search: all reports", NGINX, always(search())),
    ("search: two characters, common", NGINX, of_words(COMMON)),
    ("search: two characters, a place", NGINX, of_entries(lambda each: search(q=place(each)))),
    ("search: three characters", NGINX, of_words(THREE)),
    ("search: longer, several words", NGINX, of_words(LONG)),
    ("search: initials of a unit", NGINX, of_entries(lambda each: search(q=initials(each)))),
    ("search: one character", NGINX, of_words(tuple("财教民水农卫交"))),
    ("search: nothing found", NGINX, of_words(("不存在的词语", "量子计算机", "xyzq"))),
    ("search: common, by spending", NGINX, of_words(COMMON, sort="-spending")),
    ("search: common, by name", NGINX, of_words(COMMON, sort="title")),
    ("search: common, page 10", NGINX, of_words(COMMON, page=10)),
    (
        "search: with year, kind and amounts",
        NGINX,
        of_words(COMMON, year=2023, kind="department", least=100, most=100_000),
    ),
    (
        "search: with the region",
        NGINX,
        of_entries(lambda each: search(q="经费", region=each.unit.region)),
    ),
    ("search: the region alone", NGINX, of_entries(lambda each: search(region=each.unit.region))),
    (
        "search: below a department",
        NGINX,
        of_entries(lambda each: search(q="培训", under=each.unit.code)),
    ),
    ("search: amounts alone", NGINX, lambda _: [search(least=n * 1000, most=n * 1010) for n in range(1, 9)]),
    ("unit over years", NGINX, of_reports(lambda each: f"/{each.unit.code}/compare/")),
    ("units side by side", NGINX, side_by_side),
    ("subject", NGINX, lambda sample: [f"/subjects/t03/{code}/" for code in sample.subjects]),
    ("subjects", NGINX, always("/subjects/")),
    ("ranking", NGINX, always("/rankings/")),
    ("API: start", DJANGO, always("/api/v1/")),
    ("API: reports of a year", DJANGO, lambda _: [f"/api/v1/reports?year={n}" for n in range(2020, 2025)]),
    ("API: a report", DJANGO, of_reports(lambda each: f"/api/v1/reports/{each.unit.code}/{each.year}")),
    (
        "API: its figures",
        DJANGO,
        of_reports(lambda each: f"/api/v1/reports/{each.unit.code}/{each.year}/figures"),
    ),
    ("API: one figure of all", DJANGO, always("/api/v1/figures?address=t03/total/total&year=2024")),
    ("API: units", DJANGO, always("/api/v1/units")),
    ("wide table as CSV", NGINX, of_reports(lambda each: f"{version(each)}tables/t03.csv")),
    ("feed", NGINX, always("/feed")),
    ("sitemap", NGINX, always("/sitemap.xml")),
    ("data page", NGINX, always("/data/")),
)
STAYS = (
    *("/", "/feed", "/sitemap.xml", "/robots.txt", "/regions/", "/data/", "/board/", "/log/checkpoint"),
    *("/subjects/", "/rankings/"),
)
"""Asked for with Django and PostgreSQL stopped, beside the pages and files of each report and unit."""


def that_stay(sample: Sample) -> list[tuple[str, str]]:
    """Kind and address."""
    found = [(path, path) for path in STAYS]
    for each in sample.reports:
        here = version(each)
        found += [("report", report(each)), ("version", here), ("checks", f"{here}checks/")]
        found += [(f"report.{kind}", f"{here}report.{kind}") for kind in ("json", "csv", "txt", "zip")]
        found += [("unit", f"/{each.unit.code}/"), ("unit's feed", f"/{each.unit.code}/feed")]
        found += [("region", f"/regions/{quote(each.unit.region)}/")]
        found += [("unit over years", f"/{each.unit.code}/compare/")]
        found += [("table of the unit over years", f"/{each.unit.code}/compare/t03/")]
    return list(dict.fromkeys(found))
