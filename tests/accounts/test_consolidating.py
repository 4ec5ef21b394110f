"""Summing a department's account: written, noted, undone; one after the other; what changes since is told."""

import threading
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts import consolidating, filing
from accounts.checks.engine import RULES, State, outcome
from accounts.consolidating import Taken, consolidate, eliminate, proposed, undo
from accounts.consolidation.telling import out_of_date
from accounts.figures import at
from accounts.ledger import load, load_case, record
from accounts.models import Account, Adjustment, Change, Consolidation, Contribution, Unit
from accounts.money import Scale
from accounts.refusals import Closed, Refused, Stale
from tests import stages
from tests.accounts.amounts import cells, many

BASIC = at("t03/205/basic")


@pytest.fixture
def consolidated(department: Unit) -> Account:
    return filing.begin(department, 2024, edition="jilin-2024-department", scale=Scale.YUAN)


def unit_account(code: str, text: str, scale: Scale = Scale.YUAN, approved: bool = True) -> Account:
    unit = Unit.objects.get(code=code)
    account = filing.begin(unit, 2024, edition="jilin-2024-unit", scale=scale)
    record(account, cells(text), by="填报人")
    if approved:
        stages.put_in(account, "reviewed")
    return account


@pytest.fixture
def units(consolidated: Account) -> tuple[Account, Account]:
    """The 本级 in 元 and a unit in 万元."""
    return (
        unit_account("yanbian-a", "t03/205/basic 60.25 t03/205/project 1.00"),
        unit_account("yanbian-b", "t03/205/basic 400.00", Scale.WAN),
    )


def rewritten(account: Account, text: str) -> None:
    """Sent back, changed, approved again."""
    stages.put_in(account, "draft")
    record(account, cells(text), by="李四")
    stages.put_in(account, "reviewed")


def told(account: Account) -> list[str]:
    return [each.told for each in out_of_date(load_case(account))]


def test_the_sum_is_written_through_the_ledger_and_its_units_are_noted(
    consolidated: Account, units: tuple[Account, Account]
) -> None:
    made = consolidate(consolidated, by="张三")
    assert load(consolidated) == {BASIC: Decimal("460.25"), at("t03/205/project"): 1}
    assert set(Change.objects.filter(account=consolidated).values_list("by", flat=True)) == {"张三"}
    assert {each.unit_account for each in Contribution.objects.filter(consolidation=made)} == set(units)
    assert told(consolidated) == []
    assert proposed(consolidated, load_case(consolidated)).lines == ()


def test_a_later_change_of_a_unit_is_told_by_the_rule_and_taken_over_by_the_next_sum(
    consolidated: Account, units: tuple[Account, Account]
) -> None:
    consolidate(consolidated, by="张三")
    rewritten(units[0], "t03/205/project 5.00")
    (sentence,) = told(consolidated)
    assert sentence.startswith("州社保局本级的决算在汇总以后有改动：1处，如《支出决算表》")
    assert "由1.00元改为5.00元（李四" in sentence
    result = outcome(RULES["D60"], load_case(consolidated))
    assert (result.state, result.findings[0].message) == (State.FAILED, sentence)
    consolidate(consolidated, by="张三")
    assert load(consolidated)[at("t03/205/project")] == 5 and told(consolidated) == []


def test_a_unit_that_is_changed_and_changed_back_is_as_it_was(
    consolidated: Account, units: tuple[Account, Account]
) -> None:
    consolidate(consolidated, by="张三")
    rewritten(units[0], "t03/205/project 5.00")
    rewritten(units[0], "t03/205/project 1.00")
    assert told(consolidated) == []


def test_a_missing_an_unapproved_and_a_comparison_unit_are_named(consolidated: Account) -> None:
    unit_account("yanbian-a", "t03/205/basic 60.25", approved=False)
    consolidate(consolidated, by="张三")
    assert load(consolidated) == {BASIC: Decimal("60.25")}
    assert told(consolidated) == [
        "州社保局本级的决算没有审核通过（填报中）",
        "机关保险局没有2024年度决算，没有汇总进来",
    ]
    other = unit_account("yanbian-b", "t03/205/basic 1.00", approved=False)
    Account.objects.filter(pk=other.pk).update(source="comparison")
    assert told(consolidated)[1] == "机关保险局仅供比较的上年数，没有汇总进来"
    consolidate(consolidated, by="张三")
    assert load(consolidated) == {BASIC: Decimal("60.25")}


