"""`exportworkbook` and `importworkbook`: the preview first, written only with --apply."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from accounts import ledger
from accounts.figures import at
from accounts.models import Account, Change


@pytest.fixture
def draft(db: None) -> Account:
    call_command("loadsample", as_printed=True, stdout=io.StringIO(), skip_checks=True)
    return Account.objects.of("yanbian", 2024)


def run(*words: object, **options: object) -> str:
    out = io.StringIO()
    call_command(*map(str, words), stdout=out, skip_checks=True, **options)
    return out.getvalue()


def exported(path: Path, *options: str) -> Path:
    assert str(path) in run("exportworkbook", "yanbian", 2024, "--output", path, *options)
    return path


def test_export_and_import_change_nothing(draft: Account, tmp_path: Path) -> None:
    file = exported(tmp_path / "a.xlsx")
    told = run("importworkbook", file, "yanbian", 2024)
    assert "03 支出决算表：相同" in told and "没有可以写入的改动" in told and "只是预览" in told
    changes = Change.objects.count()
    assert "已写入 0 处" in run("importworkbook", file, "yanbian", 2024, "--apply")
    assert Change.objects.count() == changes


def test_a_change_is_told_and_then_written(draft: Account, tmp_path: Path) -> None:
    file, cell = exported(tmp_path / "a.xlsx"), at("t03/208/total")
    book = load_workbook(file)
    sheet = book["03 支出决算表"]
    row = next(each.row for line in sheet.iter_rows() for each in line if each.value == "208")
    sheet.cell(row, 6).value = 12.5
    book.save(file)
    before = ledger.load(draft)[cell]
    told = run("importworkbook", file, "yanbian", 2024)
    assert f"改动 ［03 支出决算表!F{row}］" in told and "→ 12.50万元" in told
    assert ledger.load(draft)[cell] == before
    assert "已写入 1 处" in run("importworkbook", file, "yanbian", 2024, "--apply", "--by", "某人")
    assert ledger.load(draft)[cell] == 125_000 and Change.objects.latest("id").by == "某人"
    ledger.record(draft, {cell: before + 100}, by="同事")
    assert "已写入 0 处" in run("importworkbook", file, "yanbian", 2024, "--apply")
    assert "已写入 1 处" in run("importworkbook", file, "yanbian", 2024, "--apply", "--take-all")


def test_other_kinds_of_export(draft: Account, tmp_path: Path) -> None:
    empty = exported(tmp_path / "e.xlsx", "--empty")
    assert "没有可以写入的改动" in run("importworkbook", empty, "yanbian", 2024)
    published = exported(tmp_path / "p.xlsx", "--published")
    assert "项目绩效自评1" in load_workbook(published).sheetnames
    with pytest.raises(CommandError, match="不是从本站下载的工作簿"):
        run("importworkbook", published, "yanbian", 2024)


def test_what_cannot_be_done_is_told(draft: Account, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="找不到文件"):
        run("importworkbook", tmp_path / "none.xlsx", "yanbian", 2024)
    with pytest.raises(CommandError, match="读不了文件"):
        run("importworkbook", tmp_path, "yanbian", 2024)
    with pytest.raises(CommandError, match="写不了文件"):
        run("exportworkbook", "yanbian", 2024, "--output", tmp_path / "no" / "a.xlsx")
    with pytest.raises(CommandError, match="没有代码为"):
        run("importworkbook", exported(tmp_path / "a.xlsx"), "nowhere", 2024)
    with pytest.raises(CommandError, match="的工作簿，不是"):
        run("importworkbook", tmp_path / "a.xlsx", "liaoyuan", 2024)
