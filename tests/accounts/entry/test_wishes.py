"""What a clerk wants to write: read, then sorted by what stands there now."""

import pytest

from accounts.editions import EDITIONS
from accounts.entry.wishes import Typed, reading, sort_out
from accounts.figures import at
from accounts.money import Scale
from tests.casebook import cells

EDITION = EDITIONS["jilin-2024-unit"]
CELL = "t03/205/basic"


def sorted_out(text: str, seen: list[str], stored: str) -> str:
    found = reading(EDITION, Scale.WAN, "t03", {CELL: Typed(text, tuple(seen))}, ())
    outcome = sort_out(found.wishes, cells(EDITION, f"{CELL} {stored}" if stored else ""))
    names = ("write", "done", "conflicts")
    return next(name for name in names if getattr(outcome, name))


@pytest.mark.parametrize(
    ("text", "seen", "stored", "outcome"),
    [
        ("5", [""], "", "write"),
        ("5", ["4.00"], "4", "write"),
        ("", ["4.00"], "4", "write"),
        ("5", ["4.00"], "5", "done"),
        ("", ["4.00"], "", "done"),
        ("5", ["4.00"], "6", "conflicts"),
        ("5", ["4.00"], "", "conflicts"),
        ("5", [""], "6", "conflicts"),
        ("5", ["4.00", "6"], "6", "write"),
        ("5", [], "4", "conflicts"),
        ("5.0", ["４"], "4", "write"),
    ],
)
def test_each_cell_is_judged_by_what_its_page_knew(
    text: str, seen: list[str], stored: str, outcome: str
) -> None:
    assert sorted_out(text, seen, stored) == outcome


@pytest.mark.parametrize(
    ("key", "text", "reason"),
    [
        (CELL, "abc", "不是数"),
        (CELL, "1.234", "小数超过两位"),
        ("t03/205/nothing", "1", "没有这个单元格"),
        ("t03/20/basic", "1", "不是科目编码"),
        ("t02/205/total", "1", "不是本表的单元格"),
        ("t03", "1", "不是单元格地址"),
        ("operations/fleet.total/value", "1", "不是本表的单元格"),
    ],
)
def test_what_cannot_be_written_is_refused_with_its_reason(key: str, text: str, reason: str) -> None:
    found = reading(EDITION, Scale.WAN, "t03", {key: Typed(text), "t03/206/basic": Typed("1")}, ())
    assert reason in found.refused[key]
    assert list(found.wishes) == [at("t03/206/basic")], "one bad cell keeps no other back"


def test_a_count_may_not_be_negative() -> None:
    key = "operations/vehicles.held/value"
    found = reading(EDITION, Scale.WAN, "operations", {key: Typed("-1")}, ())
    assert "个数" in found.refused[key]


def test_money_is_written_for_projects_that_there_are() -> None:
    typed = {"project/a.total/initial": Typed("1"), "project/b.total/initial": Typed("1")}
    found = reading(EDITION, Scale.WAN, "project", typed, {"a"})
    assert list(found.wishes) == [at("project/a.total/initial")]
    assert "没有代码为 b 的项目" in found.refused["project/b.total/initial"]
