"""/data/: what can be downloaded of all reports, and the wide tables of one."""

import hashlib
import json
from typing import Any

import pytest
from django.test import Client

from accounts.editions import EDITIONS
from disclosures import archive, withdrawing
from disclosures.datasets import following, making, wide
from disclosures.datasets.fields import FIXED
from disclosures.datasets.words import QUESTIONS
from disclosures.models import Publication
from tests.disclosures.public.test_pages import shown
from tests.stages import PUBLISHER

TABLE = "/liaoyuan/2024/v1/tables/t03.csv"


@pytest.fixture
def made(published: Publication) -> Publication:
    for scope in ("all", "2024"):
        making.make(scope)
    return published


def read(answer: Any) -> bytes:
    return b"".join(answer)


def test_each_package_is_listed_with_its_size_and_hash(client: Client, made: Publication) -> None:
    html = shown(client, "/data/")
    files = json.loads(client.get("/data/index.json").content)["files"]
    assert [each["path"] for each in files] == ["all.zip", "2024.zip"]
    for each in files:
        content = read(client.get(f"/data/{each['path']}"))
        assert (len(content), hashlib.sha256(content).hexdigest()) == (each["size"], each["sha256"])
        assert f'href="/data/{each["path"]}"' in html and each["sha256"] in html
    assert "<td>1 份</td>" in html and f"版本编码{made.code}" in html


def test_who_has_it_need_not_fetch_it_again(client: Client, made: Publication) -> None:
    for address in ("/data/", "/data/index.json", "/data/2024.zip", TABLE):
        answer = client.get(address, headers={"Accept-Encoding": "gzip"})
        read(answer)
        assert answer["Cache-Control"] == "public, max-age=60"
        again = client.get(address, headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304, address


def test_a_package_is_sent_as_it_is(client: Client, made: Publication) -> None:
    answer = client.get("/data/2024.zip", headers={"Accept-Encoding": "gzip"})
    size = len(read(answer))
    assert (answer["Content-Length"], answer["Content-Type"]) == (str(size), "application/zip")


def test_while_it_is_made_again_the_page_says_so(client: Client, made: Publication) -> None:
    following.take_away(made)
    assert shown(client, "/data/").count("正在重新生成，请过几分钟再来") == 2
    answer = client.get("/data/2024.zip")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "300", "no-cache")
    assert "2024年度部门决算、单位决算数据包正在重新生成" in answer.content.decode()
    assert json.loads(client.get("/data/index.json").content)["files"] == []


def test_a_year_that_nobody_published_has_none(client: Client, made: Publication) -> None:
    shown(client, "/data/2023.zip", 404)
    shown(client, "/data/x.zip", 404)


def test_without_any_report_the_page_stands(client: Client, db: None) -> None:
    assert "还没有公开的决算" in shown(client, "/data/")
    shown(client, "/data/all.zip", 404)


def test_versions_that_are_not_in_it_are_counted(client: Client, published: Publication) -> None:
    archive.files().delete(archive.path_of(published.manifest["figures.csv"]["sha256"]))
    making.make("2024")
    assert "有 1 份决算的数没有收入" in shown(client, "/data/")


def test_the_site_may_say_its_own_terms(client: Client, published: Publication, settings: Any) -> None:
    assert "本站没有另行规定使用条件" in shown(client, "/data/")
    settings.DATA_TERMS = "可以自由使用，请注明出处。"
    assert "可以自由使用" in shown(client, "/data/")


def test_every_question_leads_to_a_file_that_there_is() -> None:
    tables = [wide.resource(each) for each in wide.tables_of(EDITIONS).values()]
    known = {each.path for each in (*FIXED, *tables)}
    assert {each.file for each in QUESTIONS} <= known


def test_a_table_of_one_version(client: Client, published: Publication) -> None:
    answer = client.get(TABLE)
    head, total, *_ = answer.content.decode("utf-8-sig").splitlines()
    assert head.startswith("单位代码,单位名称,年度,版次,版本编码,部分,行,科目代码,行名,计量单位,本年支出合计")
    assert total.startswith(
        f"liaoyuan,{published.unit_name},2024,1,{published.code},,total,,合计,元,38055800.00"
    )
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert f'href="{TABLE}"' in shown(client, "/liaoyuan/2024/v1/")


@pytest.mark.parametrize("address", ["v1/tables/nothing.csv", "v2/tables/t03.csv"])
def test_no_other_table(client: Client, published: Publication, address: str) -> None:
    shown(client, f"/liaoyuan/2024/{address}", 404)


def test_a_draft_has_none(client: Client, published: Publication) -> None:
    shown(client, "/yanbian/2024/v1/tables/t03.csv", 404)


def test_a_withdrawn_version_has_none(client: Client, published: Publication) -> None:
    withdrawing.withdraw(published, by=PUBLISHER, reason="涉及个人信息")
    withdrawing.purge()
    shown(client, TABLE, 410)


def test_queries(client: Client, made: Publication, django_assert_num_queries: Any) -> None:
    for address, count in (("/data/", 3), ("/data/index.json", 0), ("/data/2024.zip", 0), (TABLE, 1)):
        with django_assert_num_queries(count):
            read(client.get(address))
