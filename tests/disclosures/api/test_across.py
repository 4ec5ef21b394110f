"""One figure, or one subject, over many reports."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from disclosures.api import across

Get = Callable[..., Any]


def test_one_address_over_reports(get: Get, many: object) -> None:
    found = get("/figures", address="t03/total/total", year=2024)
    assert [each["unit"] for each in found["items"]] == ["liaoyuan", "a0", "a1"]
    assert {each["amount"] for each in found["items"]} == {"38055800.00"}
    assert found["items"][0]["row"] == "合计" and found["items"][0]["measure"] == "元"


def test_a_report_without_the_figure_is_listed_without_it(get: Get, listed: object) -> None:
    for address in ("t99/total/total", "t03/nothing/total", "t03/total/nothing"):
        (found,) = get("/figures", address=address)["items"]
        assert (found["unit"], found["amount"], found["measure"]) == ("liaoyuan", None, None)


def test_what_is_counted_has_its_measure(get: Get, listed: object) -> None:
    figures = get("/reports/liaoyuan/2024/figures")["figures"]
    other = next(each for each in figures if each["unit"] != "元")
    found = get("/figures", address=other["address"])["items"][0]
    assert (found["amount"], found["measure"], found["row"]) == (other["amount"], other["unit"], other["row"])


def test_who_spent_how_much(get: Get, client: Client, many: object) -> None:
    found = get("/subjects/t03/208", limit=2)
    assert found["year"] == 2024
    told = [(each["unit"], each["subject"], each["amount"]) for each in found["items"]]
    assert told == [("liaoyuan", "社会保障和就业支出", "36622000.00"), ("a1", "社会保障和就业支出", "200.00")]
    assert [each["amount"] for each in client.get(found["next"]).json()["items"]] == ["100.00"]


FILTERS: list[tuple[dict[str, object], list[str]]] = [
    ({"year": 2023}, ["500.00", "400.00", "300.00"]),
    ({"year": 2023, "under": "a0"}, ["500.00", "300.00"]),
    ({"year": 2023, "kind": "department"}, ["300.00"]),
    ({"region": "甲"}, ["200.00", "100.00"]),
    ({"year": 2020}, []),
]


def test_filters_of_a_subject(get: Get, many: object) -> None:
    for asked, amounts in FILTERS:
        found = get("/subjects/t03/208", **asked)["items"]
        assert [each["amount"] for each in found] == amounts, asked


def test_before_anything_is_published(get: Get, db: None) -> None:
    assert get("/subjects/t03/208") == {
        "table": "t03",
        "subject": "208",
        "year": None,
        "items": [],
        "next": None,
        "previous": None,
    }
    assert get("/figures", address="t03/total/total")["items"] == [] == get("/")["years"]


def test_a_report_withdrawn_while_it_is_read_has_no_line(
    get: Get, listed: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(across, "lines_of", lambda *_: {})
    assert get("/figures", address="t03/total/total")["items"][0]["amount"] is None
    assert get("/subjects/t03/208")["items"][0]["subject"] is None
