"""`manage.py consolidate`: the sum written, previewed, told as text and as data; what is refused."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts import filing
from accounts.figures import at
from accounts.ledger import load, record
from accounts.models import Account, Change, Unit
from accounts.money import Scale
from tests import stages
from tests.accounts.amounts import cells


@pytest.fixture
def department(db: None) -> Unit:
    department = Unit.objects.create(code="ju", name="文旅局", kind="department", level="市")
    for n in range(2):
        unit = Unit.objects.create(code=f"ju-{n}", name=f"馆{n}", kind="unit", level="市", parent=department)
        account = filing.begin(unit, 2024, edition="jilin-2024-unit", scale=Scale.YUAN)
        record(account, cells("t03/205/project -1.50"), by="填报人")
        stages.put_in(account, "reviewed")
    return department


def run(*arguments: str) -> tuple[str, int]:
    """What it writes, and its exit code."""
    out = StringIO()
    try:
        call_command("consolidate", "ju", "2024", *arguments, stdout=out, skip_checks=True)
    except CommandError as error:
        return f"{out.getvalue()}{error}", error.returncode
    return out.getvalue(), 0


def test_an_account_is_begun_and_written_in_a_name(department: Unit) -> None:
    text, code = run("--by", "张三")
    account = Account.objects.of("ju", 2024)
    assert code == 0 and "空白 → -3.00元" in text and "已写入" in text
    assert load(account) == {at("t03/205/project"): -3} and account.edition == "jilin-2024-department"
    assert set(Change.objects.filter(account=account).values_list("by", flat=True)) == {"张三"}
    assert run()[0].endswith("改动 0 处，手工填写没有改的 0 处，相同 1 处：已写入\n")


def test_a_dry_run_leaves_nothing_behind(department: Unit) -> None:
    text, code = run("--dry-run")
    assert code == 0 and "只是预览" in text and not Account.objects.filter(unit=department).exists()


def test_json_has_what_would_be_written(department: Unit) -> None:
    stages.put_in(Account.objects.of("ju-1", 2024), "draft")
    text, code = run("--dry-run", "--format", "json")
    told: dict[str, Any] = json.loads(text.removesuffix("汇总数只是草稿，见上"))
    assert code == 1 and told["units_wanting"] == [{"unit": "ju-1", "name": "馆1", "standing": "填报中"}]
    assert told["changes"] == [{"cell": "t03/205/project", "status": "new", "before": None, "after": "-3.00"}]


def test_what_was_typed_by_hand_is_listed_and_left(department: Unit) -> None:
    account = filing.begin(department, 2024, edition="jilin-2024-department", scale=Scale.YUAN)
    record(account, cells("t03/205/project 9.00"), by="王五")
    text, code = run()
    assert code == 1 and "手工填写" in text and load(account) == {at("t03/205/project"): 9}


def test_what_cannot_be_summed_is_refused(department: Unit) -> None:
    Unit.objects.filter(parent=department).update(parent=None)
    assert run()[1] == 2
    with pytest.raises(CommandError, match="没有代码为 nobody"):
        call_command("consolidate", "nobody", "2024", skip_checks=True)
    with pytest.raises(CommandError, match="不是部门"):
        call_command("consolidate", "ju-0", "2023", skip_checks=True)
    assert not Account.objects.filter(unit=department).exists()