def test_what_was_typed_by_hand_is_left_unless_it_is_taken(
    consolidated: Account, units: tuple[Account, Account]
) -> None:
    record(consolidated, cells("t03/205/basic 999.00 t09/actual/total 3.00"), by="王五")
    made = consolidate(consolidated, by="张三")
    assert load(consolidated)[BASIC] == 999 and made.kept == [str(BASIC), "t09/actual/total"]
    assert [
        str(each.address) for each in proposed(consolidated, load_case(consolidated)).by_hand
    ] == made.kept
    consolidate(consolidated, by="张三", taken=["*"])
    assert load(consolidated) == {BASIC: Decimal("460.25"), at("t03/205/project"): 1}
    record(consolidated, cells("t03/205/project 7.00"), by="王五")
    rewritten(units[0], "t03/205/basic 61.25 t03/205/project 2.00")
    consolidate(consolidated, by="张三")
    assert load(consolidated) == {BASIC: Decimal("461.25"), at("t03/205/project"): 7}


def test_one_undo_brings_back_what_was_there(consolidated: Account, units: tuple[Account, Account]) -> None:
    record(consolidated, cells("t03/205/basic 999.00"), by="王五")
    consolidate(consolidated, by="张三", taken=["*"])
    assert undo(consolidated, by="张三") == 2
    assert load(consolidated) == {BASIC: 999}
    assert load_case(consolidated).consolidated is None
    with pytest.raises(Refused, match="没有可以撤销的汇总"):
        undo(consolidated, by="张三")


def test_undoing_the_second_sum_leaves_the_first(
    consolidated: Account, units: tuple[Account, Account]
) -> None:
    consolidate(consolidated, by="张三")
    rewritten(units[0], "t03/205/project 5.00")
    consolidate(consolidated, by="张三")
    undo(consolidated, by="张三")
    assert load(consolidated)[at("t03/205/project")] == 1 and len(told(consolidated)) == 1
    assert [line.status for line in proposed(consolidated, load_case(consolidated)).lines] == ["changed"]


def test_what_was_changed_after_summing_is_not_undone(
    consolidated: Account, units: tuple[Account, Account]
) -> None:
    consolidate(consolidated, by="张三")
    record(consolidated, cells("t03/205/basic 1.00"), by="王五")
    with pytest.raises(Stale, match="《支出决算表》“205”行“基本支出”栏"):
        undo(consolidated, by="张三")
    assert load(consolidated)[BASIC] == 1


def test_a_unit_that_moved_after_the_preview_is_not_summed_unseen(
    consolidated: Account, units: tuple[Account, Account]
) -> None:
    mark = proposed(consolidated, load_case(consolidated)).mark
    stages.put_in(units[0], "draft")
    with pytest.raises(Stale, match="预览之后"):
        consolidate(consolidated, by="张三", mark=mark)
    assert not load(consolidated) and not Consolidation.objects.exists()


def test_a_closed_account_a_unit_and_one_from_elsewhere_are_not_summed(
    consolidated: Account, units: tuple[Account, Account]
) -> None:
    stages.put_in(units[0], "draft")
    with pytest.raises(Refused, match="单位决算，不由其他决算汇总"):
        consolidate(units[0], by="张三")
    stages.put_in(consolidated, "submitted")
    with pytest.raises(Closed):
        consolidate(consolidated, by="张三")
    stages.put_in(consolidated, "draft")
    Account.objects.filter(pk=consolidated.pk).update(source="imported")
    with pytest.raises(Refused, match="不是在本站填报的"):
        consolidate(consolidated, by="张三")


def test_nothing_is_summed_of_nothing(consolidated: Account) -> None:
    with pytest.raises(Refused, match="还没有2024年度决算的数"):
        consolidate(consolidated, by="张三")
    assert not Consolidation.objects.exists()


PAID = "t03/{0}/subsidy_down 30.00 t03/{0}/total 30.00 "
GOT = "t02/{0}/superior_subsidy 30.00 t02/{0}/total 30.00 "


