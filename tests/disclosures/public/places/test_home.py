"""The home page: one box, the newest, ways in with counts; never all."""

from typing import Any

import pytest
from django.test import Client

from tests.disclosures.duties.years import owes
from tests.disclosures.public.places.filed import filed, unit, withdrawn
from tests.disclosures.public.places.test_regions import shown


def test_years_and_regions_lead_on_with_their_counts(client: Client, db: None) -> None:
    one, two = unit("one"), unit("two", region="乙市")
    for year in (2023, 2024):
        filed(one, year)
    filed(one, 2024, 2)
    withdrawn(filed(two, 2024))
    html = shown(client, "/")
    assert '<a href="/search/?year=2024">2024年度</a> <span class="count">1 份</span>' in html
    assert '">甲市</a> <span class="count">2 份</span>' in html
    assert "共 2 份" in html and "乙市" not in html
    assert "第2版（更正）" in html and "two决算" not in html


def test_one_box_asks_everything(client: Client, db: None) -> None:
    html = shown(client, "/")
    assert '<form action="/search/" class="search" role="search">' in html and 'name="q"' in html


def test_the_newest_list_of_who_must_is_told_of(client: Client, db: None) -> None:
    one, two, three = unit("one"), unit("two"), unit("three")
    for each in (one, two, three):
        owes(each)
    filed(one, 2024)
    withdrawn(filed(two, 2024))
    assert (
        '<a href="/board/2024/">2024年度公开情况</a> <span class="count">应公开 3 个，已公开 1 个</span>'
        in shown(client, "/")
    )


def test_many_regions_and_reports_are_no_wall(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr("disclosures.public.places.home.REGIONS", 5)
    for n in range(30):
        filed(unit(f"u{n}", region=f"县{n}"), 2024)
    owes(unit("last"))
    with django_assert_num_queries(4):
        html = shown(client, "/")
    assert '<a href="/regions/">全部 30 个地区</a>' in html
    assert html.count('href="/regions/') == 6 and html.count("/2024/") == 11  # ten reports and the board
