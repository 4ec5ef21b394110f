"""Files in a reader's hand: told by the site without being sent, by the kept page without a network."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from playwright.sync_api import Browser, FilePayload, Page, expect

from disclosures import archive, logbook, logkey
from disclosures.models import Publication
from disclosures.public import offered
from disclosures.publiclog import notes
from tests.browser.reading import DESKTOP, PHONE, overflow, reading, violations

Files = dict[str, bytes]


@pytest.fixture
def version(site: str) -> Publication:
    logbook.seal()
    return Publication.objects.select_related("unit").get()


def give(page: Page, files: Files) -> None:
    payloads: list[FilePayload] = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        for name, content in files.items()
    ]
    page.set_input_files("#files", payloads)


def changed(content: bytes, at: int = -30) -> bytes:
    found = bytearray(content)
    found[at] ^= 1
    return bytes(found)


def test_files_are_told_by_their_bytes_and_not_sent(
    browser: Browser, site: str, version: Publication
) -> None:
    pdf, folder = archive.content(version, "report.pdf"), offered.folder(version)
    with reading(browser, PHONE) as page:
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.method))
        page.goto(f"{site}/verify/{version.code.lower()}/")
        expect(page.get_by_role("heading", name="是本站公开的决算，这一版是当前版本")).to_be_visible()
        expect(page.get_by_role("button", name="上传核对")).to_be_hidden()
        answers = page.locator("#results .answer h2")
        give(page, {"我下载的.pdf": pdf})
        expect(answers).to_have_text(["是本站公开的文件，没有改动；这一版是当前版本"])
        give(page, {"我下载的.pdf": changed(pdf)})
        expect(answers).to_have_text(["不是本站公开的文件，或者被改动过"])
        give(page, {"a.zip": folder})
        expect(answers).to_have_text(["核验通过：与公开时完全一致", "是本站公开的决算，这一版是当前版本"])
        assert overflow(page) == 0
        assert violations(page) == []
        assert set(sent) == {"GET"}


def test_without_script_the_file_is_sent(browser: Browser, site: str, version: Publication) -> None:
    with reading(browser, DESKTOP, java_script_enabled=False) as page:
        page.goto(f"{site}/verify/")
        give(page, {"a.pdf": archive.content(version, "report.pdf")})
        page.get_by_role("button", name="上传核对").click()
        expect(page.get_by_role("heading", name="没有改动")).to_be_visible()


def packed(files: Files) -> bytes:
    """As somebody packs a folder anew."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(f"文件夹/{name}", content)
    return out.getvalue()


def with_part(files: Files, name: str, change: Callable[[bytes], bytes]) -> Files:
    return {**files, name: change(files[name])}


def test_the_page_that_was_kept_needs_no_network(
    browser: Browser, site: str, version: Publication, tmp_path: Path
) -> None:
    kept = tmp_path / "核验.html"
    kept.write_bytes(Client().get("/verify/offline.html").content)
    with zipfile.ZipFile(io.BytesIO(offered.folder(version))) as package:
        files = {name.rpartition("/")[2]: package.read(name) for name in package.namelist()}
    pdf, proof, manifest = "report.pdf", f"{version.code}.tlog-proof", "manifest.json"
    three = {name: files[name] for name in (pdf, proof, manifest)}
    other = str(notes.public_key(logkey.name(), Ed25519PrivateKey.generate()))
    good, wrong, unable = "核验通过：与公开时完全一致", "不一致：不是公开时的样子", "无法核验"
    cases: list[tuple[Files, str, str]] = [
        ({"all.zip": offered.folder(version)}, good, "公开日志第 0 条，共 1 条"),
        ({"again.zip": packed(files)}, good, "一致　report.xlsx"),
        ({**three, "改了名.pdf": three[pdf]}, good, "一致　report.pdf（改了名.pdf）"),
        (three, good, "没有放进来，没有核对"),
        (with_part(three, pdf, changed), wrong, "与公开时不同，或不属于这一版　report.pdf"),
        ({"bad.zip": changed(offered.folder(version), 4000)}, wrong, "与公开时不同"),
        (with_part(three, manifest, lambda b: b.replace(b"2024", b"2023")), wrong, "另一份文件清单"),
        (with_part(three, proof, lambda b: b.replace(b"index 0", b"index 1")), wrong, "没有这一条"),
        (with_part(three, proof, lambda b: b.replace(b"\n1\n", b"\n2\n")), wrong, "签名不对"),
        (with_part(three, proof, changed), wrong, "签名不对"),
        (with_part(three, proof, lambda b: b[:200]), wrong, "不一致"),
        ({**three, "别的.pdf": b"x"}, wrong, "与公开时不同，或不属于这一版　别的.pdf"),
        ({manifest: files[manifest], proof: files[proof]}, unable, "没有要核对的文件"),
        ({**three, "b.tlog-proof": files[proof]}, unable, "应只有一个"),
        ({"cut.zip": offered.folder(version)[:5000]}, unable, "不是 ZIP，或者不完整"),
        ({pdf: files[pdf]}, "单独一个文件，无法核验", "SHA-256"),
    ]
    with reading(browser, DESKTOP, offline=True) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(kept.as_uri())
        result = page.locator("#results")
        for number, (given, heading, words) in enumerate(cases):
            result.evaluate("each => each.replaceChildren()")
            give(page, given)
            expect(result.locator("h2"), f"case {number}").to_have_text([heading])
            expect(result, f"case {number}").to_contain_text(words)
        give(page, three)
        page.get_by_label("日志公钥").fill(other)
        page.get_by_label("日志公钥").blur()
        expect(result).to_contain_text("checkpoint 没有用这个公钥签名")
        page.get_by_label("日志公钥").fill("不是公钥")
        page.get_by_label("日志公钥").blur()
        expect(result).to_contain_text("公钥写错了")
        assert overflow(page) == 0
        assert violations(page) == []
        assert asked == [kept.as_uri()]
