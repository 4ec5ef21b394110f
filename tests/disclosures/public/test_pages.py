"""The public pages, as an outsider sees them: what is published, helpful answers, and never a draft."""

import errno
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.template.defaultfilters import filesizeformat
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Unit
from disclosures.models import Publication, PublishOrder
from disclosures.public import pages, views

TITLE = "2024年度辽源市社会保险事业管理局单位决算"


def shown(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    assert response["Content-Type"] == "text/html; charset=utf-8"
    return response.content.decode()


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        client.get(address)
    return len(found)


@pytest.fixture(params=[True, False], ids=["debug", "deployed"])
def either_way(request: pytest.FixtureRequest, settings: Any) -> None:
    settings.DEBUG = request.param


# home


def test_the_list_shows_what_is_published_and_no_draft(client: Client, published: Publication) -> None:
    html = shown(client, "/")
    assert f'<a href="/liaoyuan/2024/">{TITLE}</a>' in html
    assert "2025年9月26日" in html
    assert "延边" not in html


def test_an_empty_list_says_so(client: Client, db: None) -> None:
    assert "还没有公开的决算" in shown(client, "/")


# a unit


def test_a_unit_lists_its_reports(client: Client, published: Publication) -> None:
    html = shown(client, "/liaoyuan/")
    assert "<h1>辽源市社会保险事业管理局</h1>" in html
    assert f'<a href="/liaoyuan/2024/">{TITLE}</a>' in html


def test_a_department_lists_its_units_and_a_unit_its_department(
    client: Client, published: Publication
) -> None:
    department = shown(client, "/yanbian/")
    assert 'href="/yanbian-bureau/"' in department and "还没有公开的决算" in department
    assert 'href="/yanbian/"' in shown(client, "/yanbian-archive/")


# a report


def test_the_report_stands_in_the_frame_of_the_site(client: Client, published: Publication) -> None:
    html = shown(client, "/liaoyuan/2024/")
    assert html.count("<article") == 1 and 'id="t03"' in html
    assert published.code in html and "第1版" in html and "已由" not in html
    for kind in ("pdf", "xlsx", "docx", "csv", "json", "txt"):
        assert f'href="/liaoyuan/2024/v1/report.{kind}"' in html
    assert shown(client, "/liaoyuan/2024/v1/") == html


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_written_into_a_page(
    client: Client, published: Publication
) -> None:
    for address in ("/", "/liaoyuan/", "/liaoyuan/2024/"):
        response = client.get(address)
        html = response.content.decode()
        programs = html.replace('<script type="application/ld+json">', "")  # data, which no browser runs
        assert re.findall(r"<script(?![^>]* src=)|<style| style=| on[a-z]+=", programs) == []
        loaded = re.sub('<link rel="canonical"[^>]*>', "", html)
        assert re.findall(r'(?:src|href)="(?!/|#|\?)[^"]*"', loaded) == []
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert "unsafe" not in response["Content-Security-Policy"]


def test_the_head_names_the_site_the_version_and_its_files(
    client: Client, correct: Callable[[], Publication]
) -> None:
    correct()
    newest, first = shown(client, "/liaoyuan/2024/"), shown(client, "/liaoyuan/2024/v1/")
    assert (
        f"<title>{TITLE} · 决算公开</title>" in newest
        and f"<title>{TITLE}（第1版） · 决算公开</title>" in first
    )
    assert '<link rel="canonical" href="http://testserver/liaoyuan/2024/v2/">' in newest
    assert '<link rel="canonical" href="http://testserver/liaoyuan/2024/v1/">' in first
    assert f'<meta name="description" content="{TITLE}，第2版，2025年10月9日公开' in newest
    assert '<link rel="alternate" type="text/csv" href="/liaoyuan/2024/v2/report.csv"' in newest
    for address in ("/", "/liaoyuan/"):
        html = shown(client, address)
        assert html.count('<meta name="description"') == 1 and "决算公开</title>" in html


def test_a_reader_can_pass_over_the_contents_list(client: Client, published: Publication) -> None:
    html = shown(client, "/liaoyuan/2024/")
    assert '<a class="skip" href="#overview">跳过目录</a>' in html and 'id="overview"' in html


def test_pages_are_compressed(client: Client, published: Publication) -> None:
    response = client.get("/liaoyuan/2024/", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip" and len(response.content) < 30_000


def test_downloads_have_their_sizes_and_the_version_its_citation(
    client: Client, published: Publication
) -> None:
    html = shown(client, "/liaoyuan/2024/")
    size = filesizeformat(published.manifest["report.json"]["size"])
    assert f'数据 JSON <span class="size">{size}</span>' in html
    assert f"《{TITLE}》（第1版，2025年9月26日公开）" in html
    long = rf"辽源市社会保险事业管理局\. {TITLE}\[R/OL\]\. 第1版，版本编码{published.code}\. \(2025-09-26\)"
    assert re.search(long + r"\[访问日期\]\. http://testserver/liaoyuan/2024/v1/", html)


def test_a_superseded_version_says_so_and_leads_to_the_newest(
    client: Client, correct: Callable[[], Publication]
) -> None:
    second = correct()
    newest, first = shown(client, "/liaoyuan/2024/"), shown(client, "/liaoyuan/2024/v1/")
    assert second.code in newest and 'class="notice"' not in newest and "/liaoyuan/2024/v1/" in newest
    assert "这是第1版，已由第2版更正" in first and 'href="/liaoyuan/2024/"' in first
    assert "52.71" in newest and "52.71" not in first


def test_a_version_tells_how_it_was_checked(client: Client, published: Publication) -> None:
    assert 'href="/liaoyuan/2024/v1/checks/"' in shown(client, "/liaoyuan/2024/")
    html = shown(client, "/liaoyuan/2024/v1/checks/")
    assert re.search(r"公开前按 \d{3} 项规则逐一核对：不合格 0 项", html)
    assert "未能检查" in html and 'href="/liaoyuan/2024/v1/report.checks"' in html
    told = client.get("/liaoyuan/2024/v1/report.checks").json()
    assert told["code"] == published.code and {rule["result"] for rule in told["rules"]} <= {
        "good",
        "explained",
        "unknown",
        "idle",
    }
    assert client.get("/liaoyuan/2024/v9/checks/").status_code == 404


def test_hostile_names_and_titles_are_escaped(client: Client, published: Publication) -> None:
    hostile = '<script>alert("1")</script>'
    order = PublishOrder.objects.create(
        account=published.order.account,
        unit=published.unit,
        year=2100,
        number=1,
        code='"><b x=',
        disclosed=published.disclosed,
        input={},
        requested_by="审核人",
        state="done",
    )
    Publication.objects.create(
        order=order,
        unit=published.unit,
        year=2100,
        number=1,
        code='"><b x=',
        edition="x",
        title=hostile,
        unit_name=hostile,
        disclosed=published.disclosed,
        requested_by="x",
        manifest=published.manifest,
    )
    Unit.objects.filter(code="liaoyuan").update(name=hostile, region=hostile)
    for address in ("/", "/liaoyuan/", "/liaoyuan/2100/", "/liaoyuan/1999/"):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html and "<b x" not in html, address
        assert "&lt;script&gt;alert(&quot;1&quot;)" in html, address


# a file


@pytest.mark.parametrize(
    ("kind", "content_type"),
    [
        ("pdf", "application/pdf"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("json", "application/json; charset=utf-8"),
        ("csv", "text/csv; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_comes_as_published_with_its_name_and_tag(
    client: Client, published: Publication, kind: str, content_type: str
) -> None:
    name = "figures.csv" if kind == "csv" else f"report.{kind}"
    response = client.get(f"/liaoyuan/2024/report.{kind}")
    assert response["Content-Type"] == content_type
    assert len(response.content) == published.manifest[name]["size"]
    assert response["ETag"] == f'"{published.manifest[name]["sha256"]}"'
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''2024%E5%B9%B4")
    assert unquote(response["Content-Disposition"]).endswith(f"{TITLE}第1版.{kind}")
    assert response["Link"] == '<http://testserver/liaoyuan/2024/v1/>; rel="canonical"'
    assert client.get(f"/liaoyuan/2024/v1/report.{kind}").content == response.content
    same = client.get(f"/liaoyuan/2024/report.{kind}", headers={"If-None-Match": response["ETag"]})
    assert (same.status_code, same.content) == (304, b"")


def test_a_version_keeps_its_own_files(client: Client, correct: Callable[[], Publication]) -> None:
    correct()
    newest, first = client.get("/liaoyuan/2024/report.csv"), client.get("/liaoyuan/2024/v1/report.csv")
    assert newest.content == client.get("/liaoyuan/2024/v2/report.csv").content != first.content


# what is not there


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize(
    ("address", "words", "link"),
    [
        ("/nobody/", "没有代码为“nobody”的部门或单位", 'href="/"'),
        ("/nobody/2024/", "没有代码为“nobody”的部门或单位", 'href="/"'),
        ("/liaoyuan/2019/", "没有公开2019年度决算。已公开的年度：", 'href="/liaoyuan/2024/"'),
        ("/liaoyuan/2024/v7/", "2024年度决算没有第7版。已公开的版本：", 'href="/liaoyuan/2024/v1/"'),
        ("/liaoyuan/2019/report.pdf", "没有公开2019年度决算", 'href="/liaoyuan/2024/"'),
        ("/liaoyuan/2024/report.exe", "没有 exe 格式的文件", 'href="/liaoyuan/2024/"'),
        ("/yanbian/2024/", "该单位还没有公开过决算", 'href="/"'),
        ("/yanbian/2024/v1/", "该单位还没有公开过决算", 'href="/"'),
        ("/yanbian/2024/report.pdf", "该单位还没有公开过决算", 'href="/"'),
        ("/liaoyuan/24/", "没有这个页面", 'href="/"'),
        ("/a/b/c.php", "没有这个页面", 'href="/"'),
        ("/%3Cscript%3E/", "没有这个页面", 'href="/"'),
    ],
)
def test_what_is_not_there_is_answered_helpfully(
    client: Client, published: Publication, address: str, words: str, link: str
) -> None:
    html = shown(client, address, 404)
    assert words in html and link in html


def test_an_address_without_its_last_slash_is_sent_on(client: Client, published: Publication) -> None:
    response = client.get("/liaoyuan/2024?x=1")
    assert (response.status_code, response["Location"]) == (301, "/liaoyuan/2024/?x=1")


@pytest.mark.parametrize(
    "address", ["/", "/liaoyuan/", "/liaoyuan/2024/", "/liaoyuan/2024/report.csv", "/x/y/"]
)
def test_pages_are_only_read(client: Client, published: Publication, address: str) -> None:
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == client.get(address).status_code


def test_the_server_error_page_needs_nothing(rf: Any, django_assert_num_queries: Any) -> None:
    response = views.server_error_page(rf.get("/"))
    assert response.status_code == 500
    assert "服务器出了问题" in response.content.decode()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OperationalError("the database system is shutting down"), "数据库暂时没有应答"),
        (InterfaceError("connection already closed"), "已经保存的内容都在"),
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘满了"),
    ],
)
def test_what_passes_by_itself_is_told_as_such(
    rf: Any, error: Exception, words: str, django_assert_num_queries: Any
) -> None:
    try:
        raise error
    except Exception:
        response = views.server_error_page(rf.get("/"))
    assert response.status_code == 503 and response["Retry-After"] == "30"
    assert words in response.content.decode() and str(error) not in response.content.decode()


def test_a_breakdown_shows_the_page_and_not_the_cause(
    client: Client, published: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr(pages.archive, "content", lambda *args: 1 / 0)
    response = client.get("/liaoyuan/2024/")
    assert response.status_code == 500
    assert "暂时无法显示" in response.content.decode() and "ZeroDivision" not in response.content.decode()


# what it costs


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/", 4),
        ("/liaoyuan/", 9),
        ("/liaoyuan/figures.csv", 6),
        ("/yanbian/", 13),
        ("/regions/", 3),
        ("/nowhere/figures.csv", 1),
        ("/liaoyuan/2024/", 1),
        ("/liaoyuan/2024/v1/", 1),
        ("/liaoyuan/2024/report.pdf", 1),
        ("/nobody/2024/", 2),
        ("/liaoyuan/2019/", 3),
        ("/a/b/c.php", 0),
    ],
)
def test_a_page_costs_a_fixed_number_of_queries(
    client: Client, correct: Callable[[], Publication], address: str, count: int
) -> None:
    assert queries(client, address) == count
    correct()
    Unit.objects.create(
        code="new", name="新单位", kind="unit", level="州", parent=Unit.objects.get(code="yanbian")
    )
    assert queries(client, address) == count


@pytest.mark.parametrize(
    ("page", "status", "words"),
    [
        (views.bad_request_page, 400, "请求有误"),
        (views.forbidden_page, 403, "刷新后再试"),
        (views.server_error_page, 500, "服务器出了问题"),
    ],
)
def test_what_goes_wrong_is_told_in_chinese(page: Any, status: int, words: str, rf: Any) -> None:
    response = page(rf.get("/"))
    assert response.status_code == status and words in response.content.decode()


def test_a_wrong_host_and_a_post_without_a_token_get_our_own_pages(settings: Any) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS = False, ["testserver"]
    client = Client(enforce_csrf_checks=True)
    assert "请求有误" in client.get("/", HTTP_HOST="elsewhere.example").content.decode()
    refused = client.post("/")
    assert refused.status_code == 403 and "刷新后再试" in refused.content.decode()
