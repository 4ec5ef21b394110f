"""`manage.py publish`: many approved accounts, each by itself, and what is left when it is run again."""

import threading
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from accounts import workflow
from accounts.models import Account, Membership, Step
from disclosures import rendering
from disclosures.management.commands import publish
from disclosures.models import Publication, PublishOrder
from tests import stages
from tests.disclosures.together import approved

Breaks = Callable[[bool], None]


@pytest.fixture(autouse=True)
def printer(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Breaks:
    stages.keep_files_in(tmp_path, settings)
    broken = threading.Event()

    def files(*given: object) -> dict[str, bytes]:
        if broken.is_set():
            raise OSError("没有纸")
        return {"report.txt": b"done"}

    monkeypatch.setattr(rendering, "files", files)
    return lambda yes: broken.set() if yes else broken.clear()


@pytest.fixture
def accounts(db: None) -> list[Account]:
    made = approved(3)
    user = User.objects.create_user("赵六", is_staff=True)
    for account in made:
        Membership.objects.create(user=user, unit=account.unit, role="publisher")
    return made


def run(*more: str, by: str = "赵六", disclosed: str = "2025-09-26") -> tuple[int, list[str]]:
    """Its exit code, and what it said."""
    out = StringIO()
    given = ("--year=2024", f"--disclosed={disclosed}", f"--by={by}", *more)
    try:
        call_command("publish", *given, stdout=out, stderr=out)
    except CommandError as error:
        out.write(str(error))
        return error.returncode, out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def test_all_that_are_approved(accounts: list[Account]) -> None:
    code, said = run("--all-approved")
    assert code == 0 and said[-1] == "申请公开 3 个，没有办理 0 个；等待生成 3 个"
    assert said[0] == f"1/3 {accounts[0]}：已申请公开"
    stages.work()
    assert Publication.objects.count() == 3
    assert set(Step.objects.filter(verb="order").values_list("by", flat=True)) == {"赵六"}


def test_those_that_are_named(accounts: list[Account]) -> None:
    code, said = run("--unit", "unit0001", "unit0003")
    assert code == 0 and said[-1].startswith("申请公开 2 个")
    assert set(PublishOrder.objects.values_list("unit__code", flat=True)) == {"unit0001", "unit0003"}


def test_a_unit_named_that_is_not_ready_is_told(accounts: list[Account]) -> None:
    workflow.return_to_clerk(accounts[0], by=stages.BUREAU, reason="请核对")
    code, said = run("--unit", "unit0001", "unit0002", "nobody")
    assert code == 1
    assert any(line.startswith("unit0001：填报中，没有办理") for line in said)
    assert any(line.startswith("nobody：没有决算，没有办理") for line in said)
    assert PublishOrder.objects.get().account == accounts[1]


def test_one_that_is_refused_does_not_stop_the_others(accounts: list[Account]) -> None:
    """What it says was changed behind the back of those who approved it."""
    Account.objects.filter(pk=accounts[0].pk).update(scale="yuan")
    code, said = run("--all-approved")
    assert code == 1 and "报送之后，报告的内容变了" in said[0]
    assert said[1:3] == [f"2/3 {accounts[1]}：已申请公开", f"3/3 {accounts[2]}：已申请公开"]
    assert PublishOrder.objects.count() == 2


def test_run_again_it_does_what_is_left(accounts: list[Account], printer: Breaks) -> None:
    run("--unit", "unit0001")
    printer(True)
    stages.work()
    printer(False)
    code, said = run("--all-approved")
    assert code == 0 and said[0] == f"{accounts[0]}：第1版重试"
    assert said[-1] == "申请公开 2 个，没有办理 0 个；等待生成 3 个"
    stages.work()
    assert run("--all-approved") == (0, ["申请公开 0 个，没有办理 0 个；等待生成 0 个"])
    assert Publication.objects.count() == 3


def test_it_waits_and_tells_what_came_of_each(
    accounts: list[Account], printer: Breaks, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer(True)
    monkeypatch.setattr(publish.time, "sleep", lambda seconds: stages.work())
    code, said = run("--all-approved", "--wait")
    assert code == 1 and "没有正在运行的生成程序" in said[4]
    assert f"{accounts[2]}第1版：失败：没有纸" in said
    printer(False)
    code, said = run("--all-approved", "--wait")
    assert code == 0 and said[-1] == f"{accounts[2]}第1版：已公开"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ([], "--all-approved，或者 --unit"),
        (["--all-approved", "--unit", "unit0001"], "二者之一"),
        (["--all-approved", "--by=谁"], "没有登录名为 谁 的人员"),
    ],
)
def test_what_makes_no_sense_is_refused(accounts: list[Account], given: list[str], why: str) -> None:
    code, said = run(*given)
    assert code == 2 and why in said[-1]
    assert not PublishOrder.objects.exists()


def test_what_is_not_theirs_is_not_touched(accounts: list[Account]) -> None:
    User.objects.create_user("外人", is_staff=True)
    assert run("--all-approved", by="外人") == (0, ["申请公开 0 个，没有办理 0 个；等待生成 0 个"])
    assert not PublishOrder.objects.exists()
