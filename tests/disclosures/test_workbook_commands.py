"""The commands for one workbook: what is told, written, compared and refused."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from accounts import ledger
from accounts.figures import at
from accounts.models import Account, Change, Origin, Unit
from tests import stages

CELL = at("t03/208/total")


@pytest.fixture
def draft(db: None) -> Account:
    call_command("loadsample", as_printed=True, stdout=io.StringIO(), skip_checks=True)
    return Account.objects.of("yanbian", 2024)


def run(*words: object, **options: object) -> str:
    out = io.StringIO()
    call_command(*map(str, words), stdout=out, skip_checks=True, **options)
    return out.getvalue()


def fails(code: int, match: str, *words: object) -> None:
    with pytest.raises(CommandError, match=match) as refused:
        run(*words)
    assert refused.value.returncode == code


OURS = ("--unit", "yanbian", "--year", 2024)


def exported(path: Path, *options: str) -> Path:
    assert str(path) in run("exportworkbook", "yanbian", 2024, "--output", path, *options)
    return path


def changed(path: Path, amount: Any = 12.5) -> tuple[Path, int]:
    """The exported account with another amount in 208/合计, and its row."""
    book = load_workbook(exported(path))
    sheet = book["03 支出决算表"]
    row = next(each.row for line in sheet.iter_rows() for each in line if each.value == "208")
    sheet.cell(row, 6).value = amount
    book.save(path)
    return path, row


def test_export_and_import_change_nothing(draft: Account, tmp_path: Path) -> None:
    file, changes = exported(tmp_path / "a.xlsx"), Change.objects.count()
    told = run("importworkbook", file, *OURS, "--dry-run")
    assert "03 支出决算表：相同" in told and "没有可以写入的改动" in told and "只是试读" in told
    assert "已写入 0 处" in run("importworkbook", file, *OURS)
    assert Change.objects.count() == changes


def test_a_change_is_tried_and_then_written(draft: Account, tmp_path: Path) -> None:
    file, row = changed(tmp_path / "a.xlsx")
    before = ledger.load(draft)[CELL]
    told = run("importworkbook", file, *OURS, "--dry-run")
    assert f"改动 ［03 支出决算表!F{row}］" in told and "→ 12.50万元" in told and "可以写入 1 处" in told
    assert "新出现" in told and ledger.load(draft)[CELL] == before
    assert "已写入 1 处" in run("importworkbook", file, *OURS, "--by", "某人")
    assert ledger.load(draft)[CELL] == 125_000 and Change.objects.latest("id").by == "某人"
    ledger.record(draft, {CELL: before + 100}, by="同事")
    assert "已写入 0 处" in run("importworkbook", file, *OURS)
    assert "已写入 1 处" in run("importworkbook", file, *OURS, "--take-all")


def test_as_json(draft: Account, tmp_path: Path) -> None:
    file, row = changed(tmp_path / "a.xlsx", "约三百万")
    told = json.loads(run("importworkbook", file, *OURS, "--dry-run", "--format", "json"))
    table = next(each for each in told["tables"] if each["table"] == "t03")
    assert (table["places"], table["unread"], table["new"]) == (["03 支出决算表"], 1, 0) and table["equal"]
    (lost,) = told["not_understood"]
    assert (lost["sheet"], lost["cell"]) == ("03 支出决算表", f"F{row}") and "不是数" in lost["reason"]
    assert told["cells"]["t03/total/total"] == str(ledger.load(draft)[at("t03/total/total")])
    assert told["findings"] and told["written"] == 0 and told["trial"] is True


def filled(path: Path, *options: object) -> Path:
    """The empty form for any unit, with 12.50 万元 in one cell."""
    assert "已生成" in run("workbooktemplate", "jilin-2024-department", "--output", path, *options)
    book = load_workbook(path)
    sheet = book["01 收入支出决算总表"]
    row = next(each.row for line in sheet.iter_rows() for each in line if "一般公共预算" in str(each.value))
    sheet.cell(row, 5).value = 12.5
    book.save(path)
    return path


def test_a_trial_needs_neither_account_nor_unit(draft: Account, tmp_path: Path) -> None:
    words = ("importworkbook", filled(tmp_path / "t.xlsx"), "--unit", "nobody", "--year", 2024)
    form = ("--edition", "jilin-2024-department")
    told = json.loads(run(*words, *form, "--dry-run", "--format", "json"))
    assert told["cells"] == {"t01/income.general_budget/amount": "125000.00"} and told["findings"]
    assert not Unit.objects.filter(code="nobody").exists() and Account.objects.count() == 4
    fails(2, "没有代码为 nobody 的单位", *words, *form)


def test_an_account_is_begun_only_with_its_form(draft: Account, tmp_path: Path) -> None:
    file = filled(tmp_path / "t.xlsx")
    unit = Unit.objects.create(code="new-one", name="新单位", kind="department", level="州")
    words = ("importworkbook", file, "--unit", "new-one", "--year", 2024)
    fails(1, "没有 2024 年度决算；要新建", *words)
    assert "可以写入 1 处" in run(*words, "--dry-run")
    assert not Account.objects.filter(unit=unit).exists()
    assert "已写入 1 处" in run(*words, "--edition", "jilin-2024-department")
    assert list(ledger.load(Account.objects.get(unit=unit)).values()) == [125_000]
    fails(1, "没有报表格式 x", *words[:3], "yanbian", "--year", 2022, "--edition", "x", "--dry-run")
    fails(2, "没有报表格式 x", "workbooktemplate", "x", "--output", tmp_path / "x.xlsx")
    fails(1, "写不了文件", "workbooktemplate", "jilin-2024-unit", "--output", tmp_path / "no" / "x")


def test_nothing_read_is_no_import(draft: Account, tmp_path: Path) -> None:
    empty = exported(tmp_path / "e.xlsx", "--empty")
    fails(1, "没有读到一个数", "importworkbook", empty, *OURS)
    fails(1, "没有读到一个数", "importworkbook", empty, *OURS, "--dry-run")


def test_a_year_published_elsewhere(draft: Account, tmp_path: Path) -> None:
    """The last year of the sample stands for comparison only: the whole year takes its place."""
    last = Account.objects.get(unit=draft.unit, year=2023)
    file = filled(tmp_path / "b.xlsx", "--year", 2023)
    words = ("importworkbook", file, "--unit", "yanbian", "--year", 2023)
    fails(1, "仅供比较；要导入那年公开的决算", *words)
    fails(2, "写明公开于哪里", *words, "--address", "https://example.org/")
    assert "已写入 1 处" in run(*words, "--elsewhere", "州政府网站", "--disclosed", "2024-09-20")
    last.refresh_from_db()
    assert last.source == "imported" and list(ledger.load(last).values()) == [125_000]
    assert str(Origin.objects.get()) == "2024年9月20日公开于州政府网站"


def test_compared_nothing_is_written(draft: Account, tmp_path: Path) -> None:
    file = exported(tmp_path / "a.xlsx")
    stages.put_in(draft, "published")
    assert "不同 0，只有文件有 0" in run("compareworkbook", file, *OURS)
    assert json.loads(run("compareworkbook", file, *OURS, "--format", "json"))["agrees"] is True
    stages.put_in(draft, "draft")
    before = ledger.load(draft)[CELL]
    ledger.record(draft, {CELL: before + 100}, by="同事")
    changes = Change.objects.count()
    fails(1, "不一致", "compareworkbook", file, *OURS)
    fails(1, "没有可比的数|不一致", "compareworkbook", exported(tmp_path / "e.xlsx", "--empty"), *OURS)
    fails(2, "找不到文件", "compareworkbook", tmp_path / "none.xlsx", *OURS)
    fails(2, "没有 2020 年度决算", "compareworkbook", file, "--unit", "yanbian", "--year", 2020)
    assert Change.objects.count() == changes


def test_what_cannot_be_done_is_told(draft: Account, tmp_path: Path) -> None:
    file = exported(tmp_path / "a.xlsx")
    fails(2, "找不到文件", "importworkbook", tmp_path / "none.xlsx", *OURS)
    fails(2, "读不了文件", "importworkbook", tmp_path, *OURS)
    fails(2, "没有代码为", "importworkbook", file, "--unit", "nowhere", "--year", 2024)
    fails(2, "的工作簿，不是", "importworkbook", file, "--unit", "liaoyuan", "--year", 2024)
    fails(1, "写不了文件", "exportworkbook", "yanbian", 2024, "--output", tmp_path / "no" / "a.xlsx")
    stages.put_in(draft, "submitted")
    fails(1, "不能修改", "importworkbook", file, *OURS)
