"""查找: by words, names, initials and filters; what is not public is not found."""

import csv
import io
import re
from collections.abc import Callable
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from disclosures.catalogue import keeping, searching
from disclosures.catalogue.models import Entry
from disclosures.models import Publication, Withdrawal
from disclosures.public import search


@pytest.fixture
def listed(published: Publication) -> Publication:
    keeping.take_in(published)
    return published


def shown(client: Client, **asked: object) -> str:
    response = client.get("/search/", asked)
    assert response.status_code == 200
    return response.content.decode()


def count(html: str) -> int:
    found = re.search(r'决算 <span class="counts">(\d+) 份', html)
    assert found
    return int(found[1])


@pytest.mark.parametrize(
    "words",
    [
        "辽源",
        "社会保险事业管理局",
        "lysshbxsyglj",
        "liaoyuan",
        "奖补",
        "企业养老保险考核奖补资金",
        "2080599",
        "其他行政事业单位养老支出",
        "过紧日子",
        "辽源 奖补",
        "２０８０５９９",
        "LIAOYUAN",
    ],
)
def test_what_stands_in_a_report_finds_it(client: Client, listed: Publication, words: str) -> None:
    html = shown(client, q=words)
    assert count(html) == 1 and 'href="/liaoyuan/2024/"' in html


@pytest.mark.parametrize("words", ["延边", "教育局", "辽源 教育局", "%", "_", "'", "\\", "待填写"])
def test_what_does_not_stand_there_finds_nothing(client: Client, listed: Publication, words: str) -> None:
    html = shown(client, q=words)
    assert count(html) == 0 and "没有找到" in html


def test_no_more_is_counted_than_anybody_turns_pages(
    client: Client, listed: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "COUNTED", 0)
    monkeypatch.setattr(search, "COUNTED", 0)
    with CaptureQueriesContext(connection) as asked:
        assert "超过 0 份" in shown(client, q="奖补")
    (looking,) = [each["sql"] for each in asked if "strpos" in each["sql"] or "OFFSET 0" in each["sql"]]
    assert looking.endswith("LIMIT 1")


def test_pairs_that_stand_apart_are_no_word(client: Client, listed: Publication) -> None:
    """Both 辽源 and 源管 may stand in a report that nowhere says 辽源管."""
    entry = Entry.objects.get()
    apart = next(
        first + second[1]
        for first, second in product(entry.pairs, repeat=2)
        if first[1] == second[0] and first + second[1] not in entry.words
    )
    assert count(shown(client, q=apart)) == 0


def test_texts_are_looked_into_behind_the_order(client: Client, listed: Publication) -> None:
    """PostgreSQL left alone looks into the texts of thousands of reports, and sorts then."""
    with CaptureQueriesContext(connection) as asked:
        shown(client, q="企业养老保险", sort="title")
    (looking, *_) = [each["sql"] for each in asked if "strpos" in each["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {looking}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert re.search(r"Subquery Scan on candidate.*\n\s+Filter: \(strpos", plan), plan


def test_a_unit_is_found_by_its_name(client: Client, listed: Publication) -> None:
    assert '<li><a href="/liaoyuan/">' in shown(client, q="社会保险")
    assert '<li><a href="/liaoyuan/">' not in shown(client, q="奖补")


def test_a_hit_leads_to_its_place_and_is_marked(client: Client, listed: Publication) -> None:
    html = shown(client, q="奖补")
    assert 'href="/liaoyuan/2024/#project-award"' in html and "<mark>奖补</mark>" in html


def test_a_single_character_is_looked_for_in_names(client: Client, listed: Publication) -> None:
    assert count(shown(client, q="辽")) == 1 and count(shown(client, q="的")) == 0


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"year": 2024}, 1),
        ({"kind": "unit"}, 1),
        ({"kind": "department"}, 0),
        ({"least": "3000"}, 1),
        ({"least": "3,000"}, 1),
        ({"most": "3000"}, 0),
        ({"under": "liaoyuan"}, 1),
        ({"under": "nowhere"}, 0),
    ],
)
def test_filters(client: Client, listed: Publication, asked: dict[str, object], found: int) -> None:
    assert count(shown(client, **asked)) == found


@pytest.mark.parametrize(
    "asked", [{"year": "1999"}, {"year": "x"}, {"least": "很多"}, {"kind": "x"}, {"page": "x"}, {"sort": "x"}]
)
def test_a_filter_that_makes_no_sense_is_passed_over(
    client: Client, listed: Publication, asked: dict[str, object]
) -> None:
    assert count(shown(client, **asked)) == 1


def test_what_was_asked_is_escaped(client: Client, listed: Publication) -> None:
    html = shown(client, q="<script>alert(1)</script>")
    assert "<script>alert" not in html and "&lt;script&gt;" in html


def test_the_list_as_csv(client: Client, listed: Publication) -> None:
    response = client.get("/search/", {"q": "辽源", "format": "csv"})
    head, row = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    told = dict(zip(head, row, strict=True))
    assert told["单位代码"] == "liaoyuan" and told["版本编码"] == listed.code
    assert told["本年支出（元）"] == "38055800.00" and told["“三公”经费支出（元）"] == ""


def test_drafts_are_not_in_the_catalogue(client: Client, listed: Publication) -> None:
    """延边 is loaded, and not published."""
    assert [entry.publication for entry in Entry.objects.all()] == [listed]


def test_a_correction_takes_the_place_of_what_it_corrects(
    listed: Publication, correct: Callable[[], Publication]
) -> None:
    second = correct()
    keeping.follow(second)
    assert [entry.publication for entry in Entry.objects.all()] == [second]


def test_what_was_withdrawn_is_not_found(client: Client, listed: Publication) -> None:
    Withdrawal.objects.create(publication=listed, reason="误公开", by="公开人")
    keeping.follow(listed)
    assert count(shown(client, q="辽源")) == 0


def test_a_report_is_found_by_every_name_of_its_unit(client: Client, listed: Publication) -> None:
    unit, name = listed.unit, listed.unit_name
    unit.names.create(name="养老保险中心")
    type(unit).objects.filter(pk=unit.pk).update(name="医疗保险中心")
    keeping.follow_names(unit.pk)
    for word in (name, "养老保险中心", "医疗保险中心", "liaoyuan"):
        assert count(page := shown(client, q=word)) == 1 and name in page, word
    assert Entry.objects.get().name.startswith(f"{name}\nliaoyuan\n"), "sorted by the name it bears"


def test_what_was_missed_is_caught_up_with(published: Publication) -> None:
    assert list(keeping.catch_up()) == [published]
    assert list(keeping.catch_up()) == []


def test_the_page_costs_the_same_queries_whatever_is_found(
    client: Client, listed: Publication, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for words in ("辽源", "没有的"):
        with django_assert_max_num_queries(7):  # type: ignore[attr-defined]
            shown(client, q=words)
