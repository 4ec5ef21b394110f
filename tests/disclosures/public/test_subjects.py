"""按科目看: which subjects occur, and who spends how much on one."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.disclosures.public.comparable import reported, unit, withdrawn

SMALL = "total 合计 100.00\n208 社会保障和就业支出 20.00\n20805 行政事业单位养老支出 20.00"
LARGE = "total 合计 400.00\n208 社会保障和就业支出 300.00\n2089999 其他支出 300.00"


@pytest.fixture
def province(db: None) -> None:
    small, large = unit("small", "小局"), unit("large", "大局", kind="department")
    reported(small, 2023, "total 合计 50.00\n208 社会保障和就业支出 10.00")
    reported(small, 2024, SMALL)
    reported(large, 2024, LARGE)
    reported(unit("none", "无关局"), 2024, "total 合计 9.00\n201 一般公共服务支出 9.00")
    reported(unit("silent", "没有公开局"), 2023, SMALL)


def shown(client: Client, address: str, **asked: object) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200, address
    return response.content.decode()


def lines(html: str) -> list[tuple[str, ...]]:
    return re.findall(
        r'<td class="name"><a href="/(\w+)/">.*?</td><td class="number">(.*?)</td>'
        r'<td class="number">(.*?)</td><td class="number">(.*?)</td>',
        html,
    )


def test_the_subjects_that_occur_with_their_names(client: Client, province: None) -> None:
    html = shown(client, "/subjects/")
    assert 'href="/subjects/t03/208/"><span class="code">208</span> 社会保障和就业支出' in html
    assert 'href="/subjects/t03/20805/"' in html and "2089999" not in html and "205" not in html


@pytest.mark.parametrize(
    ("words", "codes"),
    [("社会保障", ["208", "2089999"]), ("208", ["208", "20805", "2089999"]), ("教育", []), ("%", [])],
)
def test_subjects_are_found_by_name_and_code(
    client: Client, province: None, words: str, codes: list[str]
) -> None:
    html = shown(client, "/subjects/", q=words)
    assert sorted(re.findall(r'href="/subjects/t03/(\d+)/"', html)) == codes


def test_who_spends_most_on_it_comes_first(client: Client, province: None) -> None:
    html = shown(client, "/subjects/t03/208/")
    assert lines(html) == [
        ("large", "300.00", "上年没有公开", "75%"),
        ("small", "20.00", "增长100%", "20%"),
    ]
    assert "不能相加" in html and "没有公开局" in html


def test_one_that_had_nothing_on_it_and_one_that_published_nothing(client: Client, province: None) -> None:
    assert [line[2] for line in lines(shown(client, "/subjects/t03/20805/"))] == ["上年没有这个数"]


def test_sorted_and_narrowed(client: Client, province: None) -> None:
    address = "/subjects/t03/208/"
    assert [line[0] for line in lines(shown(client, address, sort="amount"))] == ["small", "large"]
    assert [line[0] for line in lines(shown(client, address, kind="department"))] == ["large"]
    assert [line[0] for line in lines(shown(client, address, year=2023))] == ["silent", "small"]


def test_what_became_of_an_older_code_is_compared_with_it(client: Client, province: None) -> None:
    old = unit("old", "老局")
    reported(old, 2020, "total 合计 5.00\n2089901 其他支出 5.00")
    reported(old, 2021, "total 合计 6.00\n2089999 其他支出 6.00")
    html = shown(client, "/subjects/t03/2089999/", year=2021)
    assert lines(html) == [("old", "6.00", "增长20%", "100%")] and "由编码2089901改来" in html


def test_what_was_withdrawn_is_not_listed(client: Client, province: None) -> None:
    withdrawn(reported(unit("taken"), 2024, "total 合计 777.77\n208 社会保障和就业支出 777.77"))
    assert "777.77" not in shown(client, "/subjects/t03/208/")


@pytest.mark.parametrize(
    "address", ["/subjects/t03/299/", "/subjects/t01/208/", "/subjects/t03/x/", "/subjects/t99/208/"]
)
def test_what_does_not_occur_is_not_there(client: Client, province: None, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "asked",
    [{"year": "x"}, {"kind": "<b>"}, {"region": "\0"}, {"sort": "entry__unit__name"}, {"page": "-1"}],
    ids=str,
)
def test_no_address_breaks_it(client: Client, province: None, asked: dict[str, str]) -> None:
    assert len(lines(shown(client, "/subjects/t03/208/", **asked))) == 2
    shown(client, "/subjects/", **asked)


def test_the_download_is_the_list(client: Client, province: None) -> None:
    asked = {"sort": "amount"}
    page = lines(shown(client, "/subjects/t03/208/", **asked))
    text = client.get("/subjects/t03/208/", {**asked, "format": "csv"}).content.decode()
    _, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert [(row[0], row[-2], row[-1]) for row in rows] == [(line[0], line[2], line[3]) for line in page]
    data = client.get("/subjects/t03/208/", {**asked, "format": "json"}).json()
    assert data["name"] == "社会保障和就业支出" and len(data["rows"]) == 2


def test_the_pages_cost_the_same_queries_however_many_there_are(
    client: Client, province: None, django_assert_num_queries: Callable[[int], object]
) -> None:
    for number in range(2):
        with django_assert_num_queries(9):  # type: ignore[attr-defined]
            shown(client, "/subjects/t03/208/")
        with django_assert_num_queries(2):  # type: ignore[attr-defined]
            shown(client, "/subjects/")
        for each in range(10):
            reported(unit(f"more{number}-{each}"), 2024, SMALL)
