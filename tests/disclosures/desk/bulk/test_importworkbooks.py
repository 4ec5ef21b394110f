"""`importworkbooks`: many files, each by itself; run again, those that were imported are passed over."""

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts import ledger
from accounts.case import Case
from accounts.figures import at
from accounts.models import Account, Change, Unit
from disclosures import sample_files
from disclosures.desk.bulk import working
from disclosures.desk.bulk.models import Batch, Outcome
from disclosures.management.commands.loadsample import put_units
from disclosures.workbook import writing
from tests.disclosures.desk.workbook.layouts import spending


@pytest.fixture
def case(db: None) -> Case:
    put_units()
    return sample_files.read("liaoyuan-2024", corrected=True)


def run(*words: object) -> str:
    out = io.StringIO()
    call_command("importworkbooks", *map(str, words), stdout=out, stderr=io.StringIO(), skip_checks=True)
    return out.getvalue()


def left(match: str, *words: object) -> str:
    out = io.StringIO()
    with pytest.raises(CommandError, match=match) as told:
        call_command("importworkbooks", *map(str, words), stdout=out, stderr=io.StringIO(), skip_checks=True)
    assert told.value.returncode in (1, 2)
    return out.getvalue()


def states() -> dict[str, str]:
    return dict(Batch.objects.latest("id").outcomes.values_list("name", "state"))


def put(folder: Path, **files: bytes) -> Path:
    for name, content in files.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    return folder


def test_ours_foreign_and_bad_each_by_itself(case: Case, tmp_path: Path) -> None:
    report = tmp_path / "report.jsonl"
    folder = tmp_path / "in"
    folder.mkdir()
    put(
        folder,
        ours=writing.account(case),
        old=spending(case, year=2022),
        bad=b"x",
        whose=spending(case, unit="?"),
    )
    told = left("有 2 个文件没有导入", folder, "--report", report)
    done = {"ours.xlsx": "done", "old.xlsx": "done"}
    assert states() == {**done, "bad.xlsx": "refused", "whose.xlsx": "unplaced"}
    assert "已导入 2 个，没有导入 1 个，不知属于哪份决算 1 个" in told
    assert ledger.load(Account.objects.of("liaoyuan", 2024)) == case.figures
    assert ledger.load(Account.objects.of("liaoyuan", 2022)).rows("t03") == case.figures.rows("t03")
    lines = [json.loads(line) for line in report.read_text().splitlines()]
    by_file = {each["file"]: each for each in lines}
    assert by_file["old.xlsx"]["told"] == "表中的单位名称" and by_file["old.xlsx"]["report"]["tables"]
    assert by_file["bad.xlsx"]["reason"] and by_file["whose.xlsx"]["unit"] is None
    changes = Change.objects.count()
    left("有 2 个文件没有导入", folder)
    assert states()["ours.xlsx"] == states()["old.xlsx"] == "known" and Change.objects.count() == changes


def test_tried_only(case: Case, tmp_path: Path) -> None:
    told = run(put(tmp_path, a=spending(case)), "--dry-run")
    assert states() == {"a.xlsx": "tried"} and "可写入" in told and not Account.objects.exists()
    run(tmp_path)
    assert states() == {"a.xlsx": "done"}, "what was only tried is not known"


def test_what_was_imported_and_changed_since_comes_in_again_where_it_is_said(
    case: Case, tmp_path: Path
) -> None:
    run(put(tmp_path, a=spending(case)))
    account = Account.objects.of("liaoyuan", 2024)
    before = ledger.load(account)
    ledger.record(account, {at("t03/total/total"): None}, by="某人")
    assert "请选择用文件里的" in run(tmp_path) and ledger.load(account) != before
    run(tmp_path, "--overwrite")
    assert ledger.load(account) == before


