"""What was published, corrected and withdrawn, as Atom (RFC 4287): the newest first, and all of it in
archives that lead from one to the one before (RFC 5005). A version is one entry: withdrawn, it says so and
nothing else.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.html import escape
from django.views.decorators.http import require_safe

from accounts.models import Unit
from disclosures import archive
from disclosures.models import Publication, PublicationQuerySet
from disclosures.public import caching, citing, missing, offered

NEWEST = 100
SECTION = 250
"""Versions in an archive, in the order in which they were published: the full ones stay as they are."""
CHANGES = "changes.json"
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Feed(Atom1Feed):
    """With links to the archives. Without an entry it is old, and not made just now."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:fh": "http://purl.org/syndication/history/1.0"}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for rel, address in self.feed["beside"].items():
            handler.addQuickElement("link", "", {"rel": rel, "href": address})
        if self.feed["is_archive"]:
            handler.addQuickElement("fh:archive")

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else LONG_AGO


def newest(site: str) -> str:
    beside = {"prev-archive": f"{site}{reverse('feed-archive', args=[last])}"} if (last := sections()) else {}
    address, home = reverse("feed"), reverse("home")
    return written("公开、更正和撤回的决算", address, home, latest(Publication.objects.all()), site, beside)


def archived(number: int, site: str) -> str | None:
    """None where there is none of that number."""
    last = sections()
    if not 1 <= number <= last:
        return None
    found = read(Publication.objects.order_by("pk"))[(number - 1) * SECTION : number * SECTION]
    near = {"prev-archive": number - 1, "next-archive": number + 1}
    beside = {"current": site + reverse("feed")}
    for rel, other in near.items():
        if 1 <= other <= last:
            beside[rel] = site + reverse("feed-archive", args=[other])
    title, address = f"公开、更正和撤回的决算（存档{number}）", reverse("feed-archive", args=[number])
    return written(title, address, reverse("home"), reversed(found), site, beside, is_archive=True)


def of_unit(unit: Unit, site: str) -> str:
    """Of a department also what its units published."""
    members = [unit.pk, *Unit.objects.below(unit).values_list("pk", flat=True)]
    address, page = reverse("unit-feed", args=[unit.code]), reverse("unit", args=[unit.code])
    return written(
        f"{unit.name}的决算", address, page, latest(Publication.objects.filter(unit__in=members)), site
    )


def of_region(name: str, site: str) -> str | None:
    """None where no unit is in a region of that name."""
    if not Unit.objects.filter(region=name).exists():
        return None
    address, page = reverse("region-feed", args=[name]), reverse("region", args=[name])
    return written(
        f"{name}的决算", address, page, latest(Publication.objects.filter(unit__region=name)), site
    )


def sections() -> int:
    return section_of(Publication.objects.count())


def section_of(versions: int) -> int:
    """In which archive that version is, counted from 1."""
    return -(-versions // SECTION)


def latest(found: PublicationQuerySet) -> list[Publication]:
    """Those that were published or withdrawn last."""
    by_day = read(found.exclude(withdrawal=None).order_by("-withdrawal__at"))[:NEWEST]
    both = {each.pk: each for each in (*read(found.order_by("-pk"))[:NEWEST], *by_day)}
    return sorted(both.values(), key=lambda each: (updated(each), each.pk), reverse=True)[:NEWEST]


def read(found: PublicationQuerySet) -> PublicationQuerySet:
    return found.select_related("unit", "withdrawal", "corrects__withdrawal")


def written(
    title: str,
    address: str,
    page: str,
    versions: Iterable[Publication],
    site: str,
    beside: dict[str, str] | None = None,
    *,
    is_archive: bool = False,
) -> str:
    feed = Feed(
        title=title,
        link=site + page,
        description=None,
        language=settings.LANGUAGE_CODE,
        author_name=settings.SITE_NAME,
        feed_url=site + address,
        feed_guid=site + address,
        beside=beside or {},
        is_archive=is_archive,
    )
    for version in versions:
        feed.add_item(**entry(version, site))
    return feed.writeString("utf-8")


def entry(version: Publication, site: str) -> dict[str, Any]:
    told = {
        "link": citing.stable_address(version, site),
        "unique_id": identifier(version, site),
        "pubdate": version.published_at,
        "updateddate": updated(version),
    }
    if version.is_withdrawn:
        title = f"{version.unit.name}{version.year}年度决算第{version.number}版已撤回"
        words = f"已于{missing.withdrawn_on(version)}撤回，不再公开。"
        return told | described(title, words, version.unit.name, "撤回")
    title = f"{version.title}（第{version.number}版）" if version.number > 1 else version.title
    words, kind = "".join(summary(version)), "更正" if version.corrects else "公开"
    told["enclosures"] = [
        Enclosure(site + each.address, str(each.size), each.type)
        for each in offered.downloads(version)
        if not each.is_beside
    ]
    return told | described(title, words, version.unit_name, kind)


def described(title: str, words: str, author: str, kind: str) -> dict[str, Any]:
    """The words as HTML, which is what a summary is."""
    texts = {"title": title, "description": escape(words), "author_name": author}
    return {**{name: NO_XML.sub("", text) for name, text in texts.items()}, "categories": [kind]}


def summary(version: Publication) -> Iterator[str]:
    """That it was published; of a correction also what was corrected and why, as its difference tells."""
    yield "虚构数据，仅供演示和测试。" if version.unit.is_invented else ""
    yield f"{version.unit_name}公开{version.year}年度决算第{version.number}版，版本编码{version.code}。"
    if version.corrects and CHANGES in version.files:
        told = json.loads(archive.content(version, CHANGES))
        cells, texts = len(told["cells"]), len(told["texts"])
        reason = (told["correction"] or {}).get("reason", "")
        yield f"更正第{version.corrects.number}版：改动 {cells} 个数、{texts} 处文字"
        yield f"；原因：{reason.rstrip('。')}。" if reason else "。"


def updated(version: Publication) -> datetime:
    """When the entry came to say what it says; a difference goes with the version that it quotes."""
    quoted = [version.corrects] if version.corrects else []
    return max(
        version.published_at,
        *(each.withdrawal.at for each in (version, *quoted) if each.is_withdrawn),
        LONG_AGO,
    )


def identifier(version: Publication, site: str) -> str:
    """The same whatever the version's address becomes, as long as the site keeps its own (RFC 4151)."""
    host = site.partition("://")[2].partition(":")[0] or "localhost"
    place = f"{version.unit.code}/{version.year}/v{version.number}"
    return f"tag:{host},{version.published_at:%Y-%m-%d}:{place}"


@require_safe
def newest_feed(request: HttpRequest) -> HttpResponse:
    return answer(request, newest(citing.site_of(request)))


@require_safe
def archive_feed(request: HttpRequest, number: int) -> HttpResponse:
    found = archived(number, citing.site_of(request))
    return missing.page(request) if found is None else answer(request, found)


@require_safe
def unit_feed(request: HttpRequest, unit: str) -> HttpResponse:
    found = Unit.objects.filter(code=unit).first()
    if found is None:
        return missing.unit(request, unit)
    return answer(request, of_unit(found, citing.site_of(request)))


@require_safe
def region_feed(request: HttpRequest, region: str) -> HttpResponse:
    found = of_region(region, citing.site_of(request))
    return missing.region(request, region) if found is None else answer(request, found)


def answer(request: HttpRequest, feed: str) -> HttpResponse:
    return caching.text(request, HttpResponse(feed, content_type=Feed.content_type))
