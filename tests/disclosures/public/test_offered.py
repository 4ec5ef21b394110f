"""All files of a version as one folder, and the hashes beside each download."""

import hashlib
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.template.defaultfilters import filesizeformat
from django.test import Client

from disclosures import (
    archive,
    assembly,
    logbook,
    markup,
    opendata,
    plaintext,
    printing,
    rendering,
    sample_files,
    word,
)
from disclosures.artefacts import ARTEFACTS
from disclosures.models import Publication
from disclosures.public import offered
from disclosures.publiclog import verifier

MAKERS = (
    *((rendering, name) for name in ("files", "article", "workbook", "table", "readme")),
    *((assembly, "build"), (markup, "parts"), (word, "document"), (plaintext, "file"), (opendata, "as_json")),
    *((sample_files, "read"), (printing, "print_pdf")),
)
ZIP = "/liaoyuan/2024/v1/report.zip"


def unpacked(client: Client, folder: Path, address: str = ZIP) -> Path:
    with zipfile.ZipFile(io.BytesIO(client.get(address).content)) as package:
        package.extractall(folder)
    return next(folder.iterdir())


def test_the_folder_has_every_file_as_it_was_published(
    client: Client, published: Publication, tmp_path: Path
) -> None:
    folder = unpacked(client, tmp_path / "zip")
    assert folder.name == "liaoyuan-2024-v1"
    names = {path.name for path in folder.iterdir()}
    assert names >= {
        *(each.name for each in ARTEFACTS if each.is_always_there),
        "README.txt",
        "manifest.json",
    }
    for name, entry in published.manifest.items():
        content = (folder / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (entry["size"], entry["sha256"])
    told = (folder / "README.txt").read_text("utf-8-sig")
    for artefact in (each for each in ARTEFACTS if each.is_always_there):
        assert published.manifest[artefact.name]["sha256"] in told


def test_the_folder_is_the_same_whenever_it_is_asked_for(client: Client, published: Publication) -> None:
    first, again = client.get(ZIP), client.get("/liaoyuan/2024/report.zip")
    assert first.content == again.content and first["ETag"] == again["ETag"]
    assert first["Content-Type"] == "application/zip"
    same = client.get(ZIP, headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert len(first.content) == offered.folder_size(published)


def test_the_unpacked_folder_is_verified_without_the_site(
    client: Client, published: Publication, tmp_path: Path
) -> None:
    logbook.seal()
    folder, key = unpacked(client, tmp_path / "zip"), client.get("/log/key").content.decode().strip()
    verify = [sys.executable, verifier.__file__, str(folder), "--key", key]
    assert subprocess.run(verify, capture_output=True, check=False).returncode == 0
    (folder / "figures.csv").write_bytes(b"x")
    assert subprocess.run(verify, capture_output=True, check=False).returncode == 1


def test_each_file_has_its_size_and_its_hashes(client: Client, published: Publication) -> None:
    html = client.get("/liaoyuan/2024/").content.decode()
    for artefact in (each for each in ARTEFACTS if each.is_always_there):
        if artefact.kind:
            entry = published.manifest[artefact.name]
            size = f'<span class="size">{filesizeformat(entry["size"])}</span>'
            assert f"{artefact.label}</a> {size}</dt>" in html
            assert (f"{artefact.label} {size}</a>" in html) is not artefact.is_beside
            assert f"<code>{entry['sha256']}</code>" in html and f"<code>{entry['sm3']}</code>" in html
    size = filesizeformat(offered.folder_size(published))
    assert f'<a href="{ZIP}">全部文件 ZIP <span class="size">{size}</span></a>' in html


def test_a_correction_leaves_the_folder_of_the_first_version_alone(
    client: Client, published: Publication, correct: Callable[[], Publication]
) -> None:
    before = client.get(ZIP).content
    correct()
    with zipfile.ZipFile(io.BytesIO(client.get(ZIP).content)) as package:
        now = {each: package.read(each) for each in package.namelist()}
    with zipfile.ZipFile(io.BytesIO(before)) as package:
        assert all(package.read(each) == now[each] for each in package.namelist())


def test_a_version_answers_from_what_was_frozen_whatever_later_code_does(
    client: Client, published: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither downloads nor the page make anything anew: what made them may be gone."""
    addresses = [each.address for each in offered.downloads(published)]
    before = [client.get(address).content for address in ("/liaoyuan/2024/v1/", *addresses)]
    for module, maker in MAKERS:
        monkeypatch.setattr(module, maker, None)
    assert [client.get(address).content for address in ("/liaoyuan/2024/v1/", *addresses)] == before


def test_an_older_version_offers_what_its_manifest_says(client: Client, published: Publication) -> None:
    """Before there were workbook, Word copy, README and SM3."""
    kept = {"article.html", "report.pdf", "figures.csv"}
    older = Publication(
        **{
            field.attname: getattr(published, field.attname)
            for field in Publication._meta.concrete_fields
            if field.attname != "manifest"
        },
        manifest={
            name: {"size": entry["size"], "sha256": entry["sha256"]}
            for name, entry in published.manifest.items()
            if name in kept
        },
    )
    labels = [each.label for each in offered.downloads(older)]
    assert labels == ["PDF 正式文本", "数据 CSV", "全部文件 ZIP"]
    assert offered.file(older, "xlsx") is None and offered.file(older, "../x") is None
    names = zipfile.ZipFile(io.BytesIO(offered.folder(older))).namelist()
    assert {re.sub(".*/", "", each) for each in names} >= {*kept, "manifest.json"}


def test_a_damaged_file_is_not_handed_out_in_the_folder(
    published: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "read", lambda path: b"x")
    with pytest.raises(archive.Damaged):
        offered.folder(published)
