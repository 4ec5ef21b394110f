"""The samples go in corrected or as printed, in either order and again, and nothing published is touched."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts import filing, ledger
from accounts.case import Case
from accounts.figures import at
from accounts.models import Account, Change, Subject, Unit
from accounts.money import Scale
from disclosures import publishing, rendering, sample_files
from disclosures.duties.models import Duty
from disclosures.models import Publication, PublishOrder
from tests import stages
from tests.accounts.amounts import cells

DOUBLED_DIGIT = at("t05/2080599/project")


@pytest.fixture(autouse=True)
def printer(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Publishing to a folder of the test, without the printing."""
    stages.keep_files_in(tmp_path, settings)
    monkeypatch.setattr(rendering, "files", lambda case, issue, *more: {"report.txt": f"{issue}".encode()})


def load(*, as_printed: bool = False, if_missing: bool = False) -> str:
    out = StringIO()
    call_command("loadsample", as_printed=as_printed, if_missing=if_missing, stdout=out, skip_checks=True)
    return out.getvalue()


def account(unit: str, year: int = 2024) -> Account:
    return Account.objects.of(unit, year)


def says(unit: str, case: Case) -> bool:
    """Everything as in the sample's files; only the official names of subjects come from elsewhere."""
    return replace(ledger.load_case(account(unit)), subjects={}) == case


LIAOYUAN, LIAOYUAN_PRINTED = (sample_files.read("liaoyuan-2024", corrected=c) for c in (True, False))
YANBIAN = sample_files.read("yanbian-2024")


def test_plain_the_corrected_account_is_published_and_the_other_a_draft() -> None:
    said = load()
    assert says("liaoyuan", LIAOYUAN) and says("yanbian", YANBIAN)
    assert [account(unit).status for unit in ("liaoyuan", "yanbian")] == ["published", "draft"]
    publication = Publication.objects.get()
    assert (publication.unit.code, publication.number) == ("liaoyuan", 1)
    assert publication.disclosed == sample_files.disclosed("liaoyuan-2024")
    assert "已公开第1版" in said and "草稿" in said


def test_as_printed_both_are_drafts() -> None:
    load(as_printed=True)
    assert says("liaoyuan", LIAOYUAN_PRINTED) and says("yanbian", YANBIAN)
    assert [account(unit).status for unit in ("liaoyuan", "yanbian")] == ["draft", "draft"]
    assert not PublishOrder.objects.exists()


def test_if_missing_what_was_changed_since_stays_changed() -> None:
    """What `./dev demo` runs at every start."""
    load(if_missing=True)
    assert says("liaoyuan", LIAOYUAN) and says("yanbian", YANBIAN)
    ledger.record(account("yanbian"), cells("t01/income.other/amount 9999900.00"), by="填报人")
    stages.reopen(account("liaoyuan"))
    assert "没有改动" in load(if_missing=True)
    assert ledger.load(account("yanbian"))[at("t01/income.other/amount")] == 9999900
    assert account("liaoyuan").status == "draft" and Publication.objects.count() == 1


def test_the_units_and_the_subjects_come_along() -> None:
    load()
    yanbian = Unit.objects.get(code="yanbian")
    assert (yanbian.kind, yanbian.level) == ("department", "州")
    assert [unit.code for unit in Unit.objects.below(yanbian)] == ["yanbian-bureau", "yanbian-archive"]
    assert Subject.objects.filter(year=2024).count() > 1800
    assert ledger.load_case(account("liaoyuan")).subjects["2080505"]


def test_the_year_before_is_an_account_for_comparison() -> None:
    load()
    last = account("liaoyuan", 2023)
    assert (last.source, last.edition, last.scale) == ("comparison", "jilin-2024-unit", "wan")
    assert Change.objects.filter(account=last, by="示例数据").exists()


def test_again_nothing_happens() -> None:
    load()
    changes, orders = Change.objects.count(), PublishOrder.objects.count()
    assert "已公开，没有变动" in load()
    assert (Change.objects.count(), PublishOrder.objects.count()) == (changes, orders)
    assert Publication.objects.count() == 1


def test_as_printed_after_plain_reopens_and_leaves_the_publication() -> None:
    load()
    load(as_printed=True)
    load(as_printed=True)
    assert says("liaoyuan", LIAOYUAN_PRINTED)
    assert account("liaoyuan").status == "draft"
    published, _ = publishing.frozen(Publication.objects.get().order)
    assert published.figures[DOUBLED_DIGIT] == LIAOYUAN.figures[DOUBLED_DIGIT]
    assert account("liaoyuan").steps.filter(reason="载入示例").count() == 1


def test_plain_after_as_printed_restores_and_publishes_no_second_version() -> None:
    load()
    load(as_printed=True)
    assert "与已公开的版本一致，不另行公开" in load()
    assert says("liaoyuan", LIAOYUAN)
    assert account("liaoyuan").status == "published"
    assert Publication.objects.count() == 1


def test_plain_after_as_printed_alone_publishes_the_first_version() -> None:
    load(as_printed=True)
    load()
    assert says("liaoyuan", LIAOYUAN)
    assert Publication.objects.get().number == 1


def test_where_another_version_is_current_the_corrected_one_is_published_again() -> None:
    load()
    liaoyuan = account("liaoyuan")
    stages.reopen(liaoyuan)
    ledger.record(liaoyuan, cells("t03/20899/basic 700.00"), by="填报人")
    stages.publish(liaoyuan)
    assert "已公开第3版" in load()
    assert says("liaoyuan", LIAOYUAN)


def test_what_somebody_typed_into_a_sample_is_undone() -> None:
    load()
    yanbian = account("yanbian")
    ledger.record(yanbian, cells("t03/229/basic 700.00"), by="填报人")
    filing.explain(yanbian, {"replace.overall": "改写"}, by="填报人")
    filing.name_subjects(yanbian, {"229": "其他"}, by="填报人")
    load()
    assert says("yanbian", YANBIAN)


def test_a_failed_version_is_cancelled_and_published_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_fonts(*given: object) -> dict[str, bytes]:
        raise OSError("没有字体")

    with monkeypatch.context() as broken:
        broken.setattr(rendering, "files", no_fonts)
        with pytest.raises(CommandError, match="第1版没有生成：没有字体"):
            load()
    assert "已公开第1版" in load()


def test_a_real_account_of_the_year_before_is_left_alone() -> None:
    load(as_printed=True)
    last = account("liaoyuan", 2023)
    ledger.record(last, cells("t01/income.grand_total/amount 500.00"), by="填报人")
    Account.objects.filter(pk=last.pk).update(source="imported")
    assert "2023 年度决算已有，不载入比较数" in load(as_printed=True)
    assert ledger.load(last)[at("t01/income.grand_total/amount")] == 500


def test_an_account_of_another_form_is_refused() -> None:
    load(as_printed=True)
    Account.objects.filter(pk=account("liaoyuan").pk).update(scale=Scale.YUAN.value)
    with pytest.raises(CommandError, match="报表格式或金额单位不同"):
        load()


def test_the_sample_units_are_on_the_released_list() -> None:
    assert "新列入 4 个单位" in load() and "新列入 0 个单位" in load()
    found = {each.unit.code: each for each in Duty.objects.released().select_related("unit")}
    assert found["liaoyuan"].due == sample_files.disclosed("liaoyuan-2024") + timedelta(days=20)
    assert found["yanbian"].fixed and found["yanbian-archive"].due is None
