"""The command lists what the rules find, as text and as JSON, and fails where there are errors."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.checks.engine import RULES


@pytest.fixture(autouse=True)
def samples(db: None) -> None:
    call_command("loadsample", as_printed=True, stdout=StringIO(), skip_checks=True)


def check(unit: str, *options: str) -> tuple[str, str]:
    """What is written, and with what error it ends."""
    out = StringIO()
    try:
        call_command("checkaccount", unit, "2024", *options, stdout=out, skip_checks=True)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_text_lists_the_gravest_first_then_what_could_not_run_then_the_sums() -> None:
    text, error = check("yanbian")
    lines = text.splitlines()
    assert lines[0].startswith("错误 B50 《一般公共预算财政拨款基本支出决算明细表》是空表")
    assert "未能检查 C51 年初结转等于上年年末结转：2023年度只有供比较的数，没有年末结转" in lines
    assert lines[-2] == "错误 1 处，需说明 7 处，提示 4 处"
    assert error == "有 1 处错误"


def test_json_has_addresses_numbers_and_the_state_of_every_rule() -> None:
    text, error = check("liaoyuan", "--format=json")
    data = json.loads(text)
    found = next(each for each in data["findings"] if each["rule"] == "A19")
    assert found["addresses"] == ["t05/2080599/total", "t05/2080599/project"]
    assert (found["numbers"], found["difference"]) == (["17830000.00", "177830000.00"], "-160000000.00")
    assert (found["level"], found["state"]) == ("错误", "failed")
    assert {each["rule"] for each in data["rules"]} == set(RULES)
    assert error == "有 4 处错误"


def test_an_account_without_errors_ends_well() -> None:
    call_command("loadsample", stdout=StringIO(), skip_checks=True)
    text, error = check("liaoyuan")
    assert "错误 0 处，需说明 0 处，提示 2 处" in text and not error


def test_an_unknown_unit_is_named() -> None:
    assert check("nobody")[1].startswith("没有代码为 nobody 的单位")
