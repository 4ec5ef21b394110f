"""/verify/: what a reader with a code, a hash or a file is told, and how a hostile one is answered."""

import hashlib
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from disclosures import archive, logbook, withdrawing
from disclosures.models import Publication
from disclosures.public import answers, uploads
from tests.disclosures.public.test_pages import queries, shown
from tests.stages import PUBLISHER

PDF = "report.pdf"


def told(client: Client, content: bytes, name: str = "下载.pdf") -> str:
    answer = client.post("/verify/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    return answer.content.decode()


def changed(content: bytes) -> bytes:
    return content[:-1] + bytes([content[-1] ^ 1])


class TestCode:
    def test_the_current_version(self, client: Client, published: Publication) -> None:
        html = shown(client, f"/verify/{published.code}/")
        assert "是本站公开的决算，这一版是当前版本" in html
        for fact in (published.unit_name, "2024年度", "第1版", "2025年9月26日", published.code):
            assert f"<dd>{fact}</dd>" in html
        assert 'href="/liaoyuan/2024/v1/"' in html and "纸质件请与正式文本逐页对照" in html
        assert queries(client, f"/verify/{published.code}/") == 2

    def test_a_superseded_version_points_on(
        self, client: Client, published: Publication, correct: Callable[[], Publication]
    ) -> None:
        correct()
        html = shown(client, f"/verify/{published.code}/")
        assert "这一版已由第2版更正" in html
        assert '<a href="/liaoyuan/2024/v2/">看当前版本（第2版）</a>' in html

    def test_it_is_read_as_people_type_it(self, client: Client, published: Publication) -> None:
        here = f"/verify/{published.code}/"
        asked = client.get("/verify/", {"code": f" {published.code[:5].lower()}-{published.code[5:]} "})
        assert (asked.status_code, asked["Location"]) == (302, here)
        assert client.get(f"/verify/{published.code.lower()}/")["Location"] == here

    def test_a_mistyped_letter_is_helped_and_not_passed_over(
        self, client: Client, published: Publication
    ) -> None:
        slip = f"{published.code[:4]}0{published.code[5:]}"
        html = shown(client, f"/verify/{slip}/", status=404)
        assert "没有这个版本编码" in html and "I、L、O、0、1" in html
        assert f'<a href="/verify/{published.code}/">只差一个字的编码：{published.code}' in html
        assert 'class="answer current' not in html
        assert queries(client, f"/verify/{slip}/") == 2

    @pytest.mark.parametrize(
        "code",
        ["ZZZZZZZZZZ", "A", "A" * 300, "%00", "<script>", "版本", "sha256", "manifest.json"],
    )
    def test_what_is_no_code(self, client: Client, published: Publication, code: str) -> None:
        html = client.get(f"/verify/{code}/", follow=True)
        assert html.status_code == 404
        assert "没有这个版本编码" in html.content.decode()
        assert "<script>" not in html.content.decode()

    def test_nothing_typed(self, client: Client, db: None) -> None:
        assert "请输入版本编码" in shown(client, "/verify/?code=%20")

    def test_a_draft_has_none(self, client: Client, published: Publication) -> None:
        published.order.pk, published.order.code, published.order.number = None, "K7M2PQ9XAB", 2
        published.order.state = "failed"
        published.order.error = "没有纸"
        published.order.save()
        assert client.get("/verify/K7M2PQ9XAB/").status_code == 404


class TestHash:
    def test_each_file_of_a_version(self, client: Client, published: Publication) -> None:
        for name, entry in published.manifest.items():
            html = shown(client, f"/verify/sha256/{entry['sha256']}/")
            assert "是本站公开的文件，没有改动；这一版是当前版本" in html and name in html

    def test_a_file_of_an_older_version(
        self, client: Client, published: Publication, correct: Callable[[], Publication]
    ) -> None:
        correct()
        html = shown(client, f"/verify/sha256/{published.manifest[PDF]['sha256']}/")
        assert "没有改动；这一版已由第2版更正" in html

    def test_a_file_of_many_versions_is_not_told_one_by_one(
        self, client: Client, published: Publication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(answers, "SHARED", 0)
        html = shown(client, f"/verify/sha256/{published.manifest[PDF]['sha256']}/")
        assert "很多份决算都有这同一个文件" in html and published.code not in html

    def test_an_unknown_one(self, client: Client, published: Publication) -> None:
        html = shown(client, f"/verify/sha256/{'0' * 64}/")
        assert "不是本站公开的文件，或者被改动过" in html and "请从本站下载同一份决算" in html

    def test_the_form(self, client: Client, published: Publication) -> None:
        sha256 = published.manifest[PDF]["sha256"]
        asked = client.get("/verify/", {"sha256": f" {sha256.upper()}\n"})
        assert asked["Location"] == f"/verify/sha256/{sha256}/"
        assert "SHA-256 是 64 个字" in shown(client, "/verify/?sha256=abc")

    def test_for_programs(
        self, client: Client, published: Publication, correct: Callable[[], Publication]
    ) -> None:
        correct()
        sha256 = published.manifest[PDF]["sha256"]
        assert client.get(f"/verify/sha256/{sha256}.json").json() == {
            "sha256": sha256,
            "found": [
                {
                    "file": PDF,
                    "state": "superseded",
                    "unit": "liaoyuan",
                    "unit_name": published.unit_name,
                    "year": 2024,
                    "number": 1,
                    "newest": 2,
                    "code": published.code,
                    "disclosed": "2025-09-26",
                    "address": "http://testserver/liaoyuan/2024/v1/",
                }
            ],
        }
        assert client.get(f"/verify/sha256/{'0' * 64}.json").json()["found"] == []

    def test_it_is_found_by_an_index(self, client: Client, published: Publication) -> None:
        sha256 = published.manifest[PDF]["sha256"]
        assert queries(client, f"/verify/sha256/{sha256}/") == 2
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        assert "publication_by_file_hash" in Publication.objects.with_file(sha256).explain()

    @pytest.mark.parametrize("path", ["abc/", f"{'g' * 64}/", f"{'0' * 65}/", f"{'0' * 64}.xml"])
    def test_what_is_no_hash(self, client: Client, published: Publication, path: str) -> None:
        assert client.get(f"/verify/sha256/{path}").status_code == 404


class TestWithdrawn:
    @pytest.fixture
    def withdrawn(self, published: Publication) -> Publication:
        withdrawing.withdraw(published, by=PUBLISHER, reason="含有个人信息")
        return published

    def test_neither_title_nor_reason_nor_a_way_to_its_files(
        self, client: Client, withdrawn: Publication
    ) -> None:
        for address in ("PLACE/", f"sha256/{withdrawn.manifest[PDF]['sha256']}/"):
            html = shown(client, f"/verify/{address.replace('PLACE', withdrawn.code)}")
            assert "曾在本站公开" in html and "已撤回" in html and "<dt>撤回日期</dt>" in html
            assert "个人信息" not in html and 'report.pdf"' not in html and "manifest.json</a>" not in html
            assert f'href="/log/proof/{withdrawn.code}.withdrawal.tlog-proof"' in html

    def test_its_manifest_is_gone_and_its_line_is_proven(
        self, client: Client, withdrawn: Publication
    ) -> None:
        logbook.seal()
        assert client.get(f"/verify/{withdrawn.code}/manifest.json").status_code == 404
        proof = client.get(f"/log/proof/{withdrawn.code}.withdrawal.tlog-proof")
        assert proof.content.startswith(b"c2sp.org/tlog-proof@v1")

    def test_the_older_version_of_a_withdrawn_one(
        self, client: Client, published: Publication, correct: Callable[[], Publication]
    ) -> None:
        withdrawing.withdraw(correct(), by=PUBLISHER, reason="含有个人信息")
        html = shown(client, f"/verify/{published.code}/")
        assert "这一版已由第2版更正，后者已撤回" in html and "/v2/" not in html


class TestUpload:
    def test_a_file_as_it_was_published(self, client: Client, published: Publication) -> None:
        html = told(client, archive.content(published, PDF))
        assert "是本站公开的文件，没有改动；这一版是当前版本" in html and "下载.pdf" in html

    def test_a_changed_byte(self, client: Client, published: Publication) -> None:
        assert "不是本站公开的文件，或者被改动过" in told(client, changed(archive.content(published, PDF)))

    def test_an_empty_file(self, client: Client, published: Publication) -> None:
        assert "文件是空的" in told(client, b"")

    def test_several(self, client: Client, published: Publication) -> None:
        good = archive.content(published, PDF)
        files = [SimpleUploadedFile("a.pdf", good), SimpleUploadedFile("b.pdf", changed(good))]
        html = client.post("/verify/", {"file": files}).content.decode()
        assert html.count('class="answer current"') == html.count('class="answer unknown"') == 1

    def test_it_is_hashed_and_never_kept(
        self, client: Client, published: Publication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """More than Django would keep in memory, and no temporary file."""
        monkeypatch.setattr("tempfile.NamedTemporaryFile", None)
        monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", None)
        big = b"x" * 3_000_000
        assert hashlib.sha256(big).hexdigest() in told(client, big)

    def test_too_large_is_refused_unread(
        self, client: Client, published: Publication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(uploads, "AT_MOST", 1000)
        monkeypatch.setattr(uploads.Hashing, "new_file", None)
        answer = client.post("/verify/", {"file": SimpleUploadedFile("a.pdf", b"x" * 1000)})
        assert answer.status_code == 413
        assert "没有接收" in answer.content.decode()

    def test_no_file(self, client: Client, published: Publication) -> None:
        answer = client.post("/verify/")
        assert (answer.status_code, "没有选择文件" in answer.content.decode()) == (400, True)

    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            ("multipart/form-data; boundary=x", b"nonsense"),
            ("multipart/form-data", b"x"),
            ("application/json", b"{}"),
        ],
    )
    def test_a_form_that_is_none(
        self, client: Client, published: Publication, kind: str, body: bytes
    ) -> None:
        assert client.post("/verify/", body, content_type=kind).status_code == 400

    def test_a_hostile_name(self, client: Client, published: Publication) -> None:
        html = told(client, b"x", "../../<img src=x onerror=alert(1)>.pdf")
        assert "<img" not in html and "../" not in html

    def test_from_elsewhere_and_without_a_token(self, published: Publication) -> None:
        client = Client(enforce_csrf_checks=True)
        assert "没有改动" in told(client, archive.content(published, PDF))


class TestEvidence:
    def test_manifest_and_proof(self, client: Client, published: Publication) -> None:
        logbook.seal()
        manifest = client.get(f"/verify/{published.code}/manifest.json")
        assert manifest.content == archive.manifest_of(published)
        proof = client.get(f"/log/proof/{published.code}.tlog-proof")
        assert proof.content.startswith(b"c2sp.org/tlog-proof@v1\n")
        assert client.get("/verify/ZZZZZZZZZZ/manifest.json").status_code == 404
        assert client.get("/log/proof/ZZZZZZZZZZ.tlog-proof").status_code == 404

    def test_the_page_to_keep_stands_alone(self, client: Client, published: Publication) -> None:
        logbook.seal()
        answer = client.get("/verify/offline.html")
        assert answer["Content-Disposition"] == 'attachment; filename="juesuan-verify.html"'
        html = answer.content.decode()
        key = client.get("/log/key").content.decode().strip()
        assert key.replace("+", "&#x2B;") in html or key in html
        for outside in ("import ", "http://", "https://", 'src="', 'href="', "{{", "url("):
            assert not any(line.startswith(outside) for line in html.splitlines()), outside
        assert 'src="' not in html and 'href="' not in html and "{%" not in html

    def test_before_anything_is_published(self, client: Client, db: None) -> None:
        assert "日志公钥" not in shown(client, "/verify/")
        assert client.get("/verify/offline.html").status_code == 200


def test_the_page_asks_the_database_nothing(client: Client, published: Publication) -> None:
    with CaptureQueriesContext(connection) as found:
        html = shown(client, "/verify/")
    assert len(found) == 0
    assert "文件只在这台设备上计算，不会上传" in html


def test_other_methods_are_refused(client: Client, published: Publication) -> None:
    for path in ("/verify/K7M2PQ9XAB/", f"/verify/sha256/{'0' * 64}/", "/verify/offline.html"):
        assert client.post(path).status_code == 405
    assert client.put("/verify/").status_code == 405


def test_every_public_page_leads_here(client: Client, published: Publication) -> None:
    for path in ("/", "/liaoyuan/", "/liaoyuan/2024/", "/nowhere/"):
        assert '<a href="/verify/">核验</a>' in client.get(path).content.decode()
    assert f'<a href="/verify/{published.code}/">核验</a>' in shown(client, "/liaoyuan/2024/v1/")


def test_no_unit_takes_this_address() -> None:
    from accounts.models.unit import RESERVED

    assert "verify" in RESERVED
