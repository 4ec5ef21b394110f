"""How long an answer may be kept: a file of a version for good, what names the newest for a minute."""

import gzip
import re
from collections.abc import Callable

import pytest
from django.test import Client

from disclosures import archive
from disclosures.models import Publication

GZIP = {"Accept-Encoding": "gzip, br"}


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "docx", "csv", "json", "txt"])
def test_a_file_of_a_version_is_kept_for_good_and_shared_for_a_minute(
    client: Client, published: Publication, kind: str
) -> None:
    keeping = client.get(f"/liaoyuan/2024/v1/report.{kind}")["Cache-Control"]
    assert keeping == "public, max-age=31536000, s-maxage=60, immutable"
    assert client.get(f"/liaoyuan/2024/report.{kind}")["Cache-Control"] == "public, max-age=60"


def test_what_can_still_change_is_kept_for_a_minute(
    client: Client, correct: Callable[[], Publication]
) -> None:
    """The proof comes into the folder later; a page names the newest version."""
    correct()
    for address in ("v1/report.zip", "v1/", "v2/", "v2/changes/", "v2/checks/", ""):
        response = client.get(f"/liaoyuan/2024/{address}")
        assert response["Cache-Control"] == "public, max-age=60", address
        same = client.get(f"/liaoyuan/2024/{address}", headers={"If-None-Match": response["ETag"]})
        assert (same.status_code, same.content) == (304, b"")
        assert same["Cache-Control"] == "public, max-age=60"


def test_a_page_has_another_tag_once_it_is_superseded(
    client: Client, published: Publication, correct: Callable[[], Publication]
) -> None:
    before = client.get("/liaoyuan/2024/v1/")["ETag"]
    correct()
    assert client.get("/liaoyuan/2024/v1/", headers={"If-None-Match": before}).status_code == 200


def test_a_text_goes_out_as_it_was_packed(client: Client, published: Publication) -> None:
    sha256 = published.manifest["report.json"]["sha256"]
    response = client.get("/liaoyuan/2024/v1/report.json", headers=GZIP)
    assert response["Content-Encoding"] == "gzip" and response["Vary"] == "Accept-Encoding"
    assert response.content == archive.packed(sha256)
    assert gzip.decompress(response.content) == archive.content(published, "report.json")
    assert response["ETag"] == f'W/"{sha256}"' and response["Content-Length"] == str(len(response.content))
    same = client.get("/liaoyuan/2024/v1/report.json", headers={**GZIP, "If-None-Match": response["ETag"]})
    assert same.status_code == 304


def test_who_takes_no_gzip_gets_the_text(client: Client, published: Publication) -> None:
    response = client.get("/liaoyuan/2024/v1/report.json")
    assert response.content == archive.content(published, "report.json")
    assert not response.has_header("Content-Encoding") and response["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("damage", [None, b"x", "false"])
def test_without_a_whole_packed_file_the_text_itself_goes_out(
    client: Client, published: Publication, damage: bytes | str | None
) -> None:
    path = archive.packed_path_of(published.manifest["report.txt"]["sha256"])
    archive.files().delete(path)
    if damage:
        false = damage if isinstance(damage, bytes) else gzip.compress(b"false")
        with archive.files().open(path, "wb") as file:
            file.write(false)
    response = client.get("/liaoyuan/2024/v1/report.txt", headers=GZIP)
    content = response.content
    if response.has_header("Content-Encoding"):  # packed on the way
        content = gzip.decompress(content)
    assert content == archive.content(published, "report.txt")


def test_what_is_not_text_is_kept_as_it_is(published: Publication) -> None:
    for name in ("report.xlsx", "report.docx"):
        assert archive.packed(published.manifest[name]["sha256"]) is None


def test_a_deleted_file_is_gone_packed_and_unpacked(published: Publication) -> None:
    sha256 = published.manifest["report.txt"]["sha256"]
    archive.delete(sha256)
    assert not archive.files().exists(archive.path_of(sha256)) and archive.packed(sha256) is None


def test_no_answer_to_the_public_sets_a_cookie(client: Client, published: Publication) -> None:
    """What many readers share must not carry one reader's session."""
    for address in ("/", "/liaoyuan/2024/", "/liaoyuan/2024/v1/report.pdf"):
        response = client.get(address)
        assert not response.cookies and not re.search("cookie", response.get("Vary", ""), re.I)
