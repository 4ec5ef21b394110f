"""What a web server serves by itself is what Django answers, byte for byte."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from disclosures import archive, served
from disclosures.models import Publication, Withdrawal
from disclosures.public import offered
from disclosures.served import files, stamps, tree


def addresses(folder: Path) -> list[str]:
    """What a browser asks for: a page by its folder; what is packed lies beside."""
    paths = (str(path.relative_to(folder)) for path in tree.files(folder) if path.suffix != ".gz")
    return sorted(files.address(path) for path in paths if path != served.MARK)


def file_at(folder: Path, address: str) -> Path:
    return folder / address if not address.endswith("/") else folder / address / "index.html"


def laid_out(folder: Path) -> dict[str, bytes]:
    """But for the stamps, which tell the dates of these files."""
    found = {str(path.relative_to(folder)): path for path in tree.files(folder)}
    return {at: path.read_bytes() for at, path in found.items() if not at.startswith(stamps.FOLDER)}


@pytest.mark.django_db(transaction=True)
def test_a_version_is_laid_out_when_it_is_published(
    published: Publication, correct: Callable[[], Publication], folder: Path
) -> None:
    correct()
    found = addresses(folder)
    assert {"liaoyuan/2024/", "liaoyuan/2024/report.pdf", "liaoyuan/2024/v2/report.zip"} <= set(found)
    assert {"liaoyuan/2024/v1/", "liaoyuan/2024/v2/changes/", "liaoyuan/2024/v2/checks/"} <= set(found)


def test_the_file_is_what_the_site_answers(
    client: Client, correct: Callable[[], Publication], folder: Path
) -> None:
    correct()
    served.lay_out("liaoyuan", 2024)
    found = addresses(folder)
    assert len(found) > 25
    for address in found:
        path = file_at(folder, address)
        assert path.read_bytes() == client.get(f"/{address}").content, address
        packed = path.with_name(f"{path.name}.gz")
        assert packed.exists() == (path.suffix not in (".xlsx", ".docx", ".zip")), address
        if packed.exists():
            assert gzip.decompress(packed.read_bytes()) == path.read_bytes(), address


def test_every_download_on_the_page_is_there(client: Client, published: Publication, folder: Path) -> None:
    served.lay_out("liaoyuan", 2024)
    for download in offered.downloads(published):
        assert (folder / download.address[1:]).stat().st_size == download.size


def test_a_correction_takes_the_current_addresses_and_marks_the_older_pages(
    published: Publication, correct: Callable[[], Publication], folder: Path
) -> None:
    served.lay_out("liaoyuan", 2024)
    before = laid_out(folder)
    second = correct()
    served.lay_out("liaoyuan", 2024)
    after = laid_out(folder)
    assert after["liaoyuan/2024/report.pdf"] == archive.content(second, "report.pdf")
    assert second.code.encode() in after["liaoyuan/2024/index.html"]
    assert "已由第2版更正".encode() in after["liaoyuan/2024/v1/index.html"]
    kept = [path for path in before if path.startswith("liaoyuan/2024/v1/report.")]
    assert kept and all(before[path] == after[path] for path in kept)


def test_what_is_withdrawn_is_not_there_any_more(
    published: Publication, correct: Callable[[], Publication], folder: Path
) -> None:
    second = correct()
    served.lay_out("liaoyuan", 2024)
    Withdrawal.objects.create(publication=second, reason="涉及个人信息", by="公开人")
    served.lay_out("liaoyuan", 2024)
    found = addresses(folder)
    assert "liaoyuan/2024/v1/" in found  # and nothing at the address of the current one
    assert not [each for each in found if "v2" in each or (each.count("/") == 2 and "v1" not in each)]
    assert second.code.encode() not in b"".join(laid_out(folder).values())


def test_laying_out_again_changes_nothing_and_begins_anew_after_a_loss(
    published: Publication, folder: Path
) -> None:
    call_command("layout")
    before = laid_out(folder)
    assert served.lay_out("liaoyuan", 2024) == 0
    (folder / "liaoyuan/2024/index.html").write_bytes(b"")
    (folder / "liaoyuan/2024/v1/report.pdf").unlink()
    (folder / "liaoyuan/2024/v1/.unfinished-1").write_bytes(b"half")
    (folder / "unknown/2020/v1").mkdir(parents=True)
    call_command("layout")
    assert laid_out(folder) == before and not (folder / "unknown/2020").exists()


def test_one_that_cannot_be_laid_out_is_named_and_the_others_are(
    published: Publication, folder: Path, capsys: Any
) -> None:
    archive.delete(published.manifest["article.html"]["sha256"])
    with pytest.raises(CommandError, match="1 份没有铺成"):
        call_command("layout")
    assert "liaoyuan 2024 年度没有铺成" in capsys.readouterr().err


def test_a_folder_with_something_else_in_it_is_left_alone(published: Publication, folder: Path) -> None:
    folder.mkdir()
    (folder / "precious").write_bytes(b"x")
    with pytest.raises(CommandError, match="里有别的文件"):
        call_command("layout")
    assert [path.name for path in folder.iterdir()] == ["precious"]
    assert not served.laid_out("liaoyuan", 2024)  # publishing goes on


def test_without_the_setting_nothing_is_laid_out(
    published: Publication, settings: Any, tmp_path: Path
) -> None:
    settings.PUBLIC_FILES = None
    assert served.lay_out("liaoyuan", 2024) == 0
    with pytest.raises(CommandError, match="没有设置 PUBLIC_FILES"):
        call_command("layout")


def test_of_what_lies_in_an_object_store_only_the_pages_are_laid_out(
    client: Client, published: Publication, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A web server asks Django for the files: no second copy of all of them is kept here."""
    monkeypatch.setattr(archive, "place_of", lambda path: None)
    served.lay_out("liaoyuan", 2024)
    assert (folder / "liaoyuan/2024/v1/index.html").exists()
    assert not [*folder.rglob("report.*")]
    assert client.get("/liaoyuan/2024/v1/report.pdf").status_code == 200
