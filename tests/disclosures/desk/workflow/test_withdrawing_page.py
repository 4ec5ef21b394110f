"""The page on which a version is withdrawn: who finds it, what it says and asks, and what then stands."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import Account, WrongPassword
from disclosures import archive, rendering
from disclosures.models import Publication, Withdrawal
from tests import stages
from tests.disclosures.desk.conftest import nowhere
from tests.disclosures.desk.workflow.conftest import PASSWORD
from tests.disclosures.desk.workflow.test_steps_page import refusal, shown, status, url


@pytest.fixture(autouse=True)
def stored(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are made at once."""
    stages.keep_files_in(tmp_path, settings)

    def files(case: Any, issue: Any, *more: Any) -> dict[str, bytes]:
        return {name: f"{name} {issue}".encode() for name in ("article.html", "changes.html")}

    monkeypatch.setattr(rendering, "files", files)


@pytest.fixture
def version(account: Account) -> Publication:
    return stages.publish(account)


@pytest.fixture
def second(version: Publication) -> Publication:
    stages.correct(version.order.account)
    return stages.publish(version.order.account, date(2025, 10, 9))


def page(version: Publication) -> str:
    return f"versions/{version.number}/withdraw/"


def send(client: Client, of: Publication, **fields: str) -> Any:
    told = {"version": of.code, "reason": "有个人信息", "password": PASSWORD, **fields}
    return client.post(url(of.order.account, page(of)), told)


# Who finds it.


@pytest.mark.parametrize("method", ["get", "post"])
def test_for_others_there_is_nothing(
    outsider: Client, clerk: Client, reviewer: Client, version: Publication, method: str
) -> None:
    for client in (outsider, clerk, reviewer):
        nowhere(client, method, url(version.order.account, page(version)))
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_no_version_is_not_there(publisher: Client, account: Account, method: str) -> None:
    nowhere(publisher, method, url(account, "versions/1/withdraw/"), url(account, "versions/0/withdraw/"))


def test_the_way_to_it(publisher: Client, bureau: Client, clerk: Client, version: Publication) -> None:
    account = version.order.account
    link = f'href="{url(account, page(version))}">撤回第1版…</a>'
    assert link in shown(publisher, account) and link in shown(bureau, account)
    html = shown(clerk, account)
    assert link not in html and version.code in html and 'href="/liaoyuan/2024/v1/"' in html


def test_before_anything_was_published_nothing_is_said_of_versions(
    publisher: Client, account: Account
) -> None:
    assert "公开的版本</h2>" not in shown(publisher, account)


# What it says.


def test_it_says_what_goes_and_what_stays(publisher: Client, version: Publication) -> None:
    html = shown(publisher, version.order.account, page(version))
    for words in ("不能恢复", "（410）", "改动记录不能删", "搜索引擎的快照", "回到填报中", version.code):
        assert words in html
    assert "更正对照：它引用" not in html and "不会因此重新成为现行版本" not in html


def test_of_the_newest_of_two(publisher: Client, second: Publication) -> None:
    html = shown(publisher, second.order.account, page(second))
    assert "第1版仍可按它自己的网址查看，但它已被更正，不会因此重新成为现行版本。" in html


def test_of_an_older_one(publisher: Client, version: Publication, second: Publication) -> None:
    html = shown(publisher, version.order.account, page(version))
    assert "第2版的更正对照：它引用第1版改前的内容，一并删除" in html
    assert "流程不受影响，仍为已公开" in html and "不再列为已公开" not in html


# What it asks.


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"version": ""}, "输入的版本编码不是第1版的"),
        ({"version": "2222222222"}, "输入的版本编码不是第1版的"),
        ({"password": "不对"}, "密码"),
        ({"reason": " "}, "写明理由"),
        ({"reason": "长" * 2001}, "有 2001 个字"),
    ],
)
def test_what_is_not_complete_is_refused_and_what_was_typed_is_kept(
    publisher: Client, version: Publication, fields: dict[str, str], words: str
) -> None:
    answer = send(publisher, version, **fields)
    assert words in refusal(answer)
    if "reason" not in fields:
        assert ">有个人信息</textarea>" in answer.content.decode()
    assert not Withdrawal.objects.exists() and status(version.order.account) == "published"


def test_a_code_is_asked_for_where_one_is_set_up(publisher: Client, version: Publication) -> None:
    TOTPDevice.objects.create(user=User.objects.get(username="赵六"), confirmed=True)
    assert 'name="code"' in shown(publisher, version.order.account, page(version))
    assert "动态码" in refusal(send(publisher, version))
    assert not Withdrawal.objects.exists()


def test_wrong_passwords_are_counted(publisher: Client, version: Publication) -> None:
    send(publisher, version, password="不对")
    assert WrongPassword.objects.count() == 1


# What then stands.


def test_it_is_done(
    publisher: Client, version: Publication, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    account = version.order.account
    spoken = f"{version.code[:5]} {version.code[5:].lower()}"
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(publisher, version, version=spoken)
    assert answer.headers["Location"] == url(account)
    html = shown(publisher, account)
    assert "第1版已撤回，网址不再给出内容" in html
    assert re.search(r"赵六于\d{4}年[^<]*撤回，有个人信息", html)
    assert "撤回：已公开 → 填报中" in html and "撤回第1版…" not in html
    assert Client().get("/liaoyuan/2024/v1/").status_code == 410
    assert not any(archive.is_there(entry["sha256"]) for entry in version.manifest.values())


def test_files_that_are_still_there_are_told_of(publisher: Client, version: Publication) -> None:
    """Nothing is deleted before the commit, which never comes here."""
    send(publisher, version)
    assert "文件还没有删完，系统会继续删" in shown(publisher, version.order.account)


def test_the_clerk_is_told_why_it_is_open_again(
    publisher: Client, clerk: Client, version: Publication
) -> None:
    send(publisher, version)
    html = shown(clerk, version.order.account, "")
    assert re.search(r'class="notice" role="note">赵六于[^<]*撤回：第1版：有个人信息', html)


def test_a_second_time_changes_nothing(publisher: Client, bureau: Client, version: Publication) -> None:
    account = version.order.account
    for client in (publisher, publisher, bureau):
        assert send(client, version).status_code == 302
    assert Withdrawal.objects.get().by == "赵六"
    html = shown(bureau, account, page(version))
    assert "这一版已由赵六于" in html and "<form" not in html.split("<main")[1].split("</nav>")[-1]


def test_the_way_back_to_it_is_not_offered(publisher: Client, version: Publication) -> None:
    send(publisher, version)
    html = shown(publisher, version.order.account)
    assert "恢复为已公开" not in html and "看已公开的" not in html
    assert "没有需要您办理的步骤" in html


@pytest.mark.parametrize("many", [1, 2])
def test_the_page_costs_the_same_queries_whatever_there_is(
    publisher: Client,
    version: Publication,
    many: int,
    request: pytest.FixtureRequest,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    if many == 2:
        request.getfixturevalue("second")
    account, rest = version.order.account, page(version)
    with django_assert_num_queries(10):
        shown(publisher, account, rest)
