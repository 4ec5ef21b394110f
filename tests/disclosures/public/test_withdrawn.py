"""What the public is told of a version that was withdrawn: that it was, of which unit and year, and when."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from disclosures import logbook, served, withdrawing
from disclosures.models import Publication
from disclosures.publiclog import verifier
from tests.disclosures.public.test_pages import TITLE, queries, shown
from tests.stages import PUBLISHER

Correct = Callable[[], Publication]
FIRST = "/liaoyuan/2024/v1/"
PAGES = ("", "changes/", "checks/")
KINDS = ("pdf", "xlsx", "docx", "csv", "json", "txt", "zip", "checks")


def withdraw(publication: Publication) -> str:
    """And the day, as the public is told it."""
    made = withdrawing.withdraw(publication, by=PUBLISHER, reason="附注中有张某的身份证号")
    withdrawing.purge()
    at = timezone.localdate(made.at)
    return f"{at.year}年{at.month}月{at.day}日"


def addresses(version: str) -> list[str]:
    return [version + page for page in PAGES] + [f"{version}report.{kind}" for kind in KINDS]


def test_every_address_of_it_says_so_and_nothing_else(client: Client, published: Publication) -> None:
    tags = {address: client.get(address).headers.get("ETag", "") for address in addresses(FIRST)}
    day = withdraw(published)
    for address in (*addresses(FIRST), "/liaoyuan/2024/", "/liaoyuan/2024/report.pdf"):
        answer = client.get(address, headers={"If-None-Match": tags.get(address, "")})
        html = answer.content.decode()
        assert (answer.status_code, answer["Cache-Control"]) == (410, "no-cache"), address
        assert f"<p>辽源市社会保险事业管理局2024年度决算第1版已于{day}撤回，不再公开。</p>" in html
        assert "张某" not in html and published.code not in html and "公开人" not in html
        assert "ETag" not in answer.headers


def test_the_lists_follow(client: Client, published: Publication) -> None:
    day = withdraw(published)
    assert TITLE not in shown(client, "/") and "还没有公开的决算" in shown(client, "/")
    html = shown(client, "/liaoyuan/")
    assert TITLE not in html and "2024年度决算（已撤回）</a>" in html
    assert f"第1版，{day}撤回</span>" in html and f"第1版已于{day}撤回，不再公开</td>" in html
    assert "没有公开2023年度决算。该单位还没有公开过决算。" in shown(client, "/liaoyuan/2023/", 404)
    assert "没有第2版" in shown(client, "/liaoyuan/2024/v2/", 404)


def test_an_older_version_goes_and_the_newest_stays(client: Client, correct: Correct) -> None:
    second = correct()
    day = withdraw(second.corrects)  # type: ignore[arg-type]
    html = shown(client, "/liaoyuan/2024/")
    assert second.code in html and f"<dt>第1版</dt><dd>已于{day}撤回</dd>" in html
    assert 'href="/liaoyuan/2024/v1/"' not in html and "更正了什么" not in html
    gone = shown(client, FIRST, 410)
    assert 'href="/liaoyuan/2024/v2/">第2版</a>' in gone


def test_the_difference_that_quotes_it_goes_with_it(client: Client, correct: Correct) -> None:
    second = correct()
    day = withdraw(second.corrects)  # type: ignore[arg-type]
    for address in ("changes/", "report.changes"):
        html = shown(client, f"/liaoyuan/2024/v2/{address}", 410)
        assert f"更正对照引用的第1版已于{day}撤回，对照不再公开。" in html
    names = zipfile.ZipFile(BytesIO(client.get("/liaoyuan/2024/v2/report.zip").content)).namelist()
    assert not [name for name in names if "changes" in name]
    assert [name for name in names if name.endswith("report.json")]


def test_what_was_corrected_does_not_come_back_as_the_current_one(client: Client, correct: Correct) -> None:
    second = correct()
    day = withdraw(second)
    html = shown(client, "/liaoyuan/2024/", 410)
    assert f"第2版已于{day}撤回" in html and f'href="{FIRST}">第1版（已被更正）</a>' in html
    assert TITLE not in shown(client, "/")
    first = shown(client, FIRST)
    assert f"这是第1版，已由第2版更正。第2版已于{day}撤回，目前没有现行版本。" in first
    assert "查看最新版本" not in first


def test_a_first_version_has_no_difference(client: Client, published: Publication) -> None:
    assert "第1版没有更正对照。" in shown(client, f"{FIRST}changes/", 404)


def test_its_lines_and_proofs_stay_public(client: Client, published: Publication) -> None:
    withdraw(published)
    logbook.seal()
    lines = client.get("/log/tile/entries/000.p/2").content
    assert b'"kind":"publication"' in lines and b'"kind":"withdrawal"' in lines
    assert client.get("/log/checkpoint").content.decode().split("\n")[1] == "2"


def test_what_is_left_of_the_folder_is_still_verified(
    client: Client, correct: Correct, tmp_path: Path
) -> None:
    second = correct()
    withdraw(second.corrects)  # type: ignore[arg-type]
    logbook.seal()
    content = client.get("/liaoyuan/2024/v2/report.zip").content
    zipfile.ZipFile(BytesIO(content)).extractall(tmp_path / "zip")
    (folder,) = (tmp_path / "zip").iterdir()
    key = client.get("/log/key").content.decode().strip()
    verify = [sys.executable, verifier.__file__, str(folder), "--key", key]
    done = subprocess.run(verify, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0 and "没有 changes.json" in done.stdout
    (folder / "figures.csv").unlink()
    assert subprocess.run(verify, capture_output=True, check=False).returncode == 2


def test_what_a_web_server_serves_by_itself_follows(correct: Correct, tmp_path: Path, settings: Any) -> None:
    second = correct()
    settings.PUBLIC_FILES = folder = tmp_path / "public"
    served.lay_out("liaoyuan", 2024)
    assert (folder / "liaoyuan/2024/v1/report.pdf").exists()
    withdraw(second.corrects)  # type: ignore[arg-type]
    here = folder / "liaoyuan/2024"
    left = {str(path.relative_to(here)) for path in here.rglob("*.*")}
    assert "v2/index.html" in left and not [path for path in left if path.startswith(("v1", "v2/changes"))]
    served.lay_out("liaoyuan", 2024)
    assert "<dt>第1版</dt><dd>已于" in (here / "v2/index.html").read_text("utf-8")


def test_pages_are_only_read(client: Client, published: Publication) -> None:
    withdraw(published)
    assert client.post(FIRST).status_code == 405
    assert client.head(FIRST).status_code == 410


@pytest.mark.parametrize(("address", "count"), [("/liaoyuan/", 9), ("/liaoyuan/2024/", 3), (FIRST, 3)])
def test_the_pages_cost_a_fixed_number_of_queries(
    client: Client, correct: Correct, address: str, count: int
) -> None:
    withdraw(Publication.objects.get())
    before = queries(client, address)
    assert before == count
    assert not re.search("2025", shown(client, FIRST, 410))