@pytest.fixture
def paying(consolidated: Account) -> tuple[Account, Account]:
    rows = ("205", "20502", "2050203", "total")
    return (
        unit_account("yanbian-a", "".join(PAID.format(row) for row in rows) + "t03/206/basic 1.00"),
        unit_account("yanbian-b", "".join(GOT.format(row) for row in rows)),
    )


BOTH = (
    Taken("yanbian-a", at("t03/2050203/subsidy_down"), Decimal("30.00")),
    Taken("yanbian-b", at("t02/2050203/superior_subsidy"), Decimal("30.00")),
)


def test_a_payment_between_the_units_is_taken_out_on_both_sides(
    consolidated: Account, paying: tuple[Account, Account]
) -> None:
    assert eliminate(consolidated, BOTH, reason="局拨给机关保险局", by="张三") == 2
    consolidate(consolidated, by="张三")
    assert load(consolidated) == {at("t03/206/basic"): 1}
    assert outcome(RULES["D55"], load_case(consolidated)).state is State.PASSED


def test_an_adjustment_after_summing_shows_in_the_preview_and_is_removed_but_kept(
    consolidated: Account, paying: tuple[Account, Account]
) -> None:
    consolidate(consolidated, by="张三")
    eliminate(consolidated, BOTH, reason="局拨给机关保险局", by="张三")
    assert {line.status for line in proposed(consolidated, load_case(consolidated)).lines} == {"blanked"}
    assert outcome(RULES["D55"], load_case(consolidated)).state is State.FAILED
    for each in Adjustment.objects.all():
        consolidating.remove(consolidated, each.pk, by="张三")
    assert proposed(consolidated, load_case(consolidated)).lines == ()
    assert Adjustment.objects.filter(removed_by="张三").count() == 2
    with pytest.raises(Refused, match="已经撤去"):
        consolidating.remove(consolidated, Adjustment.objects.first().pk, by="张三")  # type: ignore[union-attr]


@pytest.mark.parametrize("amount", ["30.01", "0.00", "-1.00"])
def test_no_more_is_taken_out_than_was_paid(
    consolidated: Account, paying: tuple[Account, Account], amount: str
) -> None:
    with pytest.raises(Refused, match=r"还可以抵销30\.00元"):
        eliminate(
            consolidated, [Taken("yanbian-a", BOTH[0].address, Decimal(amount))], reason="内部", by="张三"
        )
    assert not Adjustment.objects.exists()


@pytest.mark.parametrize("reason", ["", " ", "长" * 501, "铃\a"])
def test_an_adjustment_needs_a_reason_that_can_be_kept(
    consolidated: Account, paying: tuple[Account, Account], reason: str
) -> None:
    with pytest.raises(Refused):
        eliminate(consolidated, BOTH, reason=reason, by="张三")
    assert not Adjustment.objects.exists()


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("evaluation/first_level/value", "1"),
        ("operations/fleet.total/value", "0.50"),
        ("t03/205/basic", "0"),
        ("t03/205/basic", "0.001"),
        ("t03/20/basic", "1"),
        ("t99/205/basic", "1"),
    ],
)
def test_an_adjustment_is_of_a_cell_that_is_summed_by_an_amount_that_can_stand_there(
    consolidated: Account, cell: str, amount: str
) -> None:
    with pytest.raises(Refused):
        consolidating.adjust(consolidated, at(cell), Decimal(amount), reason="差额", by="张三")


def test_what_two_units_share_is_counted_once(consolidated: Account) -> None:
    cars = at("operations/fleet.total/value")
    for code in ("yanbian-a", "yanbian-b"):
        unit_account(code, f"{cars} 3")
    consolidating.adjust(consolidated, cars, Decimal(-1), reason="两个单位共用一辆", by="张三", seen=0)
    with pytest.raises(Stale, match="已有新的调整"):
        consolidating.adjust(consolidated, cars, Decimal(-1), reason="两个单位共用一辆", by="张三", seen=0)
    consolidate(consolidated, by="张三")
    assert load(consolidated) == {cars: 5}


def test_an_adjustment_is_neither_altered_nor_deleted(
    consolidated: Account, sql: Callable[[str], None]
) -> None:
    consolidating.adjust(consolidated, BASIC, Decimal(1), reason="差额", by="张三")
    for statement in ("UPDATE accounts_adjustment SET amount = 2", "DELETE FROM accounts_adjustment"):
        with pytest.raises(IntegrityError, match="is refused"), transaction.atomic():
            sql(statement)
    assert Adjustment.objects.get().amount == 1


