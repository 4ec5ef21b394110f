"""各年比较 and 单位比较: what is public of each, and words for what is not."""

import csv
import io
import json
import re
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Unit
from tests.disclosures.public.comparable import reported, unit, withdrawn

OLD = "total 合计 200.00\n205 教育支出 150.00\n2050201 学前教育 150.00"
NEW = "total 合计 300.00\n205 教育支出 300.00\n2050201 幼儿教育 300.00"


@pytest.fixture
def school(db: None) -> None:
    """一中 in two years with a gap between, 二中 in one, and 教育局 to which 一中 belongs."""
    bureau = unit("bureau", "教育局", kind="department")
    first = unit("school", "一中", parent=bureau)
    reported(first, 2021, OLD)
    reported(first, 2023, NEW)
    reported(unit("other", "二中"), 2023, OLD)
    reported(bureau, 2023, "total 合计 500.00\n205 教育支出 500.00")


def shown(client: Client, address: str, **asked: object) -> str:
    response = client.get(address, asked, follow=True)
    assert response.status_code == 200, address
    return response.content.decode()


def rows(html: str) -> list[list[str]]:
    """The table's cells as text."""
    body = html.split('<table class="compared">')[1].split("<tbody>")[1].split("</tbody>")[0]
    found = re.findall(r"<tr.*?</tr>", body, re.S)
    cells = [re.findall(r"<t[hd].*?</t[hd]>", row, re.S) for row in found]
    return [[" ".join(re.sub("<.*?>", " ", cell).split()) for cell in row] for row in cells]


def test_each_year_is_a_column_and_a_year_without_an_account_says_so(client: Client, school: None) -> None:
    html = shown(client, "/school/compare/")
    assert rows(html) == [
        ["合计", "300.00", "—", "200.00"],
        ["205 教育支出", "300.00", "—", "150.00"],
        ["2050201 幼儿教育 2021年度名为“学前教育”", "300.00", "—", "150.00"],
    ]
    assert "没有现行的公开决算" in html and "不是0" in html
    assert 'href="/school/2023/v1/"' in html and 'href="/school/2021/v1/"' in html


def test_a_table_a_column_and_shares_have_addresses(client: Client, school: None) -> None:
    assert rows(shown(client, "/school/compare/t03/")) == rows(shown(client, "/school/compare/"))
    shares = rows(shown(client, "/school/compare/t03/total/", show="share"))
    assert shares[1] == ["205 教育支出", "300.00 占100%", "—", "150.00 占75%"]


