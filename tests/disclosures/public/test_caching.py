"""How long an answer may be kept: a file of a version for good, what names the newest for a minute."""

import gzip
import re
from collections.abc import Callable

import pytest
from django.test import Client

from disclosures import archive, logbook
from disclosures.models import Publication
from disclosures.public import caching

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


A_MINUTE, FOR_GOOD, EACH_TIME = caching.A_MINUTE, caching.FOR_GOOD, caching.ASK_EACH_TIME
LOG_FOR_GOOD, LOG_HOUR, LOG_NOW = (
    "public, max-age=31536000, immutable",
    "public, max-age=3600",
    "public, max-age=5",
)
KEPT = {
    "/": A_MINUTE,
    "/search/?q=辽源": A_MINUTE,
    "/regions/": A_MINUTE,
    "/regions/吉林省辽源市/": A_MINUTE,
    "/board/2024/?state=late": A_MINUTE,
    "/data/": A_MINUTE,
    "/data/index.json": A_MINUTE,
    "/data/all.zip": EACH_TIME,  # 503 while it is made
    "/feed": A_MINUTE,
    "/sitemap.xml": A_MINUTE,
    "/robots.txt": A_MINUTE,
    "/compare/": A_MINUTE,
    "/rankings/": A_MINUTE,
    "/subjects/": A_MINUTE,
    "/api/v1/": A_MINUTE,
    "/api/v1/reports": A_MINUTE,
    "/api/v1/docs": A_MINUTE,
    "/api/v1/openapi.json": A_MINUTE,
    "/liaoyuan/": A_MINUTE,
    "/liaoyuan/figures.csv": A_MINUTE,
    "/liaoyuan/feed": A_MINUTE,
    "/liaoyuan/compare/": A_MINUTE,
    "/liaoyuan/2024/": A_MINUTE,
    "/liaoyuan/2024/report.pdf": A_MINUTE,
    "/liaoyuan/2024/v1/": A_MINUTE,
    "/liaoyuan/2024/v1/checks/": A_MINUTE,
    "/liaoyuan/2024/v1/report.pdf": FOR_GOOD,
    "/liaoyuan/2024/v1/report.zip": A_MINUTE,
    "/liaoyuan/2024/v1/tables/t01.csv": A_MINUTE,
    "/log/checkpoint": LOG_NOW,
    "/log/key": LOG_HOUR,
    "/log/proof/{code}.tlog-proof": LOG_FOR_GOOD,  # outlasts a withdrawal
    "/log/verifier.py": EACH_TIME,
    "/verify/": EACH_TIME,
    "/verify/{code}/": EACH_TIME,
    "/verify/{code}/manifest.json": EACH_TIME,
    "/liaoyuan": EACH_TIME,  # a redirect
    "/nothing/": EACH_TIME,  # may be there later
    "/liaoyuan/2024/v9/": EACH_TIME,
}
"""What a machine between may keep, and how long: a table for whoever puts one before the site."""


def test_every_answer_to_the_public_says_how_long_and_is_everybodys(
    client: Client, published: Publication
) -> None:
    """What many readers share must not carry one reader's session."""
    logbook.seal()
    for address, keeping in KEPT.items():
        response = client.get(address.format(code=published.code))
        assert response.headers["Cache-Control"] == keeping, address
        assert not response.cookies and not re.search("cookie", response.get("Vary", ""), re.I), address
        assert keeping != A_MINUTE or response.headers["ETag"], address


def test_nothing_of_the_desk_is_kept(client: Client, db: None) -> None:
    for address in ("/desk/", "/desk/login/"):
        keeping = client.get(address).headers["Cache-Control"]
        assert "no-store" in keeping and "private" in keeping, address
