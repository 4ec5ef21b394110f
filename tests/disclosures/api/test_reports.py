"""Reports: found by filters, paged through without a gap, each with figures and files."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

from disclosures import archive
from disclosures.api import asked, reports
from disclosures.catalogue import keeping
from disclosures.models import Publication, Withdrawal

Get = Callable[..., Any]


def units(answer: Any) -> list[tuple[str, int]]:
    return [(each["unit"], each["year"]) for each in answer["items"]]


FILTERS: list[tuple[dict[str, object], int]] = [
    ({}, 6),
    ({"year": 2023}, 3),
    ({"kind": "department"}, 2),
    ({"region": "甲"}, 5),
    ({"region": "乙"}, 0),
    ({"under": "a0"}, 3),
    ({"under": "a2"}, 1),
    ({"least": "200.01"}, 4),
    ({"most": "200"}, 2),
    ({"q": "单位a1"}, 0),  # the words of a copy are still those of 辽源
    ({"q": "社会保险 奖补"}, 6),
    ({"since": "2025-09-26"}, 6),
    ({"since": "2025-09-27"}, 0),
]


def test_filters(get: Get, many: object) -> None:
    for filters, found in FILTERS:
        assert len(get("/reports", **filters)["items"]) == found, filters


def test_a_list_is_paged_through_forth_and_back(get: Get, client: Client, many: object) -> None:
    for sort in reports.ORDERS:
        paged_through(get, client, sort)


def paged_through(get: Get, client: Client, sort: str) -> None:
    whole = units(get("/reports", sort=sort))
    assert len(set(whole)) == 6
    page = get("/reports", sort=sort, limit=4)
    assert page["previous"] is None and units(page) == whole[:4]
    second = client.get(page["next"]).json()
    assert second["next"] is None and units(second) == whole[4:]
    first = client.get(second["previous"]).json()
    assert first["previous"] is None and units(first) == whole[:4] and first["next"] == page["next"]


def test_each_order(get: Get, many: object) -> None:
    years = [year for _, year in units(get("/reports"))]
    assert years == sorted(years, reverse=True)
    spent = [each["headlines"]["spending"] for each in get("/reports", sort="spending")["items"]]
    assert spent == ["100.00", "200.00", "300.00", "400.00", "500.00", "38055800.00"]


def test_a_report_that_comes_meanwhile_moves_no_page(
    get: Get, client: Client, many: list[Publication]
) -> None:
    page = get("/reports", sort="published", limit=4)
    many[4].entry.delete()
    assert units(client.get(page["next"]).json()) == [("a1", 2023)]


def test_a_report(get: Get, listed: Publication) -> None:
    found = get("/reports/liaoyuan/2024")
    assert found["version"] == 1 and found["code"] == listed.code and found["newest"]
    assert found["headlines"]["spending"] == "38055800.00" and found["headlines"]["three_public"] is None
    assert found["published_at"].endswith("+08:00") and found["disclosed"] == "2025-09-26"
    assert found["corrects"] is None and found["versions"][0]["withdrawn"] is None
    assert found["checks"]["good"] > 50 and found["checks"]["bad"] == 0
    assert found["page"] == "http://testserver/liaoyuan/2024/v1/"


def test_its_files_have_size_and_hashes(get: Get, client: Client, listed: Publication) -> None:
    files = {each["kind"]: each for each in get("/reports/liaoyuan/2024")["files"]}
    assert {"pdf", "xlsx", "docx", "csv", "json", "txt", "zip"} <= files.keys()
    content = client.get(files["csv"]["address"]).content
    assert files["csv"]["sha256"] == archive.digest(content) and files["csv"]["size"] == len(content)


def test_a_version_says_the_same_without_the_catalogue(get: Get, published: Publication) -> None:
    """Which follows a moment later, and has the newest only."""
    before = get("/reports/liaoyuan/2024/versions/1")
    keeping.take_in(published)
    assert get("/reports/liaoyuan/2024/versions/1") == before == get("/reports/liaoyuan/2024")


def test_a_correction_names_what_it_corrects(get: Get, correct: Callable[[], Publication]) -> None:
    keeping.take_in(correct())
    found = get("/reports/liaoyuan/2024")
    assert (found["version"], found["corrects"]["version"]) == (2, 1)
    assert (found["corrects"]["kind"], found["corrects"]["reason"]) == ("figures", "更正")
    assert found["corrects"]["changes"] == "http://testserver/liaoyuan/2024/v2/changes/"
    assert [each["version"] for each in found["versions"]] == [2, 1]
    first = get("/reports/liaoyuan/2024/versions/1")
    assert not first["newest"] and first["figures"] is None
    assert first["headlines"]["spending"] == "38055800.00"
    Withdrawal.objects.create(publication=Publication.objects.get(number=2), reason="误公开", by="公开人")
    told = get("/reports/liaoyuan/2024", status=410)
    assert told["versions"] == [first["address"]]
    assert get("/reports/liaoyuan/2024/versions/1")["versions"][0]["withdrawn"]


def test_what_was_withdrawn_is_gone(get: Get, listed: Publication) -> None:
    Withdrawal.objects.create(publication=listed, reason="误公开", by="公开人")
    keeping.follow(listed)
    for address in ("", "/versions/1", "/figures"):
        told = get(f"/reports/liaoyuan/2024{address}", status=410)
        assert told["title"] == "已撤回" and "第1版已于" in told["detail"] and told["versions"] == []
        assert "误公开" not in str(told)
    assert get("/reports")["items"] == [] == get("/figures", address="t03/total/total")["items"]
    assert get("/subjects/t03/208")["items"] == []
    assert get("/units/liaoyuan")["reports"][0]["withdrawn"]


def test_all_figures_stand_at_their_addresses(get: Get, listed: Publication) -> None:
    figures = {each["address"]: each for each in get("/reports/liaoyuan/2024/figures")["figures"]}
    assert len(figures) > 200 and all(re.fullmatch(asked.ADDRESS, each) for each in figures)
    assert figures["t03/total/total"] == {
        "address": "t03/total/total",
        "table": "支出决算表",
        "row": "合计",
        "column": "本年支出合计",
        "amount": "38055800.00",
        "unit": "元",
    }


def test_the_figures_of_one_table(get: Get, listed: Publication) -> None:
    figures = get("/reports/liaoyuan/2024/figures", table="t06")["figures"]
    assert figures and all(each["address"].startswith("t06/") for each in figures)
    assert "有：t01、t02" in get("/reports/liaoyuan/2024/figures", status=404, table="t99")["detail"]


INSTEAD = [
    ("/reports/liaoyuan/2021", "有：2024"),
    ("/reports/liaoyuan/2024/versions/7", "没有第7版；有：1"),
    ("/reports/yanbian/2024", "有：无"),  # a draft
    ("/reports/yanbian/2024/figures", "有：无"),
    ("/reports/nobody/2024", "没有代码为“nobody”"),
    ("/reports?under=nobody", "没有代码为“nobody”"),
    ("/nothing", "没有这个地址"),
]


def test_what_is_not_there_says_what_is(get: Get, listed: Publication) -> None:
    for address, instead in INSTEAD:
        assert instead in get(address, status=404)["detail"]


def test_a_file_that_is_damaged(get: Get, published: Publication) -> None:
    archive.delete(published.manifest["report.json"]["sha256"])
    assert "请稍后再试" in get("/reports/liaoyuan/2024", status=503)["detail"]
