"""The data packages: what is in them, when they come and go, and what may go wrong on the way."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from disclosures import archive, withdrawing
from disclosures.datasets import following, index, keeping, making
from disclosures.datasets.package import Package
from disclosures.models import Publication, Withdrawal
from tests.disclosures.datasets import spec
from tests.stages import PUBLISHER

Correct = Callable[[], Publication]
Commit = Callable[..., Any]


def opened(folder: Path, name: str = "2024.zip") -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO((folder / name).read_bytes()))


def lines(folder: Path, path: str, name: str = "2024.zip") -> spec.Rows:
    return spec.read(opened(folder, name), path)


def waiting() -> dict[str, bool]:
    """Packages in line, and whether they wait for a later hour."""
    jobs = ProcrastinateJob.objects.filter(task_name=following.TASK, status="todo")
    return {job.args["scope"]: job.scheduled_at is not None for job in jobs}


def test_both_samples_fit_the_specification(both: list[Publication], folder: Path) -> None:
    for scope in ("2024", "all"):
        making.make(scope)
        assert spec.faults((folder / f"{scope}.zip").read_bytes()) == []


def test_the_reports_the_units_and_all_figures_are_there(both: list[Publication], folder: Path) -> None:
    entry = making.make("2024")
    unit, department = lines(folder, "publications.csv")
    assert (unit["单位代码"], unit["类型"], unit["更正过"]) == ("liaoyuan", "单位", "否")
    assert unit["网址"] == "https://example.org/liaoyuan/2024/v1/"
    assert unit["JSON的SHA-256"] == both[0].manifest["report.json"]["sha256"]
    assert (department["部门代码"], department["类型"]) == ("yanbian", "部门")
    assert [row["单位代码"] for row in lines(folder, "units.csv")] == ["liaoyuan", "yanbian"]
    figures = lines(folder, "figures.csv")
    assert entry and entry.figures == len(figures) == int(unit["数的个数"]) + int(department["数的个数"])
    published = archive.content(both[0], "figures.csv").decode("utf-8-sig").splitlines()[1:]
    assert (
        opened(folder).read("figures.csv").decode("utf-8-sig").splitlines()[1 : len(published) + 1]
        == published
    )
    assert {row["单位代码"] for row in lines(folder, "tables/t03.csv") if row["行"] == "total"} == {
        *("liaoyuan", "yanbian")
    }


def test_what_is_invented_is_marked(
    both: list[Publication], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accounts.models.unit.INVENTED", "yanbian")
    entry = making.make("2024")
    assert entry and entry.invented == 1
    for path in ("publications.csv", "units.csv"):
        assert [row["虚构"] for row in lines(folder, path)] == ["否", "是"]


def test_the_same_publications_give_the_same_bytes(both: list[Publication], folder: Path) -> None:
    first = making.make("2024")
    content = (folder / "2024.zip").read_bytes()
    assert making.make("2024") == first and (folder / "2024.zip").read_bytes() == content
    assert first and first.sha256 == archive.digest(content) and first.size == len(content)


def test_a_corrected_version_is_named_with_the_reason(correct: Correct, folder: Path) -> None:
    second = correct()
    making.make("2024")
    (shown,) = lines(folder, "publications.csv")
    assert (shown["版次"], shown["更正过"], shown["首次公开日期"]) == ("2", "是", "2025-09-26")
    (gone,) = lines(folder, "corrections.csv")
    assert (gone["版次"], gone["状态"], gone["日期"]) == ("1", "已更正", "2025-10-09")
    assert (gone["新版编码"], gone["更正类型"], gone["更正理由"]) == (second.code, "数字有误", "更正")
    assert gone["同意文号"] == "辽财库〔2025〕9号"
    assert spec.faults((folder / "2024.zip").read_bytes()) == []


def test_what_is_withdrawn_goes_at_once_and_is_told_of_without_the_reason(
    both: list[Publication], folder: Path
) -> None:
    for scope in ("2024", "all"):
        making.make(scope)
    (folder / ".unfinished-1").write_bytes(b"of a process that was killed")
    withdrawing.withdraw(both[0], by=PUBLISHER, reason="附注中有身份证号")
    withdrawing.purge()
    assert [path.name for path in folder.iterdir()] == ["index.json"] and index.entries() == {}
    assert waiting() == {"2024": False, "all": False}
    following.make("2024")
    assert [row["单位代码"] for row in lines(folder, "publications.csv")] == ["yanbian"]
    (gone,) = lines(folder, "corrections.csv")
    assert (gone["单位代码"], gone["状态"], gone["版本编码"]) == ("liaoyuan", "已撤回", both[0].code)
    content = b"".join(opened(folder).read(name) for name in opened(folder).namelist())
    assert "身份证".encode() not in content and both[0].title.encode() not in content
    assert spec.faults((folder / "2024.zip").read_bytes()) == []


def test_the_last_version_takes_the_package_with_it(published: Publication, folder: Path) -> None:
    making.make("2024")
    Withdrawal.objects.create(publication=published, reason="涉及个人信息", by="公开人")
    assert making.make("2024") is None
    assert not list(folder.glob("*.zip")) and index.entries() == {} and index.wanted() == []


def test_a_version_withdrawn_meanwhile_does_not_come_back(
    both: list[Publication], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = Package.close

    def slowly(package: Package) -> None:
        withdrawing.withdraw(both[0], by=PUBLISHER, reason="涉及个人信息")
        close(package)

    monkeypatch.setattr(Package, "close", slowly)
    with pytest.raises(keeping.Outdated):
        making.make("2024")
    assert not (folder / "2024.zip").exists() and index.entries() == {}


def test_broken_off_half_way_the_old_one_stays(
    both: list[Publication], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    making.make("2024")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(Package, "put", lambda *file: 1 / 0)
        making.make("2024")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_killed_between_package_and_index_it_is_made_again(
    both: list[Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index names none rather than a wrong hash."""
    making.make("all")
    making.make("2024")
    save = keeping.put

    def killed(entries: Any) -> None:
        if "2024" in entries:
            raise OSError("killed")
        save(entries)

    with monkeypatch.context() as patch, pytest.raises(OSError, match="killed"):
        patch.setattr(keeping, "put", killed)
        making.make("2024")
    assert following.catch_up() == ["2024"]


