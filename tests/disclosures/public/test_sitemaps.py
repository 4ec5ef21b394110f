"""The sitemap names every page that stays, and robots.txt says what robots leave alone."""

from collections.abc import Iterator

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from disclosures import withdrawing
from disclosures.models import Publication
from disclosures.public import sitemaps
from tests.disclosures.duties.years import DUE, unit
from tests.disclosures.duties.years import published as made
from tests.disclosures.public.test_pages import queries
from tests.stages import PUBLISHER

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "http://testserver"


def listed(client: Client, address: str, kind: str) -> Iterator[str]:
    """Held against what sitemaps.org demands: one address each, of this site, and a day."""
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/xml; charset=utf-8"
    found = fromstring(answer.content)
    assert found.tag == NAMESPACE + {"sitemap": "sitemapindex", "url": "urlset"}[kind]
    assert 0 < len(found) <= 50_000
    for each in found:
        assert each.tag == NAMESPACE + kind
        assert {child.tag for child in each} <= {f"{NAMESPACE}loc", f"{NAMESPACE}lastmod"}
        location = each.findtext(f"{NAMESPACE}loc")
        assert location.startswith(f"{SITE}/") and len(location) < 2048
        yield location.removeprefix(SITE)


def addresses(client: Client) -> list[str]:
    parts = listed(client, "/sitemap.xml", "sitemap")
    return [address for part in list(parts) for address in listed(client, part, "url")]


def test_it_names_the_pages_and_each_of_them_answers(client: Client, published: Publication) -> None:
    found = addresses(client)
    assert {"/", "/board/2024/", "/liaoyuan/", "/liaoyuan/2024/v1/"} <= set(found)
    assert len(set(found)) == len(found)
    assert {client.get(address).status_code for address in found} == {200}


def test_what_was_corrected_or_withdrawn_is_not_among_them(client: Client, corrected: Publication) -> None:
    assert [each for each in addresses(client) if "liaoyuan/2024" in each] == ["/liaoyuan/2024/v2/"]
    withdrawing.withdraw(corrected, by=PUBLISHER, reason="涉及个人信息")
    assert not [each for each in addresses(client) if "liaoyuan/2024" in each]
    assert client.get("/sitemap-2024-1.xml").status_code == 404


def test_a_unit_stays_in_its_part(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "UNITS", 1)
    made(unit("one", "一"), DUE)
    before = {part: client.get(part).content for part in listed(client, "/sitemap.xml", "sitemap")}
    made(unit("two", "二"), DUE)
    after = {part: client.get(part).content for part in listed(client, "/sitemap.xml", "sitemap")}
    assert len(after) == len(before) + 2 and all(after[part] == content for part, content in before.items())


def test_a_part_that_is_not_there(client: Client, published: Publication) -> None:
    for name in ("2023-1", "2024-0", "2024-99999", "units-9999", "units", "x-1", "pages-1"):
        assert client.get(f"/sitemap-{name}.xml").status_code == 404, name


def test_robots_leave_the_desk_the_search_and_questions_alone(client: Client, db: None) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /desk/", "Disallow: /search/", "Disallow: /api/", "Disallow: /*?"} <= set(lines)
    assert lines[-1] == f"Sitemap: {SITE}/sitemap.xml"


def test_they_cost_a_fixed_number_of_queries(client: Client, published: Publication) -> None:
    parts = ("", "-pages", "-units-1", "-2024-1")
    assert [queries(client, f"/sitemap{part}.xml") for part in parts] == [3, 2, 2, 1]
