"""The page: who may upload, what is told of each file, progress, going on; for others nothing is there."""

import io
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts import ledger
from accounts.models import Account, Unit
from disclosures.desk.bulk import starting, working
from disclosures.desk.bulk.models import Batch
from tests.disclosures.desk.conftest import member, nowhere
from tests.disclosures.desk.workbook.layouts import spending

Started = list[Batch]


@pytest.fixture
def plain_start() -> Any:
    """As it is, before `started` takes its place."""
    return starting.start


@pytest.fixture
def started(plain_start: Any, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> Started:
    """Batches that were handed over; worked off by the tests themselves."""
    plain = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "imports": plain}
    settings.IMPORTS_ROOT = tmp_path
    found: Started = []
    monkeypatch.setattr(starting, "start", found.append)
    return found


@pytest.fixture
def bureau(draft: Account) -> Client:
    return member("财政", "bureau", "liaoyuan")


def packed(**files: bytes) -> SimpleUploadedFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in files.items():
            package.writestr(f"{name}.xlsx", content)
    return SimpleUploadedFile("决算.zip", out.getvalue())


def upload(client: Client, **more: Any) -> Any:
    return client.post("/desk/imports/", more)


def old(account: Account, **more: Any) -> bytes:
    return spending(ledger.load_case(account), year=2022, **more)


