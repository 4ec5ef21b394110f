"""The bureau's list of a year: who is on it, by when, what was changed and why."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from accounts.models import Account, Unit
from accounts.refusals import Refused
from disclosures.duties import owing
from disclosures.duties.models import Duty, DutyChange
from tests.disclosures.duties.years import DUE, YEAR, account, owes, published, unit
from tests.stages import BUREAU

REPLIED = date(2025, 9, 1)


@pytest.fixture
def units(db: None) -> list[Unit]:
    """The first has its reply, the second not."""
    found = [unit("a"), unit("b")]
    account(found[0], replied_on=REPLIED)
    account(found[1])
    return found


@transaction.atomic
def follow(of: Account) -> None:
    owing.follow(of, by=BUREAU)


def dues() -> list[date | None]:
    return list(Duty.objects.order_by("unit__code").values_list("due", flat=True))


def lines() -> list[tuple[str, str, Any, Any, str]]:
    rows = DutyChange.objects.order_by("id")
    return [(each.unit.code, each.what, each.before, each.after, each.reason) for each in rows]


def test_who_is_listed_owes_from_the_reply_on(units: list[Unit]) -> None:
    assert owing.enlist(units, YEAR, by=BUREAU) == 2
    assert dues() == [DUE, None]
    assert not Duty.objects.released().exists(), "nobody knows of it yet"
    assert owing.enlist(units, YEAR, by=BUREAU) == 0 and len(lines()) == 2


def test_the_number_of_days_is_set(units: list[Unit], settings: Any) -> None:
    settings.DISCLOSURE_DAYS, settings.DISCLOSURE_DAYS_ARE_WORKING_DAYS = 10, True
    owing.enlist(units, YEAR, by=BUREAU)
    assert dues() == [date(2025, 9, 15), None]


def test_the_reply_of_an_account_kept_for_comparison_is_none(units: list[Unit]) -> None:
    other = unit("c")
    account(other, replied_on=REPLIED, source="comparison")
    owing.enlist([other], YEAR, by=BUREAU)
    assert dues() == [None]


def test_the_bureau_sets_a_last_day_with_a_reason(units: list[Unit]) -> None:
    owing.enlist(units, YEAR, by=BUREAU)
    later = date(2025, 10, 10)
    assert owing.fix(units, YEAR, due=later, reason="机构改革", by=BUREAU) == 2
    assert dues() == [later, later]
    assert lines()[2:] == [("a", "due", DUE, later, "机构改革"), ("b", "due", None, later, "机构改革")]
    assert owing.fix(units, YEAR, due=later, reason="机构改革", by=BUREAU) == 0


def test_and_may_count_from_the_reply_again(units: list[Unit]) -> None:
    owing.enlist(units, YEAR, by=BUREAU)
    owing.fix(units, YEAR, due=date(2025, 10, 10), reason="机构改革", by=BUREAU)
    assert owing.reckon(units, YEAR, reason="填错", by=BUREAU) == 2
    assert dues() == [DUE, None]


@pytest.mark.parametrize(
    ("due", "reason", "told"),
    [
        (None, "机构改革", "没有填写公开期限"),
        (date(2024, 12, 31), "机构改革", "应在2025年至2044年之间，填写的是2024年12月31日"),
        (date(2205, 9, 1), "机构改革", "应在2025年至2044年之间"),
        (DUE, " ", "没有写明理由"),
        (DUE, "长" * 301, "理由有 301 个字，最多 300 个"),
    ],
)
def test_what_is_not_said_rightly_is_refused(
    units: list[Unit], due: date | None, reason: str, told: str
) -> None:
    owing.enlist(units, YEAR, by=BUREAU)
    with pytest.raises(Refused, match=told):
        owing.fix(units, YEAR, due=due, reason=reason, by=BUREAU)
    assert dues() == [DUE, None] and len(lines()) == 2


def test_all_of_a_request_or_nothing(units: list[Unit]) -> None:
    owing.enlist(units[:1], YEAR, by=BUREAU)
    with pytest.raises(Refused, match=r"1 个单位没有列入2024年度的名单.*b局"):
        owing.fix(units, YEAR, due=date(2025, 10, 10), reason="机构改革", by=BUREAU)
    assert dues() == [DUE]
    with pytest.raises(Refused, match="没有选择单位"):
        owing.enlist([], YEAR, by=BUREAU)


def test_who_is_taken_off_owes_nothing_and_the_line_stays(units: list[Unit]) -> None:
    owing.enlist(units, YEAR, by=BUREAU)
    owing.release(units, YEAR, by=BUREAU)
    assert owing.strike(units[:1], YEAR, reason="依法不公开", by=BUREAU) == 1
    assert list(Duty.objects.values_list("unit__code", flat=True)) == ["b"]
    assert lines()[-1] == ("a", "struck", DUE, None, "依法不公开")


def test_what_is_released_is_released_once(units: list[Unit]) -> None:
    owing.enlist(units, YEAR, by=BUREAU)
    assert owing.release(units, YEAR, by=BUREAU) == 2
    assert Duty.objects.released().count() == 2 and lines()[-1][1] == "released"
    with pytest.raises(Refused, match="没有尚未公布的"):
        owing.release(units, YEAR, by=BUREAU)


def test_a_reply_moves_what_was_not_set(units: list[Unit]) -> None:
    late = account(unit("c"), replied_on=REPLIED)
    plain, fixed = owes(units[0], None), owes(units[1], date(2025, 12, 1), fixed=True)
    for each in (units[0], units[1]):
        each.accounts.update(replied_on=REPLIED)
        follow(each.accounts.get())
    follow(late)
    plain.refresh_from_db()
    fixed.refresh_from_db()
    assert (plain.due, fixed.due) == (DUE, date(2025, 12, 1))
    assert lines() == [("a", "due", None, DUE, "登记批复")]


def test_the_reply_of_a_correction_gives_no_more_days(units: list[Unit]) -> None:
    owed = owes(units[0])
    published(units[0], date(2025, 9, 30))
    units[0].accounts.update(replied_on=date(2025, 11, 1))
    follow(units[0].accounts.get())
    owed.refresh_from_db()
    assert owed.due == DUE


def test_lines_are_never_altered(units: list[Unit]) -> None:
    owing.enlist(units, YEAR, by=BUREAU)
    for act in (DutyChange.objects.all().delete, lambda: DutyChange.objects.update(reason="别的")):
        with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
            act()


def test_a_hundred_cost_no_more_than_two(units: list[Unit], django_assert_max_num_queries: Any) -> None:
    def whole(of: list[Unit]) -> None:
        owing.enlist(of, YEAR, by=BUREAU)
        owing.fix(of, YEAR, due=date(2025, 10, 10), reason="机构改革", by=BUREAU)
        owing.reckon(of, YEAR, reason="填错", by=BUREAU)
        owing.release(of, YEAR, by=BUREAU)
        owing.strike(of, YEAR, reason="重列", by=BUREAU)

    with django_assert_max_num_queries(50) as few:
        whole(units)
    many = [unit(f"u{n}") for n in range(100)]
    with django_assert_max_num_queries(len(few)):
        whole(many)
