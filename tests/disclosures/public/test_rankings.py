"""排名: in order, ties alike, words instead of percentages of nothing, and the missing by name."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.test import Client

from disclosures.public import lists
from tests.disclosures.duties.years import owes
from tests.disclosures.public.places.filed import filed, unit, withdrawn


@pytest.fixture
def province(db: None) -> None:
    """Five that published 2024, of which two spent the same; two that did not."""
    for code, before, now in (
        ("first", 100, 150),
        ("second", 200, 100),
        ("third", 0, 100),
        ("fourth", None, 50),
        ("fifth", -5, 40),
    ):
        each = unit(
            code, kind="department" if code == "first" else "unit", region="乙市" if before else "甲市"
        )
        if before is not None:
            filed(each, 2023, spending=before)
        filed(each, 2024, spending=now, three_public=now / 50)
    filed(unit("silent"), 2023, spending=1)
    withdrawn(filed(unit("taken"), 2024, spending=777.77))
    owes(unit("late"))


def shown(client: Client, **asked: object) -> str:
    response = client.get("/rankings/", asked)
    assert response.status_code == 200
    return response.content.decode()


def order(html: str) -> list[tuple[str, str, str, str]]:
    """Place, unit, amount and change of each line."""
    found = re.findall(
        r'<td class="place">(.*?)</td><td class="name"><a href="/(\w+)/">.*?</td>'
        r'<td class="number">(.*?)</td><td class="number">(.*?)</td>',
        html,
    )
    return [(place, name, amount, change) for place, name, amount, change in found]


def test_by_amount_equal_ones_have_the_same_place(client: Client, province: None) -> None:
    assert order(shown(client, year=2024)) == [
        ("1", "first", "150.00", "增长50%"),
        ("2", "second", "100.00", "下降50%"),
        ("2", "third", "100.00", "上年为0"),
        ("4", "fourth", "50.00", "上年没有公开"),
        ("5", "fifth", "40.00", "上年为负数"),
    ]


def test_the_first_can_be_compared(client: Client, province: None) -> None:
    told = "/compare/?units=first,second,third,fourth,fifth&amp;year=2024"
    assert told in shown(client, year=2024)
    assert "/compare/?units=" not in shown(client, year=2024, kind="department")


def test_growth_from_nothing_has_no_place(client: Client, province: None) -> None:
    html = shown(client, year=2024, by="growth")
    assert [line[:2] for line in order(html)][:2] == [("1", "first"), ("2", "second")]
    assert {line[0] for line in order(html)[2:]} == {"—"} and "3 个不排名" in html
    assert next(line[1] for line in order(shown(client, year=2024, by="growth", order="low"))) == "second"


def test_shares_are_of_this_years_spending(client: Client, province: None) -> None:
    html = shown(client, year=2024, figure="three_public", by="share")
    assert html.count(">2%<") == 5 and {line[0] for line in order(html)} == {"1"}


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"kind": "department"}, ["first"]),
        ({"region": "甲市"}, ["third", "fourth"]),
        ({"kind": "x", "page": "x"}, ["first", "second", "third", "fourth", "fifth"]),
    ],
)
def test_filters(client: Client, province: None, asked: dict[str, str], codes: list[str]) -> None:
    assert [line[1] for line in order(shown(client, year=2024, **asked))] == codes


def test_departments_and_units_together_are_said_to_differ(client: Client, province: None) -> None:
    assert "部门决算已包含所属单位" in shown(client, year=2024)
    assert "部门决算已包含所属单位" not in shown(client, year=2024, kind="unit")


def test_the_missing_are_named_and_counted(
    client: Client, province: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = shown(client, year=2024)
    assert "有 2 个没有现行的公开决算" in html and "silent局" in html and "late局" in html
    assert 'href="/board/2024/"' in html
    monkeypatch.setattr(lists, "NAMED", 1)
    assert "还有 1 个没有列出" in shown(client, year=2024)


def test_what_was_withdrawn_is_not_ranked(client: Client, province: None) -> None:
    assert "777.77" not in shown(client, year=2024)


@pytest.mark.parametrize("figure", ["nothing", "<b>", "pk"])
def test_a_figure_there_is_not_is_said_so(client: Client, province: None, figure: str) -> None:
    html = shown(client, year=2024, figure=figure)
    assert "改列本年支出" in html and "<b>" not in html and len(order(html)) == 5


def test_spending_is_no_share_of_spending(client: Client, province: None) -> None:
    html = shown(client, year=2024, by="share")
    assert "不算比重" in html and len(order(html)) == 5


@pytest.mark.parametrize("year", ["1999", "x", "9999"])
def test_another_year(client: Client, province: None, year: str) -> None:
    assert len(order(shown(client, year=year))) == (5 if year == "x" else 0)


def test_the_download_is_the_list(client: Client, province: None) -> None:
    asked = {"year": 2024, "by": "growth"}
    page = order(shown(client, **asked))
    text = client.get("/rankings/", {**asked, "format": "csv"}).content.decode()
    head, *lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert [line[1] for line in lines] == [line[1] for line in page] and head[-1] == "比上年"
    assert [line[-1] for line in lines] == [line[3] for line in page]
    data = client.get("/rankings/", {**asked, "format": "json"}).json()
    assert data["missing"] == 2 and [row["单位代码"] for row in data["rows"]] == [line[1] for line in page]


def test_nothing_public_is_no_error(client: Client, db: None) -> None:
    assert "还没有公开的决算" in shown(client)


def test_the_page_costs_the_same_queries_however_many_there_are(
    client: Client, province: None, django_assert_num_queries: Callable[[int], object]
) -> None:
    for number in range(2):
        with django_assert_num_queries(7):  # type: ignore[attr-defined]
            shown(client, year=2024, by="growth")
        for each in range(10):
            filed(unit(f"more{number}-{each}"), 2024, spending=each)