def test_the_process_that_is_started_works_it_off(
    bureau: Client, draft: Account, started: Started, plain_start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its command is called in this process: a child would not see the database of the test."""
    upload(bureau, file=packed(a=old(draft)))
    calls: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: calls.append(command))
    plain_start(started[0])
    ((program, manage, *words),) = calls
    assert program == sys.executable and Path(manage).is_file()
    call_command(*words, stdout=io.StringIO(), stderr=io.StringIO(), skip_checks=True)
    assert [each.state for each in started[0].outcomes.all()] == ["done"]
    with pytest.raises(CommandError, match="还没有办完的一批"):
        call_command(*words, skip_checks=True)


ADDRESSES = ("", "1/", "1/state", "1/report.jsonl", "1/resume", "1/undo")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("rest", ADDRESSES)
def test_for_others_there_is_nothing(outsider: Client, draft: Account, rest: str, method: str) -> None:
    unknown = [f"/desk/imports/{10**15}/{rest.removeprefix('1/')}"] if rest else []
    nowhere(outsider, method, f"/desk/imports/{rest}", *unknown)


@pytest.mark.parametrize("role", ["clerk", "reviewer", "publisher"])
def test_only_bureaus_and_administrators(draft: Account, started: Started, role: str) -> None:
    client = member(role, role, "liaoyuan")
    assert client.get("/desk/imports/").status_code == 404
    assert upload(client, file=packed(a=b"x")).status_code == 404 and not started
    assert "批量导入" not in client.get("/desk/").content.decode()


def test_uploaded_worked_off_and_told(bureau: Client, draft: Account, started: Started) -> None:
    assert "/desk/imports/" in bureau.get("/desk/").content.decode()
    answer = upload(bureau, file=packed(a=old(draft), b=b"x", c=old(draft, unit="谁也不是")))
    (batch,) = started
    assert answer["Location"] == f"/desk/imports/{batch.pk}/" and batch.by == "财政"
    assert "等待开始" in bureau.get(answer["Location"]).content.decode()
    assert working.work_off(batch)
    page = bureau.get(answer["Location"]).content.decode()
    assert "办完" in page and "3/3 个文件：已导入 1 个，没有导入 1 个，不知属于哪份决算 1 个" in page
    account = Account.objects.of("liaoyuan", 2022)
    assert f"/desk/accounts/{account.pk}/" in page and "谁也不是" in page
    report = bureau.get(f"/desk/imports/{batch.pk}/report.jsonl")
    assert len(report.content.splitlines()) == 3 and "attachment" in report["Content-Disposition"]
    assert not bureau.get(f"/desk/imports/{batch.pk}/state").json()["running"]
    batch.refresh_from_db()
    assert not batch.stored and "办完" in bureau.get("/desk/imports/").content.decode()


def test_a_unit_elsewhere_cannot_be_reached(bureau: Client, draft: Account, started: Started) -> None:
    case = ledger.load_case(Account.objects.of("yanbian", 2024))
    upload(bureau, file=packed(a=spending(case, unit=Unit.objects.get(code="yanbian").name, year=2022)))
    working.work_off(started[0])
    (outcome,) = started[0].outcomes.all()
    assert outcome.state == "unplaced" and outcome.unit is None
    assert not Account.objects.filter(unit__code="yanbian", year=2022).exists()


def test_another_persons_batch_is_not_there(bureau: Client, draft: Account, started: Started) -> None:
    upload(bureau, file=packed(a=b"x"))
    other = member("另一位", "administrator", "liaoyuan")
    for rest in ("", "state", "report.jsonl"):
        assert other.get(f"/desk/imports/{started[0].pk}/{rest}").status_code == 404
    assert other.post(f"/desk/imports/{started[0].pk}/resume").status_code == 404


def test_broken_off_and_gone_on_with(bureau: Client, draft: Account, started: Started) -> None:
    upload(bureau, file=packed(a=old(draft)))
    batch = started[0]
    assert bureau.post(f"/desk/imports/{batch.pk}/resume").status_code == 302 and len(started) == 1
    Batch.objects.update(at=timezone.now() - timedelta(minutes=2))
    assert "接着办理" in bureau.get(f"/desk/imports/{batch.pk}/").content.decode()
    bureau.post(f"/desk/imports/{batch.pk}/resume")
    assert len(started) == 2
    with working.alone(batch):
        assert bureau.get(f"/desk/imports/{batch.pk}/state").json()["word"] == "正在导入"


def test_what_cannot_be_begun_is_told(bureau: Client, draft: Account, started: Started) -> None:
    for given, told in (
        ({}, "必填"),
        ({"file": SimpleUploadedFile("a.zip", b"x")}, "不是文件夹，也不是完整的 zip"),
        ({"file": packed(a=b"x"), "year": "1899"}, "不晚于今年"),
        ({"file": packed(a=b"x"), "edition": "x"}, "x"),
        ({"file": packed(a=b"x"), "address": "https://example.org/"}, "请写明公开于哪个网站"),
    ):
        refused = upload(bureau, **given)
        assert refused.status_code == 422 and told in refused.content.decode()
    assert not started and not Batch.objects.exists()


def test_queries_do_not_grow(
    bureau: Client, draft: Account, started: Started, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    upload(bureau, file=packed(**{f"f{n}": b"x" for n in range(40)}))
    working.work_off(started[0])
    with django_assert_max_num_queries(16):
        bureau.get(f"/desk/imports/{started[0].pk}/")
    with django_assert_max_num_queries(10):
        bureau.get("/desk/imports/")


def test_a_batch_is_undone_by_a_process_of_its_own(
    bureau: Client, draft: Account, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(bureau, file=packed(a=old(draft)))
    working.work_off(started[0])
    (batch,) = started
    page = f"/desk/imports/{batch.pk}/"
    assert "撤销 1 个文件的写入" in bureau.get(page).content.decode()
    calls: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: calls.append(command))
    told = bureau.post(f"{page}undo", follow=True).content.decode()
    assert "开始撤销" in told and calls[0][-3:] == ["--undo", str(batch.pk), "--by=财政"]
    call_command(*calls[0][2:], stdout=io.StringIO(), stderr=io.StringIO(), skip_checks=True)
    assert [each.state for each in batch.outcomes.all()] == ["undone"]
    assert not ledger.load(Account.objects.of("liaoyuan", 2022))
    after = bureau.get(page).content.decode()
    assert "已撤销" in after and "个文件的写入" not in after
    bureau.post(f"{page}undo")
    assert len(calls) == 1