def test_a_department_below_a_department_is_summed_by_its_units_and_what_it_took_out_stays_out(
    consolidated: Account, paying: tuple[Account, Account], department: Unit
) -> None:
    bureau = Unit.objects.create(code="bureau", name="人社局", kind="department", level="州")
    Unit.objects.filter(pk=department.pk).update(parent=bureau)
    Unit.objects.create(code="bureau-a", name="人社局本级", kind="unit", level="州", parent=bureau)
    unit_account("bureau-a", "t03/206/basic 4.00")
    eliminate(consolidated, BOTH, reason="局拨给机关保险局", by="张三")
    above = filing.begin(bureau, 2024, edition="jilin-2024-department", scale=Scale.YUAN)
    consolidate(above, by="张三")
    assert load(above) == {at("t03/206/basic"): 5}


def test_a_department_below_of_which_no_unit_is_known_stands_for_itself(
    consolidated: Account, units: tuple[Account, Account], department: Unit
) -> None:
    Unit.objects.create(code="school", name="学校", kind="department", level="州", parent=department)
    unit = Unit.objects.get(code="school")
    account = filing.begin(unit, 2024, edition="jilin-2024-department", scale=Scale.YUAN)
    record(account, cells("t03/205/basic 1.00"), by="填报人")
    consolidate(consolidated, by="张三")
    assert load(consolidated)[BASIC] == Decimal("461.25")


def test_names_of_subjects_come_from_the_units_where_no_list_has_them(
    consolidated: Account, units: tuple[Account, Account]
) -> None:
    stages.put_in(units[0], "draft")
    filing.name_subjects(units[0], {"205": "教育支出（试行）"}, by="填报人")
    consolidate(consolidated, by="张三")
    assert load_case(consolidated).name_of("205") == "教育支出（试行）"


def test_a_department_in_wan_rounds_what_units_keep_in_yuan(department: Unit) -> None:
    account = filing.begin(department, 2024, edition="jilin-2024-department", scale=Scale.WAN)
    unit_account("yanbian-a", "t03/205/basic 1049.99")
    consolidate(account, by="张三")
    assert load(account) == {BASIC: 1000} and load_case(account).consolidated is not None
    assert proposed(account, load_case(account)).lines == ()


def test_an_account_that_there_is_not_is_begun_in_the_units_scale(department: Unit) -> None:
    unit_account("yanbian-a", "t03/205/basic 400.00", Scale.WAN)
    assert consolidating.begun(department, 2024).scale == "wan"
    with pytest.raises(Refused, match="0 种部门决算格式"):
        consolidating.begun(department, 2003)
    with pytest.raises(Refused, match="不是部门"):
        consolidating.begun(Unit.objects.get(code="yanbian-b"), 2024)


@pytest.mark.parametrize("count", [3, 30])
def test_summing_costs_as_many_queries_for_three_units_as_for_thirty(
    consolidated: Account, count: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    Unit.objects.filter(parent__isnull=False).delete()
    for n in range(count):
        Unit.objects.create(code=f"u{n}", name=f"馆{n}", kind="unit", level="州", parent=consolidated.unit)
        record(unit_account(f"u{n}", "", approved=False), many(20), by="填报人")
    with django_assert_num_queries(35):
        consolidate(consolidated, by="张三")
    with django_assert_num_queries(15):
        proposed(consolidated, load_case(consolidated))


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_are_one_after_the_other(consolidated: Account) -> None:
    unit_account("yanbian-a", "t03/205/basic 460.25", approved=False)
    mark = proposed(consolidated, load_case(consolidated)).mark
    ends: list[str] = []

    def one(name: str) -> None:
        try:
            consolidate(consolidated, by=name, mark=mark)
            ends.append("written")
        except Stale:
            ends.append("refused")
        finally:
            connection.close()

    both = [threading.Thread(target=one, args=[name]) for name in ("张三", "李四")]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(ends) == ["refused", "written"]
    assert load(consolidated)[BASIC] == Decimal("460.25") and Consolidation.objects.count() == 1
