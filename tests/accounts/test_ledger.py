from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from accounts import filing, ledger
from accounts.figures import at
from accounts.ledger import load, record
from accounts.models import Account, Change
from accounts.money import Scale
from accounts.projects import ProjectSheet
from accounts.refusals import Closed, Refused, Stale, WrongAddress
from tests import stages
from tests.accounts.amounts import cells, many

ROOT = Path(__file__).resolve().parents[2]


def lines(account: Account) -> list[tuple[str, D | None, D | None, str]]:
    return list(Change.objects.filter(account=account).values_list("address", "before", "after", "by"))


def test_what_was_recorded_is_loaded(account: Account) -> None:
    assert record(account, cells("t03/205/basic 60.00 t03/205/total 0"), by="填报人") == 2
    assert dict(load(account)) == cells("t03/205/basic 60.00 t03/205/total 0.00")


def test_a_reported_total_is_kept_as_reported(account: Account) -> None:
    record(account, cells("t03/205/basic 60.00 t03/205/project 40.00 t03/205/total 100.01"), by="填报人")
    assert load(account)[at("t03/205/total")] == D("100.01")


def test_a_cell_set_to_nothing_is_blank(account: Account) -> None:
    record(account, cells("t03/205/basic 60.00 t03/205/project 40.00"), by="填报人")
    assert record(account, cells("t03/205/basic - t03/205/total -"), by="填报人") == 1
    assert dict(load(account)) == cells("t03/205/project 40.00")


def test_every_change_leaves_a_line(account: Account) -> None:
    record(account, cells("t03/205/basic 60.00 t03/205/project 40.00"), by="填报人")
    record(account, cells("t03/205/basic 61.00 t03/205/project -"), by="审核人")
    assert lines(account) == [
        ("t03/205/basic", None, D("60.00"), "填报人"),
        ("t03/205/project", None, D("40.00"), "填报人"),
        ("t03/205/basic", D("60.00"), D("61.00"), "审核人"),
        ("t03/205/project", D("40.00"), None, "审核人"),
    ]


def test_what_stays_the_same_leaves_no_line(account: Account) -> None:
    record(account, cells("t03/205/basic 60.00"), by="填报人")
    assert record(account, cells("t03/205/basic 60"), by="审核人") == 0
    assert len(lines(account)) == 1


def test_loading_2400_figures_costs_one_query(
    account: Account, django_assert_num_queries: Callable[[int], Any]
) -> None:
    record(account, many(2400), by="填报人")
    with django_assert_num_queries(1):
        assert len(load(account)) == 2400


@pytest.mark.parametrize("count", [1, 100, 2400])
def test_writing_costs_five_queries_whatever_the_number_of_cells(
    account: Account, count: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    """Lock, read, name the actor, write, forget the actor; and the test's savepoint and its release."""
    with django_assert_num_queries(5 + 2):
        assert record(account, many(count), by="填报人", seen={}) == count
    assert Change.objects.count() == count


@pytest.mark.parametrize("count", [2, 2400])
def test_writing_and_blanking_costs_six_queries(
    account: Account, count: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    record(account, many(count), by="填报人")
    half = {a: None if n % 2 else D(7000) for n, a in enumerate(many(count))}
    with django_assert_num_queries(6 + 2):
        record(account, half, by="填报人")
    assert len(load(account)) == count // 2


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("t99/205/basic", "“t99/205/basic”"),
        ("t03/205/nothing", "《支出决算表》“205”行“nothing”栏"),
        ("t01/income.nothing/amount", "《收入支出决算总表》“income.nothing”行"),
        ("t03/99/basic", "“99”不是科目编码"),
        ("t03/２０５/basic", "不是科目编码"),
    ],
)
def test_a_wrong_address_is_refused_and_nothing_written(account: Account, address: str, named: str) -> None:
    with pytest.raises(WrongAddress, match=named):
        record(account, cells(f"t03/205/basic 60.00 {address} 1.00"), by="填报人")
    assert not load(account)


@pytest.mark.parametrize(
    ("amount", "why"), [("1.005", "小数超过两位"), ("NaN", "不是可以记录的数"), ("1E16", "不是可以记录的数")]
)
def test_an_amount_that_cannot_be_kept_is_refused(account: Account, amount: str, why: str) -> None:
    with pytest.raises(WrongAddress, match=f"《支出决算表》“合计”行“基本支出”栏.*{why}"):
        record(account, cells(f"t03/205/basic 60.00 t03/total/basic {amount}"), by="填报人")
    assert not load(account)


def test_many_faults_are_counted(account: Account) -> None:
    with pytest.raises(WrongAddress, match="另有 7 处"):
        record(account, {at(f"t99/{n}/x"): D(1) for n in range(10)}, by="填报人")