def test_a_damaged_version_is_named_and_left_out(
    both: list[Publication],
    folder: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    archive.files().delete(archive.path_of(both[0].manifest["figures.csv"]["sha256"]))
    with pytest.raises(CommandError, match="有 2 处没有收入的数"):
        call_command("data")
    told = f"liaoyuan 2024年度第1版（{both[0].unit_name}，{both[0].code}）：数据文件损坏或不见了"
    assert f"2024.zip 没有收入：{told}" in capsys.readouterr().err
    assert "are not in the data package" in caplog.text
    assert index.entries()["2024"].missing == [told]
    assert told in opened(folder).read("README.txt").decode("utf-8-sig")
    assert json.loads(opened(folder).read("datapackage.json"))["missing"] == [told]
    assert [row["数的个数"] == "0" for row in lines(folder, "publications.csv")] == [True, False]
    assert spec.faults((folder / "2024.zip").read_bytes()) == []


def test_a_publication_puts_its_packages_in_line_once(
    published: Publication, correct: Correct, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        correct()
    assert waiting() == {"2024": True, "all": True}
    following.line_up(["2024"])
    assert waiting() == {"2024": True, "all": True}


def test_what_is_missing_or_stale_is_put_in_line(published: Publication, correct: Correct) -> None:
    assert following.catch_up() == ["all", "2024"]
    making.make("all")
    making.make("2024")
    assert following.catch_up() == []
    correct()
    assert following.catch_up() == ["all", "2024"]


@pytest.mark.parametrize("damaged", [b"", b"[]", b'{"files": [{"scope": "2024"}]}'])
def test_without_a_readable_index_the_packages_are_made_again(
    published: Publication, folder: Path, damaged: bytes
) -> None:
    folder.mkdir()
    (folder / "index.json").write_bytes(damaged)
    assert following.catch_up() == ["all", "2024"]
    making.make("2024")
    assert list(index.entries()) == ["2024"]


def test_a_year_by_itself_and_nothing_at_all(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("data")
    assert "还没有公开的决算" in capsys.readouterr().out
    call_command("data", year=[2024])
    assert "2024：没有现行版本" in capsys.readouterr().out


@pytest.mark.parametrize("reports", ["published", "both"])
def test_making_asks_as_often_for_two_as_for_one(
    reports: str, request: pytest.FixtureRequest, django_assert_num_queries: Any
) -> None:
    request.getfixturevalue(reports)
    with django_assert_num_queries(10):
        making.make("2024")