@pytest.mark.parametrize(
    "address",
    [
        "/nobody/compare/",
        "/school/compare/t07/",
        "/school/compare/t99/",
        "/school/compare/project/",
        "/school/compare/t03/nothing/",
        "/school/compare/t03/nothing/data.csv",
        "/nobody/compare/t03/data.json",
        "/school/compare/t03/data.exe",
    ],
)
def test_what_is_not_there_is_said_so(client: Client, school: None, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_unit_that_published_nothing_has_nothing_to_compare(client: Client, school: None) -> None:
    unit("fresh", "新局")
    assert "还没有公开的决算可以比较" in shown(client, "/fresh/compare/")


def test_what_was_withdrawn_is_not_shown(client: Client, school: None) -> None:
    withdrawn(reported(unit("third", "三中"), 2023, "total 合计 777.77"))
    assert "777.77" not in shown(client, "/third/compare/")
    assert "777.77" not in shown(client, "/compare/", units="third,other", year=2023)


@pytest.mark.parametrize(
    "address", ["/school/compare/t03/data", "/school/compare/t03/total/data"], ids=["whole", "column"]
)
def test_the_download_is_what_the_page_shows(client: Client, school: None, address: str) -> None:
    page = rows(shown(client, "/school/compare/t03/"))
    text = client.get(f"{address}.csv").content.decode()
    head, *lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert text.startswith("\ufeff") and head[3].startswith("2023年度（版本 ")
    assert [f"{line[0]} {line[1]} {line[-1]}".split() for line in lines] == [row[0].split() for row in page]
    assert [line[3] for line in lines] == ["3000000.00"] * 3
    data = json.loads(client.get(f"{address}.json").content)
    printed = [[cell["printed"] if cell else "—" for cell in row["cells"]] for row in data["rows"]]
    assert printed == [row[1:] for row in page]


def test_units_side_by_side(client: Client, school: None) -> None:
    html = shown(client, "/compare/", units="school,bureau,other", year=2023, show="share")
    assert rows(html)[1] == ["205 教育支出", "300.00 占100%", "500.00 占100%", "150.00 占75%"]
    assert "一中属于教育局" in html and "两者规模不同" in html
    answer = client.get("/compare/", {"units": "school,bureau,other", "year": 2023, "format": "csv"})
    assert "3000000" in answer.content.decode() and answer["Content-Type"].startswith("text/csv")
    answer = client.get("/compare/", {"units": "school,other", "year": 2023, "format": "json"})
    assert [each["title"] for each in answer.json()["columns"]] == ["一中", "二中"]


def test_without_a_year_it_is_the_newest_most_have_published(client: Client, school: None) -> None:
    assert "<h2>2023年度</h2>" in shown(client, "/compare/", units="school,other")


def test_a_unit_without_that_year_is_a_column_that_says_so(client: Client, school: None) -> None:
    html = shown(client, "/compare/", units="school,other", year=2021)
    assert rows(html)[0] == ["合计", "200.00", "—"] and "没有现行的公开决算" in html


def test_units_are_added_by_name_or_code(client: Client, school: None) -> None:
    answer = client.get("/compare/", {"units": "school", "add": "二中、bureau"})
    assert answer.status_code == 302 and answer["Location"] == "/compare/?units=school,other,bureau"
    answer = client.get("/compare/", {"unit": ["school", "other"]})
    assert answer["Location"] == "/compare/?units=school,other"


def test_a_word_that_several_have_in_their_names_is_asked_about(client: Client, school: None) -> None:
    reported(unit("north", "城北小学"), 2023, OLD)
    reported(unit("south", "城南小学"), 2023, OLD)
    unit("drafting", "城西小学")
    html = shown(client, "/compare/", units="school", add="小学")
    assert 'href="?units=school,north"' in html and "城南小学" in html and "城西小学" not in html


def test_to_a_single_unit_others_of_its_department_are_offered(client: Client, school: None) -> None:
    first = Unit.objects.get(code="school")
    reported(unit("sister", "三中", parent=first.parent), 2023, OLD)
    unit("drafting", "四中", parent=first.parent)
    html = shown(client, "/compare/", units="school")
    assert 'href="?units=school,sister"' in html and "四中" not in html and "二中" not in html
    assert "可以和它比的" not in shown(client, "/compare/", units="school,sister")


def test_what_cannot_be_shown_is_said_and_the_rest_is_shown(client: Client, school: None) -> None:
    html = shown(client, "/compare/", units="school,nobody", add="没有的")
    assert "没有代码为“nobody”的单位" in html and "没有找到“没有的”" in html
    assert rows(html)[0] == ["合计", "300.00"]


def test_nine_units_are_one_too_many(client: Client, school: None) -> None:
    for number in range(9):
        reported(unit(f"u{number}", f"第{number}局"), 2023, OLD)
    html = shown(client, "/compare/", units=",".join(f"u{number}" for number in range(9)))
    assert "一次最多比较 8 个单位" in html and len(rows(html)[0]) == 9 and "第8局" not in html


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"units": ""},
        {"units": ",,,"},
        {"units": "<script>alert(1)</script>"},
        {"units": "school\0"},
        {"units": "school", "year": "9999"},
        {"units": "school", "year": "-1"},
        {"units": "school", "year": "２０２３"},
        {"units": "school", "table": "'; DROP", "column": "<b>", "show": "x"},
        {"units": "school", "table": "t03", "format": "exe"},
        {"add": "%"},
        {"add": "、" * 500},
        {"units": "a," * 500},
    ],
    ids=str,
)
def test_no_address_breaks_it(client: Client, school: None, asked: dict[str, str]) -> None:
    html = shown(client, "/compare/", **asked)
    assert "<script>alert" not in html and "<b>" not in html


def test_the_pages_cost_the_same_queries_however_many_units_and_years(
    client: Client, school: None, django_assert_num_queries: Callable[[int], object]
) -> None:
    for year in range(2010, 2020):
        reported(unit(f"u{year}", f"{year}局"), 2023, NEW)
    with django_assert_num_queries(3):  # type: ignore[attr-defined]
        client.get("/school/compare/t03/")
    for units in ("school,other", "school,bureau,other,u2010,u2011,u2012,u2013,u2014"):
        with django_assert_num_queries(4):  # type: ignore[attr-defined]
            client.get("/compare/", {"units": units, "year": 2023})