def test_the_money_of_an_unknown_project_is_refused(account: Account) -> None:
    with pytest.raises(WrongAddress, match="没有代码为 roof 的项目"):
        record(account, cells("project/roof.total/executed 1.00"), by="填报人")


def test_the_money_of_a_project_is_recorded(account: Account) -> None:
    filing.put_projects(account, [ProjectSheet("roof", "屋面维修", "本级")], by="填报人")
    assert (
        record(account, cells("project/roof.total/executed 1.00 project/roof.total/rate 98.56"), by="填报人")
        == 2
    )


def test_a_stale_page_may_not_undo_a_colleague(account: Account) -> None:
    seen = cells("t03/205/basic 600000.00")
    record(account, seen, by="填报人")
    record(account, cells("t03/205/basic 610000.00"), by="同事")
    with pytest.raises(Stale) as refusal:
        record(account, cells("t03/205/basic 620000.00 t03/205/project 5.00"), by="填报人", seen=seen)
    assert str(refusal.value) == (
        "《支出决算表》“205”行“基本支出”栏：打开时为 600,000.00元，现已被改为 610,000.00元，"
        "未写入您的 620,000.00元"
    )
    assert dict(load(account)) == cells("t03/205/basic 610000.00")


def test_a_colleague_who_wrote_the_same_is_no_conflict(account: Account) -> None:
    record(account, cells("t03/205/basic 61.00"), by="同事")
    assert record(account, cells("t03/205/basic 61.00"), by="填报人", seen={}) == 0


def test_a_cell_filled_since_it_was_seen_blank_is_stale(account: Account) -> None:
    record(account, cells("operations/fleet.total/value 3"), by="同事")
    with pytest.raises(Stale, match="打开时为 空白，现已被改为 3，未写入您的 4"):
        record(account, cells("operations/fleet.total/value 4"), by="填报人", seen={})


def test_a_closed_account_is_refused(published: Account) -> None:
    with pytest.raises(Closed, match="已公开"):
        record(published, cells("t03/205/basic 60.00"), by="填报人")
    assert not load(published)


def test_the_account_is_read_again_before_it_is_written(account: Account) -> None:
    stages.submit(Account.objects.get(pk=account.pk))
    assert account.is_open, "what this process believes"
    with pytest.raises(Closed, match="已报送"):
        record(account, cells("t03/205/basic 60.00"), by="填报人")


def test_a_write_without_a_name_is_refused(account: Account) -> None:
    with pytest.raises(Refused, match="经办人"):
        record(account, cells("t03/205/basic 60.00"), by=" ")
    assert not load(account)


@pytest.mark.django_db(transaction=True)
def test_a_writer_waits_for_the_one_who_closes_the_account(account: Account) -> None:
    """Without the lock it would read the account as still open and write after the freeze."""

    def write() -> None:
        try:
            record(account, cells("t03/205/basic 60.00"), by="填报人")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            stages.submit(account)
            writing = pool.submit(write)
            assert wait([writing], timeout=0.5).not_done
        with pytest.raises(Closed, match="已报送"):
            writing.result(timeout=20)
    assert not load(account)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("operations/vehicles.held/value 2.5", "2.5 不是个数"),
        ("operations/vehicles.held/value -3", "-3 不是个数"),
        ("t03/205/basic 12345.67", "12,345.67元不能以万元两位小数表示，本决算以万元为单位"),
    ],
)
def test_an_amount_must_be_what_its_cell_counts(account: Account, cell: str, fault: str) -> None:
    Account.objects.filter(pk=account.pk).update(scale=Scale.WAN.value)
    with pytest.raises(WrongAddress, match=fault):
        record(account, cells(cell), by="填报人")
    assert not load(account)


def test_a_float_is_no_amount(account: Account) -> None:
    with pytest.raises(WrongAddress, match=r"0\.1 不是十进制数"):
        record(account, {at("t03/205/basic"): 0.1}, by="填报人")  # type: ignore[dict-item]


@pytest.mark.django_db(transaction=True)
def test_parallel_writers_lose_nothing(account: Account) -> None:
    def write(n: int) -> None:
        try:
            record(account, {at(f"t03/205/{column}"): D(n) for column in ("basic", "total")}, by=f"{n}号")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(1, 9)))
    history = [(before, after) for address, before, after, _ in lines(account) if address.endswith("basic")]
    assert len(history) == 8
    assert [after for _, after in history[:-1]] == [before for before, _ in history[1:]]
    assert load(account)[at("t03/205/total")] == load(account)[at("t03/205/basic")] == history[-1][1]


def test_nobody_else_touches_the_figures() -> None:
    door = {Path(ledger.__file__)}
    sources = [p for app in ("accounts", "disclosures", "config") for p in (ROOT / app).rglob("*.py")]
    users = {p for p in sources if "Figure.objects" in p.read_text() or "accounts_figure" in p.read_text()}
    assert {p for p in users if "migrations" not in p.parts} == door
