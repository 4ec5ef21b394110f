"""What all addresses share: who may read, how long an answer is kept, and that slips are told."""

import gzip
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client

from accounts.models import Unit
from disclosures.api import gate
from disclosures.catalogue import keeping
from disclosures.catalogue.models import Entry
from disclosures.models import Publication, Withdrawal

Get = Callable[..., Any]

QUERIES = {
    "/": 3,
    "/units": 2,
    "/units?under=a0": 4,
    "/units/a0": 6,
    "/reports": 3,
    "/reports?q=社会保险&under=a0&sort=-spending": 6,
    "/reports/liaoyuan/2024": 3,
    "/reports/liaoyuan/2024/versions/1": 3,
    "/reports/liaoyuan/2024/figures": 3,
    "/figures?address=t03/total/total": 3,
    "/subjects/t03/208": 4,
    "/subjects/t03/208?year=2023&region=甲": 3,
    "/changes": 2,
    "/changes?since=2020-01-01": 2,
}
"""One of each is the stamp."""


def test_an_answer_costs_the_same_queries_whatever_is_found(
    client: Client, many: object, django_assert_num_queries: Any
) -> None:
    for address, queries in QUERIES.items():
        with django_assert_num_queries(queries):
            assert client.get(f"/api/v1{address}").status_code == 200


def test_a_long_page_costs_no_more_than_a_short_one(
    client: Client, many: object, django_assert_num_queries: Any
) -> None:
    for address in ("/units", "/reports", "/changes", "/subjects/t03/208?year=2023"):
        path, _, query = address.partition("?")
        for limit in (1, 200):
            with django_assert_num_queries(QUERIES.get(address, 3)):
                client.get(f"/api/v1{path}?{query}&limit={limit}".replace("?&", "?"))


def test_who_has_the_answer_gets_304_for_one_query(
    client: Client, listed: Publication, django_assert_num_queries: Any
) -> None:
    for address in ("/", "/reports", "/reports/liaoyuan/2024", "/changes"):
        tag = client.get(f"/api/v1{address}")["ETag"]
        with django_assert_num_queries(1):
            same = client.get(f"/api/v1{address}", headers={"If-None-Match": tag})
        assert (same.status_code, same.content) == (304, b"")
        assert same["ETag"] == tag and same["Cache-Control"] == "public, max-age=60"
        assert same["Access-Control-Allow-Origin"] == "*"
    assert client.get("/api/v1/units", headers={"If-None-Match": tag}).status_code == 200


def withdrawn(listed: Publication) -> None:
    Withdrawal.objects.create(publication=listed, reason="误公开", by="公开人")
    keeping.follow(listed)


def renamed(listed: Publication) -> None:
    Unit.objects.filter(code="yanbian").update(name="延边的新名称")


def taken_in_again(listed: Publication) -> None:
    keeping.take_in(listed)


