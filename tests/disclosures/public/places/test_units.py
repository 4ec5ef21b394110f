"""The page of a unit and of a department: years with their gaps, versions, who has published below."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import UnitName
from disclosures.catalogue.reading import HEADLINES
from disclosures.models import Publication
from tests.disclosures.duties.years import owes
from tests.disclosures.public.places.filed import filed, unit, withdrawn
from tests.disclosures.public.places.test_regions import shown


def years(html: str) -> dict[str, str]:
    """The rows of the table of years, as text."""
    rows = re.findall(
        r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', html.split('id="years"')[1].split("</table>")[0]
    )
    return {re.sub("<.*?>", "", year): " ".join(re.sub("<.*?>", " ", cells).split()) for year, cells in rows}


def test_each_year_stands_beside_the_one_before_it(client: Client, db: None) -> None:
    school = unit("school", "一中")
    filed(school, 2022, spending=80, three_public=0)
    filed(school, 2023, spending=100, three_public=1.5)
    filed(school, 2024, spending=90, three_public=0)
    found = years(shown(client, "/school/"))
    assert list(found) == ["2024", "2023", "2022"]
    assert "90.00 下降10%" in found["2024"] and "0.00 下降100%" in found["2024"]
    assert "100.00 增长25%" in found["2023"] and "1.50 上年为0" in found["2023"]
    assert "增长" not in found["2022"] and "无" in found["2022"]


def test_a_gap_is_a_gap_whatever_is_the_reason(client: Client, db: None) -> None:
    school = unit("school")
    filed(school, 2020, spending=80)
    withdrawn(filed(school, 2022, 1, spending=77))
    filed(school, 2023, spending=99, entered=False)
    owes(school, year=2024)
    owes(school, year=2025, released=False)
    html = shown(client, "/school/")
    assert years(html) == {
        "2024": "列入应公开名单，没有公开",
        "2023": "已公开，这里还没有它的数，见决算",
        "2022": "第1版已于2026年1月2日撤回，不再公开",
        "2021": "没有这一年的决算",
        "2020": years(html)["2020"],
    }
    assert "77.00" not in html and "含有不应公开的内容" not in html
    assert html.count('<td class="number">') == len(HEADLINES)


def test_a_correction_stands_in_the_place_of_what_it_corrects(client: Client, db: None) -> None:
    school = unit("school", "一中")
    filed(school, 2024, 1, spending=80)
    filed(school, 2024, 2, spending=85)
    html = shown(client, "/school/")
    assert "85.00" in years(html)["2024"] and "80.00" not in html
    assert '<a href="/school/2024/">2024年度一中决算</a>' in html
    assert '<a href="/school/2024/v1/">2024年度一中决算（第1版，已被更正）</a>' in html


def test_why_a_version_corrects_another_is_told(client: Client, correct: Callable[[], Publication]) -> None:
    correct()
    html = shown(client, "/liaoyuan/")
    assert "更正原因：更正" in html and 'href="/liaoyuan/2024/v2/changes/"' in html
    withdrawn(Publication.objects.get(number=1))
    html = shown(client, "/liaoyuan/")
    assert "更正原因" not in html and "changes" not in html


def test_a_unit_tells_what_it_was_called_and_what_it_came_from(client: Client, db: None) -> None:
    school = unit("school", "市第一中学")
    old = unit("old", "县中", dissolved=True)
    other = unit("other", "职中")
    for each in (old, other):
        each.successors.add(school)
        filed(each, 2022)
    UnitName.objects.create(unit=school, name="市第一中学", valid_from=date(2023, 1, 1))
    UnitName.objects.create(unit=school, name="市中学", valid_from=date(2000, 1, 1))
    filed(school, 2024)
    html = shown(client, "/school/")
    assert "<dt>曾用名</dt><dd>市中学</dd>" in html
    assert '<dt>前身</dt><dd><a href="/old/">县中</a></dd>' in html
    assert '<dt>部分职责来自</dt><dd><a href="/other/">职中</a></dd>' in html
    assert years(html)["2023"] == "没有这一年的决算"
    assert years(html)["2022"] == "没有这一年的决算，原单位公开的： 县中 、 职中"
    assert "没有这一年的决算，原单位公开的：县中、职中" in client.get("/school/figures.csv").content.decode()
    assert "不在这里" in shown(client, "/school/compare/")
    assert '<dt>承接单位</dt><dd><a href="/school/">市第一中学</a></dd>' in shown(client, f"/{old.code}/")
    assert "<dt>部分职责转给</dt>" in shown(client, "/other/") and "已撤销" not in shown(client, "/other/")


def test_a_name_on_a_report_that_is_no_longer_borne_is_a_former_one(client: Client, db: None) -> None:
    school = unit("school", "市中学")
    filed(school, 2023)
    school.name = "市第一中学"
    school.save()
    assert "<dt>曾用名</dt><dd>市中学</dd>" in shown(client, "/school/")


def test_who_never_published_has_no_table_and_no_chart(client: Client, db: None) -> None:
    unit("school")
    html = shown(client, "/school/")
    assert "还没有公开的决算" in html and "compare.js" not in html and "figures.csv" not in html


def test_a_department_tells_which_of_its_units_lack(client: Client, db: None) -> None:
    bureau = unit("bureau", "教育局", kind="department")
    first, second = (unit(code, name, parent=bureau) for code, name in (("one", "一中"), ("two", "二中")))
    unit("three", "三中", parent=bureau)
    filed(bureau, 2024, spending=300)
    filed(first, 2024, spending=100)
    withdrawn(filed(second, 2024, spending=50))
    filed(second, 2023, spending=40)
    html = shown(client, "/bureau/")
    assert "3 个所属单位中 1 个已公开2024年度决算，未公开：" in html
    assert '<a href="/three/">三中</a>、<a href="/two/">二中</a>（已撤回）。' in html
    sums = html.split('<table aria-labelledby="sums-title">')[1].split("</table>")[0]
    assert "100.00" in sums and "400.00" not in sums and "300.00" not in sums and "按目录，1 份相加" in sums
    assert "部门决算已经包含所属单位，不与它们相加" in html
    assert "2023年度缺了谁：2 个没有公开" in html
    assert years(html)["2023"] == "没有这一年的决算"  # its units have one
    assert '<span class="state none">2024年度已撤回</span>' in html


def test_where_a_list_is_released_it_says_who_must(client: Client, db: None) -> None:
    bureau = unit("bureau", "教育局", kind="department")
    first, second = (unit(code, code, parent=bureau) for code in ("one", "two"))
    unit("secret", "某处", parent=bureau)
    filed(first, 2024)
    owes(first)
    owes(second)
    html = shown(client, "/bureau/")
    told = '2024年度应公开的名单上有 2 个所属单位，已公开 1 个，未公开：<a href="/two/">two</a>。'
    assert told in html and "1 / 2 个" in html
    assert '<a href="/secret/">某处</a></li>' in html  # and nothing about it
    owes(second, year=2025)
    assert "没有可以相加的决算" in shown(client, "/bureau/")
    assert "figures.csv" not in shown(client, "/two/")


def test_a_department_none_of_whose_units_published_says_so(client: Client, db: None) -> None:
    bureau = unit("bureau", "教育局", kind="department")
    unit("one", parent=bureau)
    assert "教育局的所属单位还没有公开过决算" in shown(client, "/bureau/")


def test_the_figures_as_a_file(client: Client, db: None) -> None:
    school = unit("school", "@一中")
    filed(school, 2024, spending=90.5)
    answer = client.get("/school/figures.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8" and answer["ETag"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    found = next(row for row in rows if row["项目"] == "spending")
    assert (found["单位"], found["金额（元）"], found["项目名"]) == ("'@一中", "905000.00", "本年支出")
    assert client.get("/nobody/figures.csv").status_code == 404


@pytest.mark.parametrize("many", [2, 12])
def test_a_department_costs_a_fixed_number_of_queries(
    client: Client, db: None, django_assert_num_queries: Any, many: int
) -> None:
    bureau = unit("bureau", kind="department")
    for n in range(many):
        child = unit(f"u{n}", parent=bureau)
        filed(child, 2020 + n % 5)
        owes(child, year=2024)
        filed(bureau, 2000 + n)
    with django_assert_num_queries(13):
        client.get("/bureau/")
    with django_assert_num_queries(10):
        client.get("/bureau/figures.csv")


def test_a_large_department_names_some_and_counts_the_rest(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("disclosures.public.places.units.LISTED", 10)
    bureau = unit("bureau", kind="department")
    for n in range(130):
        unit(f"u{n}", parent=bureau)
    filed(unit("one", parent=bureau), 2024)
    html = shown(client, "/bureau/")
    assert "131 个所属单位中 1 个已公开" in html and "等 130 个" in html and "另有 121 个没有列出" in html
    assert html.count("<a ") < 150
