"""What is published as a folder that needs neither the site nor a network."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts import filing
from accounts.models import Account, Unit
from disclosures import archive, logbook
from disclosures.exported import contents
from disclosures.models import Publication, Withdrawal
from disclosures.publiclog import verifyarchive
from tests import stages

HELD = ("index.html", "year-2024.html", "liaoyuan/index.html", "liaoyuan/2024/index.html", "README.txt")
LINK = re.compile(r' (?:href|src|data-chart|data-library)="([^"#]+)')


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def withdraw(publication: Publication) -> None:
    """As far as readers see."""
    Withdrawal.objects.create(publication=publication, reason="涉及个人信息", by="公开人")
    logbook.append(publication, "withdrawal", datetime(2025, 11, 1, tzinfo=UTC))
    logbook.seal()


def export(tmp_path: Path, name: str = "again", **options: Any) -> dict[str, bytes]:
    call_command("exportarchive", output=tmp_path / name, **options)
    return content(tmp_path / name)


def test_every_version_is_there_as_it_was_published(versions: list[Publication], tmp_path: Path) -> None:
    found = export(tmp_path)
    assert set(HELD) <= set(found)
    for version in versions:
        place = f"liaoyuan/2024/v{version.number}"
        for name in version.files:
            assert found[f"{place}/{name}"] == archive.content(version, name)
        assert found[f"{place}/manifest.json"] == archive.manifest_of(version)
        assert f"{place}/{version.code}.tlog-proof" in found and f"{place}/index.html" in found
    assert {"liaoyuan/2024/v2/changes/index.html", "liaoyuan/2024/v2/checks/index.html"} <= set(found)
    assert {"log/checkpoint", "log/key", "log/verifier.py", "log/verifyarchive.py"} <= set(found)
    assert "已由第2版更正" in found["liaoyuan/2024/v1/index.html"].decode()


def test_every_link_leads_to_a_file_in_it(archived: Path) -> None:
    pages = [*archived.rglob("index.html"), archived / "year-2024.html"]
    assert len(pages) == 9
    for page in pages:
        links = LINK.findall(page.read_text("utf-8"))
        assert len(links) > 4
        for link in links:
            assert not re.match("/|[a-z]+:", link), (page, link)
            assert (page.parent / link).resolve().is_file(), (page, link)
            assert (page.parent / link).resolve().is_relative_to(archived)


def test_with_its_address_it_leads_to_the_site_for_what_is_not_in_it(
    versions: list[Publication], tmp_path: Path, settings: Any
) -> None:
    settings.SITE_ADDRESS = "https://js.example.gov.cn"
    found = export(tmp_path)
    loaded = re.findall(
        r'(?:src|data-chart|data-library)="([^"]+)|<link (?!rel="(?:canonical|alternate)")[^>]*href="([^"]+)',
        found["liaoyuan/2024/v1/index.html"].decode(),
    )
    assert loaded and not [each for each in loaded if "://" in "".join(each)]
    assert 'rel="canonical" href="https://js.example.gov.cn/liaoyuan/2024/v1/"' in (
        found["liaoyuan/2024/v1/index.html"].decode()
    )
    assert 'href="https://js.example.gov.cn/"' in found["index.html"].decode()


def test_nothing_of_a_draft_is_in_it(versions: list[Publication], tmp_path: Path) -> None:
    """延边 is a draft, and so is what 辽源 says now."""
    account = Account.objects.of("liaoyuan", 2024)
    stages.reopen(account)
    filing.explain(account, {"profile.duties": "草稿里的字"}, by="填报人")
    everything = b"".join(export(tmp_path).values()).decode(errors="ignore")
    assert "延边" not in everything and "草稿里的字" not in everything


def test_the_same_publications_give_the_same_bytes(versions: list[Publication], tmp_path: Path) -> None:
    assert export(tmp_path, "one") == export(tmp_path, "other")


def test_the_sums_are_those_that_everybody_reckons(archived: Path) -> None:
    told = dict(reversed(line.split("  ", 1)) for line in (archived / "SHA256SUMS").read_text().splitlines())
    found = content(archived)
    assert told == {
        path: archive.digest(each)
        for path, each in found.items()
        if path not in ("SHA256SUMS", "archive.json")
    }


def test_one_unit_has_its_own(versions: list[Publication], tmp_path: Path) -> None:
    found = export(tmp_path, unit="liaoyuan")
    assert "辽源市社会保险事业管理局公开的决算" in found["index.html"].decode()
    assert verifyarchive.told(tmp_path / "again", None) == 0


@pytest.mark.parametrize(
    ("unit", "told"), [("nobody", "没有代码为 nobody 的单位"), ("yanbian", "没有公开的版本")]
)
def test_a_unit_without_versions_is_told(
    versions: list[Publication], tmp_path: Path, unit: str, told: str
) -> None:
    with pytest.raises(CommandError, match=told):
        export(tmp_path, unit=unit)
    assert not (tmp_path / "again").exists()


def test_what_is_withdrawn_is_named_and_not_shown(versions: list[Publication], tmp_path: Path) -> None:
    withdraw(versions[1])
    found = export(tmp_path)
    first = {path for path in found if path.startswith("liaoyuan/2024/v1/")}
    assert first == {
        "liaoyuan/2024/v1/index.html",
        f"liaoyuan/2024/v1/{versions[1].code}.withdrawal.tlog-proof",
    }
    page = found["liaoyuan/2024/v1/index.html"].decode()
    assert "第1版已于" in page and "撤回，没有内容" in page
    assert "已撤回" in found["liaoyuan/index.html"].decode()
    assert "liaoyuan/2024/v2/changes/index.html" not in found  # it quotes the first
    assert verifyarchive.told(tmp_path / "again", None) == 0


def test_where_the_newest_is_withdrawn_its_address_says_so(
    versions: list[Publication], tmp_path: Path
) -> None:
    withdraw(versions[0])
    found = export(tmp_path)
    assert "v2/index.html" in found["liaoyuan/2024/index.html"].decode()
    assert "撤回，没有内容" in found["liaoyuan/2024/v2/index.html"].decode()
    assert verifyarchive.told(tmp_path / "again", None) == 0


def test_a_withdrawal_while_it_is_written_leaves_none(
    versions: list[Publication], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = contents.put_log

    def withdrawn_meanwhile(*given: Any) -> None:
        withdraw(versions[1])
        put(*given)

    monkeypatch.setattr(contents, "put_log", withdrawn_meanwhile)
    with pytest.raises(CommandError, match="导出期间有版本撤回"):
        export(tmp_path)
    assert not (tmp_path / "again").exists()


def test_what_is_not_in_the_signed_log_comes_first(published: Publication, tmp_path: Path) -> None:
    logbook.append(published, "withdrawal", datetime(2025, 11, 1, tzinfo=UTC))
    with pytest.raises(CommandError, match="publiclog seal"):
        export(tmp_path)
    assert not (tmp_path / "again").exists()


def test_a_damaged_file_is_told_and_nothing_is_written(versions: list[Publication], tmp_path: Path) -> None:
    archive.delete(versions[0].manifest["report.pdf"]["sha256"])
    with pytest.raises(CommandError, match=r"report\.pdf 不见了.*没有写出存档"):
        export(tmp_path)
    assert not (tmp_path / "again").exists()


def test_a_folder_with_something_in_it_is_left_alone(archived: Path, versions: list[Publication]) -> None:
    before = content(archived)
    with pytest.raises(CommandError, match="不是空的文件夹"):
        call_command("exportarchive", output=archived)
    assert content(archived) == before


def test_a_hostile_name_stays_text(versions: list[Publication], tmp_path: Path) -> None:
    Unit.objects.filter(code="liaoyuan").update(name='<script>alert("1")</script>')
    for path, page in export(tmp_path).items():
        if path.endswith("index.html"):
            assert b"<script>alert" not in page, path
