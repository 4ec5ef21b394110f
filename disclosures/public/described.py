"""What a page says of itself to machines: the meta tags of Chinese government sites, and schema.org's words.

The names of the tags are those of the 政府网站发展指引 (国办发〔2017〕47号), appendix on web pages: a site, a
column (栏目) of it, an article in a column. Its Description is what HTML calls description.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Unit
from disclosures.models import Publication
from disclosures.public import citing
from disclosures.public.offered import Download

KEYWORDS = "决算,部门决算,单位决算,预决算公开,财政信息公开"
CONTEXT = "https://schema.org"


@dataclass(frozen=True)
class Column:
    """栏目: a list, or a page that leads to others."""

    name: str
    about: str = ""
    keywords: str = KEYWORDS
    kind: str = "信息公开"


REPORTS = Column("决算", "各部门、各单位公开的决算。")
"""Of a page that says nothing else."""
BOARD = Column("公开情况", "应公开决算的部门、单位：谁已公开，何时公开，谁尚未公开。")


@dataclass(frozen=True)
class Article:
    """内容页, in a column."""

    title: str
    published: str
    """2025-09-26 09:30, Chinese time."""
    source: str
    keywords: str
    address: str
    column: Column = REPORTS


Described = Column | Article


def tags(of: Described) -> Iterator[tuple[str, str]]:
    """Names and contents; what is not set is left out."""
    column = of.column if isinstance(of, Article) else of
    yield from filled(
        SiteName=settings.SITE_NAME,
        SiteDomain=urlsplit(settings.SITE_ADDRESS).hostname or "",
        SiteIDCode=settings.SITE_ID_CODE,
    )
    yield from filled(
        ColumnName=column.name,
        ColumnDescription=column.about,
        ColumnKeywords=column.keywords,
        ColumnType=column.kind,
    )
    if isinstance(of, Article):
        yield from filled(
            ArticleTitle=of.title,
            PubDate=of.published,
            ContentSource=of.source,
            Keywords=of.keywords,
            Author=of.source,
            Url=of.address,
        )


def filled(**contents: str) -> Iterator[tuple[str, str]]:
    yield from ((name, content) for name, content in contents.items() if content)


def article(shown: Publication, site: str) -> Article:
    at = timezone.localtime(shown.published_at)
    keywords = f"{shown.unit_name},{shown.year}年度,{KEYWORDS}"
    address = citing.stable_address(shown, site)
    return Article(shown.title, f"{at:%Y-%m-%d %H:%M}", shown.unit_name, keywords, address)


def dataset(shown: Publication, downloads: Sequence[Download], site: str) -> dict[str, Any]:
    """A version as schema.org's Dataset, with its files."""
    body, here = organisation(shown.unit, site, shown.unit_name), citing.stable_address(shown, site)
    period = f"{shown.year}-01-01/{shown.year}-12-31"
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": here,
        "url": here,
        "name": shown.title,
        "description": f"{'虚构数据，仅供演示和测试。' if shown.unit.is_invented else ''}"
        f"{shown.unit_name}公开的{shown.year}年度决算第{shown.number}版：收入、支出、财政拨款、“三公”经费等"
        "各张决算表的全部数，情况说明和名词解释；PDF 正式文本和数据文件。数据中的金额为元。",
        "identifier": shown.code,
        "version": str(shown.number),
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "datePublished": f"{shown.disclosed}",
        "dateModified": timezone.localtime(shown.published_at).isoformat(timespec="seconds"),
        "creator": body,
        "publisher": body,
        "temporalCoverage": period,
        **({"spatialCoverage": {"@type": "Place", "name": shown.unit.region}} if shown.unit.region else {}),
        **licence(),
        **corrected(shown, site),
        "includedInDataCatalog": site_catalog(site),
        "distribution": [download(each, site) for each in downloads],
    }


def corrected(shown: Publication, site: str) -> dict[str, str]:
    """What it is based on: the version that it corrects, as long as that stands."""
    before = shown.corrects
    if before is None or before.is_withdrawn:
        return {}
    return {"isBasedOn": address_of(shown.unit, before, site)}


def address_of(unit: Unit, version: Publication, site: str) -> str:
    return site + reverse("version", args=[unit.code, version.year, version.number])


def organisation(unit: Unit, site: str, name: str) -> dict[str, Any]:
    address = site + reverse("unit", args=[unit.code])
    return {"@type": "GovernmentOrganization", "@id": address, "url": address, "name": name}


def licence() -> dict[str, str]:
    """Where the site says so by an address."""
    terms = settings.DATA_TERMS
    return {"license": terms} if terms.startswith(("http://", "https://")) else {}


def download(file: Download, site: str) -> dict[str, Any]:
    hashed = {"sha256": file.sha256} if file.sha256 else {}
    return {
        "@type": "DataDownload",
        "name": file.label,
        "encodingFormat": file.type,
        "contentUrl": site + file.address,
        "contentSize": f"{file.size} B",
        **hashed,
    }


def site_catalog(site: str) -> dict[str, Any]:
    address = site + reverse("data")
    return {"@type": "DataCatalog", "@id": address, "url": address, "name": settings.SITE_NAME}


def packages(kept: Iterable[tuple[str, Download]], site: str) -> dict[str, Any]:
    """Everything, as the site's DataCatalog. `kept`: what each package is, and its file."""
    return {
        "@context": CONTEXT,
        **site_catalog(site),
        **licence(),
        "dataset": [
            {
                "@type": "Dataset",
                "@id": site + file.address,
                "url": site + reverse("data"),
                "name": title,
                "description": f"{title}：全部现行版本各张决算表的数，CSV，带字段说明和文件清单；金额为元。",
                "isAccessibleForFree": True,
                **licence(),
                "distribution": [download(file, site)],
            }
            for title, file in kept
        ],
    }


def catalog(unit: Unit, current: Sequence[Publication], site: str) -> dict[str, Any]:
    """What a unit published, as schema.org's DataCatalog. `current`: its versions that stand."""
    address = site + reverse("unit", args=[unit.code])
    return {
        "@context": CONTEXT,
        "@type": "DataCatalog",
        "@id": f"{address}#catalog",
        "url": address,
        "name": f"{unit.name}的决算",
        "publisher": organisation(unit, site, unit.name),
        "dataset": [
            {
                "@type": "Dataset",
                "@id": address_of(unit, each, site),
                "url": address_of(unit, each, site),
                "name": each.title,
                "identifier": each.code,
            }
            for each in current
        ],
    }
