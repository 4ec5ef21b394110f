"""Regions: their names in addresses and folders, what they published, and how it adds up."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from disclosures.public.converters import is_region
from disclosures.served.leading import Page
from tests.disclosures.public.places.filed import filed, unit

HOSTILE = ["..", ".", "a/b", "../x", "a\nb", "a\0b", "a.b", "", " a", "a ", "\\", "%2e%2e", "~", "长" * 61]


@pytest.mark.parametrize("name", ["长春市", "延边朝鲜族自治州", "青沐省（虚构）", "A 区", "长" * 60])
def test_a_name_may_stand_in_an_address(name: str) -> None:
    assert is_region(name)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_no_address_and_no_file(name: str, db: None) -> None:
    unit("a", region=name[:60].replace("\0", ""))
    assert not is_region(name) and Page("region", name).files() == {}


def test_a_hostile_name_is_told_without_a_page(client: Client, db: None) -> None:
    filed(unit("a", region="../<b>x"), 2024)
    assert "../&lt;b&gt;x" in shown(client, "/regions/") and "regions/.." not in shown(client, "/regions/")
    assert 'href="/search/?region=..%2F' in shown(client, "/").replace("../", "..%2F")
    assert "../&lt;b&gt;x" in shown(client, "/a/")


@pytest.mark.parametrize("address", ["/regions/没有/", "/regions/..%2f/", "/regions/%00/", "/regions/a.b/"])
def test_an_unknown_region_is_told_in_chinese(client: Client, db: None, address: str) -> None:
    html = shown(client, address, 404)
    assert "没有这个" in html and "Traceback" not in html


def test_a_region_sums_each_account_once_and_names_who_lacks(client: Client, db: None) -> None:
    bureau = unit("bureau", "教育局", kind="department")
    school = unit("school", "一中", parent=bureau)
    unit("clinic", "诊所")
    unit("far", "别处的局", region="乙市")
    filed(bureau, 2024, spending=100)
    filed(school, 2024, spending=40)
    filed(school, 2023, spending=30)
    html = shown(client, "/regions/甲市/")
    assert '3 个部门和单位中 2 个已公开2024年度决算，未公开：<a href="/clinic/">诊所</a>。' in html
    assert "100.00" in html and "140.00" not in html and "30.00" in html
    assert "2023年度缺了谁：2 个没有公开" in html and "由已公开的所属单位代替" in html
    assert "别处的局" not in html
    assert '<a href="/clinic/">诊所</a> <span class="state none">2024年度未公开</span>' in html


def test_the_list_of_regions_counts_units_and_reports(client: Client, db: None) -> None:
    bureau = unit("bureau", kind="department")
    filed(unit("school", parent=bureau), 2024)
    unit("far", region="乙市")
    unit("nowhere", region="")
    html = shown(client, "/regions/")
    assert html.index("甲市") < html.index("乙市") and "另有 1 个" in html
    assert '<a href="/regions/%E7%94%B2%E5%B8%82/">甲市</a>' in html


def test_a_page_of_a_large_region_stays_usable(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr("disclosures.public.places.regions.LISTED", 20)
    for n in range(60):
        filed(unit(f"u{n}", parent=None), 2020 + n % 5)
    with django_assert_num_queries(7):
        html = shown(client, "/regions/甲市/")
    assert "另有 40 个没有列出" in html and "等 48 个" in html


def test_a_page_of_a_region_costs_a_fixed_number_of_queries(
    client: Client, db: None, django_assert_num_queries: Any
) -> None:
    filed(unit("one"), 2024)
    with django_assert_num_queries(7):
        client.get("/regions/甲市/")
    with django_assert_num_queries(1):
        client.get("/regions/没有/")


def test_a_file_lies_below_the_folder(tmp_path: Path, db: None) -> None:
    filed(unit("one"), 2024)
    assert list(Page("region", "甲市").files()) == ["regions/甲市/index.html", "regions/甲市/index.html.gz"]
    assert not any(Page("region", "没有").files().values())


def shown(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()
