"""The Atom feeds: what was published, corrected and withdrawn, as programs that follow the site read it."""

import re
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from django.utils import timezone

from accounts.models import Unit
from disclosures import withdrawing
from disclosures.models import Publication
from disclosures.public import feeds
from tests.disclosures.duties.years import DUE, unit
from tests.disclosures.duties.years import published as made
from tests.disclosures.public.test_pages import queries
from tests.stages import PUBLISHER

ATOM, HISTORY = "{http://www.w3.org/2005/Atom}", "{http://purl.org/syndication/history/1.0}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def feed(client: Client, address: str = "/feed") -> Any:
    """Held against what RFC 4287 demands (sections 4.1.1 and 4.1.2)."""
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = fromstring(answer.content)
    assert found.tag == f"{ATOM}feed" and len(found.findall(f"{ATOM}author")) == 1
    for each in (found, *entries(found)):
        for name in ("id", "title", "updated"):
            (only,) = each.findall(ATOM + name)
            assert only.text, name
        assert MOMENT.fullmatch(each.findtext(f"{ATOM}updated"))
        assert re.fullmatch(r"(tag|https?):\S+", each.findtext(f"{ATOM}id"))
        assert len([link for link in each.iter(f"{ATOM}link") if link.get("rel") == "alternate"]) >= 1
        assert all(link.get("href", "").startswith("http://testserver/") for link in each.iter(f"{ATOM}link"))
    ids = [each.findtext(f"{ATOM}id") for each in entries(found)]
    assert len(set(ids)) == len(ids) and links(found)["self"] == f"http://testserver{address}"
    return found


def entries(found: Any) -> list[Any]:
    return list(found.findall(f"{ATOM}entry"))


def links(found: Any) -> dict[str, str]:
    return {link.get("rel"): link.get("href") for link in found.findall(f"{ATOM}link")}


def test_a_version_is_told_with_its_files(client: Client, published: Publication) -> None:
    (entry,) = entries(feed(client))
    assert entry.findtext(f"{ATOM}title") == published.title
    assert re.fullmatch(r"tag:testserver,\d{4}-\d\d-\d\d:liaoyuan/2024/v1", entry.findtext(f"{ATOM}id"))
    assert links(entry)["alternate"] == "http://testserver/liaoyuan/2024/v1/"
    files = {link.get("type"): link for link in entry.iter(f"{ATOM}link") if link.get("rel") == "enclosure"}
    assert {"application/pdf", "application/json", "text/csv"} <= set(files)
    size = str(published.manifest["report.pdf"]["size"])
    pdf = files["application/pdf"]
    assert (pdf.get("href"), pdf.get("length")) == ("http://testserver/liaoyuan/2024/v1/report.pdf", size)
    assert published.code in entry.findtext(f"{ATOM}summary")


def test_a_correction_says_what_was_corrected_and_why(client: Client, corrected: Publication) -> None:
    newer, older = entries(feed(client))
    assert newer.findtext(f"{ATOM}title").endswith("（第2版）")
    words = newer.findtext(f"{ATOM}summary")
    assert re.search(r"更正第1版：改动 1 个数、\d+ 处文字；原因：更正。", words)
    assert [each.find(f"{ATOM}category").get("term") for each in (newer, older)] == ["更正", "公开"]


def test_what_somebody_wrote_is_text(
    client: Client, published: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A summary is HTML: readers show it as such. A character that XML has not breaks no feed."""
    monkeypatch.setattr(feeds, "summary", lambda version: ["<script>1</script>\x07&"])
    (entry,) = entries(feed(client))
    assert entry.findtext(f"{ATOM}summary") == "&lt;script&gt;1&lt;/script&gt;&amp;"


def test_what_was_withdrawn_says_so_and_nothing_else(client: Client, corrected: Publication) -> None:
    before = {each.findtext(f"{ATOM}id") for each in entries(feed(client))}
    withdrawing.withdraw(corrected.corrects, by=PUBLISHER, reason="附注中有张某的身份证号")  # type: ignore[arg-type]
    for address in ("/feed", "/feed/1", "/liaoyuan/feed"):
        found = entries(feed(client, address))
        assert {each.findtext(f"{ATOM}id") for each in found} == before
        gone = next(each for each in found if each.findtext(f"{ATOM}title").endswith("已撤回"))
        assert not [link for link in gone.iter(f"{ATOM}link") if link.get("rel") == "enclosure"]
        text = client.get(address).content.decode()
        assert "张某" not in text and corrected.corrects.code not in text  # type: ignore[union-attr]
        assert "原因" not in text, "the difference quotes what was withdrawn"
        moved = {each.findtext(f"{ATOM}updated")[:10] for each in found}
        assert moved == {f"{timezone.now():%Y-%m-%d}"}


def test_a_department_has_what_its_units_published(client: Client, published: Publication) -> None:
    above = unit("above", "上级局", kind="department")
    Unit.objects.filter(pk=published.unit_id).update(parent=above)
    made(unit("elsewhere", "别处"), DUE)
    (entry,) = entries(feed(client, "/above/feed"))
    assert entry.findtext(f"{ATOM}title") == published.title
    assert client.get("/nobody/feed").status_code == 404


def test_a_region_has_what_its_units_published(client: Client, published: Publication) -> None:
    made(unit("elsewhere", "别处", region="乙市"), DUE)
    (entry,) = entries(feed(client, "/regions/%E5%90%89%E6%9E%97%E7%9C%81%E8%BE%BD%E6%BA%90%E5%B8%82/feed"))
    assert entry.findtext(f"{ATOM}title") == published.title
    assert client.get("/regions/没有/feed").status_code == 404
    assert 'type="application/atom+xml" href="/regions/' in client.get("/regions/乙市/").content.decode()


def test_archives_lead_from_one_to_the_one_before(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "SECTION", 2)
    monkeypatch.setattr(feeds, "NEWEST", 2)
    for n in range(5):
        made(unit(f"u{n}", f"单位{n}"), DUE)
    address, told, seen = "/feed", [], []
    while address:
        found = feed(client, address)
        told += [each.findtext(f"{ATOM}id") for each in entries(found)]
        seen.append(address)
        assert (found.find(f"{HISTORY}archive") is not None) == (address != "/feed")
        address = links(found).get("prev-archive", "").removeprefix("http://testserver")
    assert seen == ["/feed", "/feed/3", "/feed/2", "/feed/1"] and len(set(told)) == 5
    assert links(feed(client, "/feed/2"))["next-archive"].endswith("/feed/3")
    assert [client.get(f"/feed/{n}").status_code for n in (0, 4, 10**30)] == [404, 404, 404]


def test_with_nothing_published_it_is_empty_and_stays_what_it_is(client: Client, db: None) -> None:
    assert entries(feed(client)) == []
    assert client.get("/feed").content == client.get("/feed").content


def test_the_page_names_the_feed(client: Client, published: Publication) -> None:
    assert 'type="application/atom+xml" href="/feed"' in client.get("/").content.decode()
    assert 'type="application/atom+xml" href="/liaoyuan/feed"' in client.get("/liaoyuan/").content.decode()


def test_the_feeds_cost_a_fixed_number_of_queries(client: Client, corrected: Publication) -> None:
    costs = {address: queries(client, address) for address in ("/feed", "/feed/1", "/liaoyuan/feed")}
    assert costs == {"/feed": 3, "/feed/1": 2, "/liaoyuan/feed": 4}