def test_what_nobody_foresaw_is_told_too(get: Get, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise RuntimeError("a table is missing")

    monkeypatch.setattr(gate, "stamp", broken)
    told = get("/reports", status=500)
    assert told["title"] == "服务器出了问题" and "table" not in str(told)


def test_without_a_database_programs_are_told_to_wait(
    get: Get, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> str:
        raise OperationalError("the server went away")

    monkeypatch.setattr(gate, "stamp", away)
    assert get("/reports", status=503)["detail"] == "数据库暂时没有应答，请半分钟后再试"


@pytest.mark.parametrize("change", [withdrawn, renamed, taken_in_again])
def test_whatever_changes_changes_the_tag(
    client: Client, listed: Publication, change: Callable[[Publication], None]
) -> None:
    tag = client.get("/api/v1/reports")["ETag"]
    change(listed)
    assert client.get("/api/v1/reports", headers={"If-None-Match": tag}).status_code == 200


def test_what_the_catalogue_takes_in_later_changes_the_tag(client: Client, published: Publication) -> None:
    Entry.objects.all().delete()
    first = client.get("/api/v1/reports")
    keeping.take_in(published)
    later = client.get("/api/v1/reports", headers={"If-None-Match": first["ETag"]})
    assert first.json()["items"] == [] and len(later.json()["items"]) == 1


SLIPS = [
    ("/reports?yaer=2024", "没有参数“yaer”；可用的：region、kind、under、year"),
    ("/reports/liaoyuan/2024?year=2024", "没有参数“year”；可用的：无"),
    ("/changes?cursor=x", "没有参数“cursor”"),
    ("/reports?year=2023&year=2024", "参数 year 写了 2 次"),
    ("/reports?year=24", "参数 year 的值“24”不对：年度 (fiscal year)，四位数字；1900 至 2999"),
    ("/reports?year=2024.0", "参数 year 的值“2024.0”不对"),
    ("/reports?year=", "参数 year 的值“”不对"),
    ("/reports?kind=office", "参数 kind 的值“office”不对：类型 (kind)：department 部门，unit 单位"),
    ("/reports?limit=201", "参数 limit 的值“201”不对：每页条数 (rows a page)；1 至 200"),
    ("/reports?least=1e5", "参数 least 的值“1e5”不对"),
    ("/reports?least=1,000", "参数 least 的值“1,000”不对"),
    ("/reports?since=2025-02-30", "参数 since 的值“2025-02-30”不对"),
    ("/reports?q=一 二 三 四 五 六", "至多 5 个"),
    ("/reports?cursor=after", "参数 cursor 的值“after”不对"),
    ("/figures", "缺少参数 address"),
    ("/figures?address=t03", "参数 address 的值“t03”不对：单元格地址"),
    ("/subjects/t01/208", "参数 table 的值“t01”不对"),
    ("/subjects/t03/20", "参数 code 的值“20”不对：科目编码 (subject code)，3、5 或 7 位数字"),
    ("/reports/liaoyuan/24", "参数 year 的值“24”不对"),
    ("/units?q=%00", "参数 q 的值"),
]


def test_a_slip_is_told_by_name(get: Get, db: None) -> None:
    for address, told in SLIPS:
        found = get(address, status=400)
        assert told in found["detail"] and found["title"] == "参数有误" and found["status"] == 400


def test_a_problem_is_told_as_rfc_9457_wants_it(client: Client, db: None) -> None:
    response = client.get("/api/v1/reports?kind=x&year=x")
    assert response["Content-Type"] == "application/problem+json" and response["Cache-Control"] == "no-cache"
    told = response.json()
    assert told["type"] == "/api/v1/docs#problem-400"
    assert [(each["parameter"], each["value"]) for each in told["errors"]] == [("kind", "x"), ("year", "x")]


def test_nothing_can_be_changed(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    addresses = ("/api/v1/reports", "/api/v1/openapi.json", "/api/v1/nothing")
    for method, address in product(("post", "put", "patch", "delete", "trace"), addresses):
        response = getattr(client, method)(address)
        assert response.status_code == 405 and response["Allow"] == "GET, HEAD, OPTIONS"
        assert response.json()["title"] == "只能读取"


def test_nobody_is_known(client: Client, db: None) -> None:
    """No session and no cookie, and a login changes nothing."""
    client.force_login(User.objects.create_superuser("somebody"))
    for each in (Client(), client):
        response = each.get("/api/v1/reports")
        assert not response.cookies and response["Vary"] == "Accept-Encoding"


def test_a_page_of_another_site_may_read(client: Client, db: None) -> None:
    for address in ("/api/v1/", "/api/v1/openapi.json", "/api/v1/nothing"):
        assert client.get(address)["Access-Control-Allow-Origin"] == "*"
    asked = client.options("/api/v1/reports")
    assert asked.status_code == 204 and asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert not client.get("/").has_header("Access-Control-Allow-Origin")


def test_packed_and_head(client: Client, db: None) -> None:
    plain, packed = (
        client.get("/api/v1/", headers={"Accept-Encoding": wanted}) for wanted in ("identity", "gzip")
    )
    assert gzip.decompress(packed.content) == plain.content and packed["ETag"] == plain["ETag"]
    head = client.head("/api/v1/")
    assert head.status_code == 200 and head["ETag"] == plain["ETag"] and head.content == b""


def test_short_addresses_lead_on(client: Client, db: None) -> None:
    assert client.get("/api/")["Location"] == "/api/v1/docs"
    assert client.get("/api/v1")["Location"] == "/api/v1/"
