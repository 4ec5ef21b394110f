"""All accounts are checked, a line each; a broken one stops nothing; the number of queries grows evenly."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import filing
from accounts.models import Account, Unit
from accounts.money import Scale
from tests.samples import load_printed


@pytest.fixture(autouse=True)
def samples(db: None) -> None:
    load_printed()


def check(**options: Any) -> tuple[list[str], str, str]:
    """The lines, the progress, and how it ends."""
    out, progress = StringIO(), StringIO()
    try:
        call_command("checkaccounts", stdout=out, stderr=progress, skip_checks=True, **options)
    except CommandError as error:
        return out.getvalue().splitlines(), progress.getvalue(), f"{error.returncode} {error}"
    return out.getvalue().splitlines(), progress.getvalue(), ""


def test_every_account_has_a_line_and_comparisons_have_none() -> None:
    lines, progress, error = check()
    assert [line.split("：")[0] for line in lines] == [
        "liaoyuan 2024 辽源市社会保险事业管理局",
        "yanbian 2024 延边朝鲜族自治州社会保险事业管理局（汇总）",
    ]
    assert "错误 " in lines[0] and "未能检查 " in lines[0]
    assert "2/2，每秒 " in progress and error == "1 2 份决算中 2 份有错误"


def test_json_is_an_object_a_line() -> None:
    first = json.loads(check(format="json")[0][0])
    assert (first["unit"], first["year"]) == ("liaoyuan", 2024)
    assert first["errors"] >= 4 and first["accepted"] == 0 and "could_not_run" in first


def test_one_year_only() -> None:
    assert check(year=1999) == ([], "", "")


def test_a_broken_account_stops_nothing_and_has_not_passed() -> None:
    Account.objects.filter(unit__code="liaoyuan", year=2024).update(edition="gone")
    lines, _, error = check()
    assert "检查不了，UnknownEdition" in lines[0] and lines[1].startswith("yanbian")
    assert error == "1 2 份决算中 1 份有错误，1 份检查不了"


def test_the_same_number_of_queries_for_each_account() -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            check()
        return len(captured)

    def add(code: str) -> None:
        unit = Unit.objects.create(code=code, name=code, kind="unit", level="市")
        filing.begin(unit, 2024, edition="jilin-2024-unit", scale=Scale.WAN)

    add("first")
    before = queries()
    add("second")
    once = queries() - before
    add("third")
    assert queries() - before == 2 * once and once <= 12
