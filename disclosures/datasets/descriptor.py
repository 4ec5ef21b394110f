"""`datapackage.json` (Frictionless Data Package, version 1) and the README of a data package. Pure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from accounts.days import day
from disclosures.datasets.fields import Resource, schema
from disclosures.datasets.package import Facts
from disclosures.datasets.words import CITED_FIGURE, LIMITS, SOURCE, cited

NAME, README = "datapackage.json", "README.txt"


@dataclass(frozen=True)
class Described:
    """A package as its own files tell of it. `missing`: versions whose figures are not in it, in words."""

    scope: str
    title: str
    site: str
    terms: str
    as_of: datetime
    publications: int
    missing: Sequence[str]
    facts: Mapping[str, Facts]
    """By path."""


def datapackage(package: Described, resources: Sequence[Resource]) -> bytes:
    data = {
        "profile": "tabular-data-package",
        "name": f"juesuan-{package.scope}",
        "title": package.title,
        "description": " ".join(LIMITS),
        "created": package.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        **({"homepage": f"{package.site}/data/"} if package.site else {}),
        "sources": [{"title": SOURCE, **({"path": f"{package.site}/"} if package.site else {})}],
        "terms": package.terms,
        "missing": list(package.missing),
        "resources": [_resource(each, package.facts[each.path]) for each in resources],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(resource: Resource, facts: Facts) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": resource.name,
        "path": resource.path,
        "title": resource.title,
        **({"description": resource.about} if resource.about else {}),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": facts.size,
        "hash": f"sha256:{facts.sha256}",
        "schema": schema(resource),
    }


def readme(package: Described, resources: Sequence[Resource]) -> bytes:
    return ("\r\n".join(_lines(package, resources)) + "\r\n").encode("utf-8-sig")


def _lines(package: Described, resources: Sequence[Resource]) -> Iterator[str]:
    home = package.site or "本网站 "
    yield package.title
    yield f"{package.publications} 份决算的现行版本，截至{day(package.as_of.date())}。"
    yield f"来源：{home}/data/　{SOURCE}"
    yield from ("", "一、文件", "")
    for each in resources:
        facts = package.facts[each.path]
        about = f"：{each.about}" if each.about else "　"
        yield f"{each.path}　{each.title}{about}{facts.lines:,} 行，{facts.size:,} 字节"
        yield f"  SHA-256　{facts.sha256}"
    yield "tables/ 中每行是表上的一行，每栏一列；同一张表，各单位依次相接；表上空白的为空。"
    yield f"{NAME}　每个文件每一栏的说明，供程序读取（Frictionless Data Package）。"
    yield "CSV 为 UTF-8，带 BOM，Excel 可以直接打开；一张表最多 1,048,576 行，figures.csv 更长时请用程序读。"
    yield from ("", "二、数据说明", "", *LIMITS)
    yield from ("", "三、没有收入的", "")
    yield from package.missing or ("没有。",)
    yield from ("", "四、使用和引用", "", package.terms)
    yield cited(package.title, package.scope, package.as_of.date(), package.site)
    yield CITED_FIGURE