def test_other_figures_are_written_only_where_it_is_said(case: Case, tmp_path: Path) -> None:
    run(put(tmp_path, a=spending(case)))
    before = ledger.load(Account.objects.of("liaoyuan", 2024))
    put(tmp_path, a=spending(case, {"2080505/total": 1.5, "2080505/project": 1.5}))
    assert "与已有的内容不同" in left("没有导入", tmp_path)
    assert ledger.load(Account.objects.of("liaoyuan", 2024)) == before
    run(tmp_path, "--overwrite")
    assert states() == {"a.xlsx": "done"}


def test_earlier_years_published_elsewhere(case: Case, tmp_path: Path) -> None:
    put(tmp_path, a=spending(case, year=2022))
    run(tmp_path, "--elsewhere", "市政府网站", "--disclosed", "2023-09-01", "--year", "2022")
    account = Account.objects.of("liaoyuan", 2022)
    assert account.source == "imported" and str(account.origins.get()) == "2023年9月1日公开于市政府网站"


def test_one_that_breaks_stops_no_other(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    plain = working.receive

    def receive(content: bytes) -> Any:
        if content == b"boom":
            raise RuntimeError("a fault of ours")
        return plain(content)

    monkeypatch.setattr(working, "receive", receive)
    told = left("有 1 个文件没有导入", put(tmp_path, a=b"boom", b=spending(case)))
    assert states() == {"a.xlsx": "refused", "b.xlsx": "done"} and "读取时出错（RuntimeError）" in told


def test_broken_off_and_gone_on_with(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, a=spending(case), b=spending(case, year=2022))
    batch = Batch.objects.create(name="x", by="某人")
    plain = working.one

    def killed(batch: Batch, member: Any, units: Any) -> Outcome:
        if member.name == "b.xlsx":
            raise KeyboardInterrupt
        return plain(batch, member, units)

    monkeypatch.setattr(working, "one", killed)
    with pytest.raises(KeyboardInterrupt):
        working.work_off(batch, tmp_path)
    assert states() == {"a.xlsx": "done"} and not working.at_work(batch)
    monkeypatch.setattr(working, "one", plain)
    changes = Change.objects.count()
    assert working.work_off(batch, tmp_path) and Change.objects.count() > changes
    assert states() == {"a.xlsx": "done", "b.xlsx": "done"}


def test_what_cannot_be_begun(case: Case, tmp_path: Path) -> None:
    left("找不到", tmp_path / "none")
    left("没有文件", tmp_path)
    left("三者之一")
    left("没有编号为 9", "--batch", 9)
    put(tmp_path, a=b"x")
    left("没有报表格式 x", tmp_path, "--edition", "x")
    left("写明公开于哪里", tmp_path, "--address", "https://example.org/")
    left("写不了文件", tmp_path, "--report", tmp_path / "no" / "r")
    assert not Unit.objects.filter(code="x").exists()


def test_a_batch_is_taken_back_account_by_account(case: Case, tmp_path: Path) -> None:
    before = put(tmp_path, a=spending(case), b=spending(case, year=2023))
    told = run(before)
    batch = Batch.objects.get()
    assert f"importworkbooks --undo {batch.pk}" in told
    changed = Account.objects.of("liaoyuan", 2023)
    ledger.record(changed, {at("t03/total/total"): Decimal(500)}, by="某人")
    left("有 1 个文件没有撤销", "--undo", batch.pk)
    assert not ledger.load(Account.objects.of("liaoyuan", 2024))
    assert ledger.load(changed), "what somebody has changed since is left whole"
    assert states() == {"a.xlsx": "undone", "b.xlsx": "done"}
    assert "没有撤销：" in Outcome.objects.get(name="b.xlsx").reason
    left("有 1 个文件没有导入", tmp_path, "--year", 2024)
    assert ledger.load(Account.objects.of("liaoyuan", 2024)), "what was undone can be imported again"


def test_undoing_what_is_not_there(case: Case, tmp_path: Path) -> None:
    left("没有编号为 99 的一批", "--undo", 99)
    left("三者之一", tmp_path, "--undo", 1)
