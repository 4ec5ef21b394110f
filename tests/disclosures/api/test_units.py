"""部门 and 单位."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client

from accounts.models import Unit, UnitName

Get = Callable[..., Any]


def codes(answer: Any) -> list[str]:
    return [each["code"] for each in answer["items"]]


FILTERS: list[tuple[dict[str, object], list[str]]] = [
    ({"q": "单位"}, ["a0", "a1", "a2"]),
    ({"q": "单位 A1"}, ["a1"]),
    ({"q": "辽源"}, ["liaoyuan"]),
    ({"region": "甲", "kind": "unit"}, ["a1", "a2"]),
    ({"under": "a0"}, ["a0", "a2"]),
    ({"q": "%"}, []),
]


def test_filters(get: Get, many: object) -> None:
    for asked, found in FILTERS:
        assert codes(get("/units", **asked)) == found, asked


def test_the_list_is_paged_through(get: Get, client: Client, many: object) -> None:
    whole = codes(get("/units"))
    found, address = [], "/api/v1/units?limit=2"
    while address:
        page = client.get(address).json()
        found += codes(page)
        address = page["next"]
    assert found == whole == sorted(whole)


def test_a_unit(get: Get, many: object) -> None:
    unit, parent = Unit.objects.get(code="a2"), Unit.objects.get(code="a0")
    UnitName.objects.create(unit=unit, name="旧名", valid_from=date(2019, 1, 1))
    unit.successors.set([parent, Unit.objects.get(code="a1")])
    found = get("/units/a2")
    assert found["parent"]["code"] == "a0" and not found["dissolved"]
    assert [each["code"] for each in found["successors"]] == ["a0", "a1"]
    assert found["names"] == [{"name": "旧名", "valid_from": "2019-01-01"}]
    assert [each["year"] for each in found["reports"]] == [2023]
    assert [each["code"] for each in get("/units/a0")["predecessors"]] == ["a2"]
    assert codes(get("/units", q="旧名")) == ["a2"]
    assert get("/units/a0")["below"] == "http://testserver/api/v1/units?under=a0"


def test_a_unit_that_has_published_nothing(get: Get, listed: object) -> None:
    """延边 has a draft."""
    assert get("/units/yanbian")["reports"] == []


def test_no_such_unit(get: Get, listed: object) -> None:
    assert "没有代码为“nobody”" in get("/units/nobody", status=404)["detail"]


def test_what_there_is(get: Get, many: object) -> None:
    found = get("/")
    assert found["years"] == [2024, 2023] and "甲" in found["regions"]
    assert "/api/v1/changes" in found["addresses"]
