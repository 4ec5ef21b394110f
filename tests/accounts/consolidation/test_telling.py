"""What is said of units that have changed, are missing or not approved since the sum was made."""

from dataclasses import replace

from accounts.case import Case, UnitShare
from accounts.consolidation.adding import fingerprint
from accounts.consolidation.records import Consolidated, Contributed, Moved
from accounts.consolidation.telling import news, out_of_date
from accounts.editions import edition_of
from accounts.figures import Figures
from tests.accounts.consolidation.test_adding import share
from tests.casebook import case

LIBRARY = share("library", "t03/205/project 120000.00")
MOVED = Moved("t03/205/project", "100000.00", "120000.00", "李四", "2025-03-06T09:10:00+08:00")


def summed(*shares: Contributed, units: tuple[UnitShare, ...] = (LIBRARY,)) -> Case:
    found = case("t03/205/project 10", edition="jilin-2024-department")
    made = Consolidated("张三", "2025-03-05T14:00:00+08:00", shares)
    return replace(found, units=units, consolidated=made)


def as_it_was(unit: UnitShare, *moved: Moved, changed: bool = False) -> Contributed:
    edition = edition_of("jilin-2024-department")
    mark = "0" * 64 if changed else fingerprint(edition, unit.figures or Figures())
    return Contributed(unit.code, unit.name, mark, moved)


def said(found: Case) -> list[tuple[str, str]]:
    return [(each.state, each.told) for each in news(found)]


def test_a_unit_as_it_was_is_current() -> None:
    assert said(summed(as_it_was(LIBRARY))) == [("current", "")]
    assert out_of_date(summed(as_it_was(LIBRARY))) == []


def test_a_change_is_told_with_the_cell_both_numbers_who_and_when() -> None:
    assert said(summed(as_it_was(LIBRARY, MOVED, changed=True))) == [
        (
            "changed",
            "library馆的决算在汇总以后有改动：1处，如《支出决算表》“205”行“项目支出”栏由10.00万元改为12.00万元"
            "（李四，3月6日09:10）",
        )
    ]


def test_only_what_is_summed_is_counted_and_a_cell_without_a_place_is_told_as_it_is() -> None:
    moved = (
        replace(MOVED, address="project/road.total/executed"),
        replace(MOVED, address="evaluation/first_level/value"),
        replace(MOVED, address="t01/income.gift/amount", before=None, after="3.00"),
    )
    ((_, told),) = said(summed(as_it_was(LIBRARY, *moved, changed=True)))
    assert "：1处，如《收入支出决算总表》“income.gift”行“amount”栏由空白改为3.00（李四" in told


def test_a_change_that_is_not_approved_yet_says_so() -> None:
    draft = replace(LIBRARY, standing="填报中")
    ((_, told),) = said(summed(as_it_was(LIBRARY, changed=True), units=(draft,)))
    assert told == "library馆的决算在汇总以后有改动；现在填报中"


def test_missing_unapproved_new_and_gone_units_are_told_apart() -> None:
    units = (
        replace(LIBRARY, standing="填报中"),
        share("archive", "t03/205/basic 1.00"),
        UnitShare("theatre", "剧院"),
        UnitShare("zoo", "动物园", standing="仅供比较的上年数"),
    )
    found = summed(as_it_was(LIBRARY), Contributed("park", "公园", "0"), units=units)
    assert said(found) == [
        ("unapproved", "library馆的决算没有审核通过（填报中）"),
        ("added", "archive馆的决算没有汇总进来"),
        ("missing", "剧院没有2024年度决算，没有汇总进来"),
        ("missing", "动物园仅供比较的上年数，没有汇总进来"),
        ("gone", "公园的决算汇总过，现在已不在所属单位的2024年度决算之中"),
    ]


def test_before_anything_was_summed_nothing_is_out_of_date() -> None:
    assert out_of_date(replace(summed(), consolidated=None)) == []
