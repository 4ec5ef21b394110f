"""What the database keeps by itself: a good case of each row stands, each bad one is refused by name."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError

from accounts import ledger
from accounts.models import (
    Account,
    AccountSubject,
    Adjustment,
    Consolidation,
    Contribution,
    Explanation,
    Indicator,
    Project,
    Step,
    Subject,
    Succession,
    Unit,
    UnitName,
)
from accounts.models.unit import RESERVED
from tests.accounts.amounts import cells


def refused(name: str, make: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError, match=name):
        make()


def a_unit(**fields: Any) -> Unit:
    return Unit(**{"code": "a-unit", "name": "某局", "kind": "unit", "level": "县", **fields})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"code": "A局"}, "unit_code_is_a_slug"),
        ({"code": "2024"}, "unit_code_is_a_slug"),
        ({"code": ""}, "unit_code_is_a_slug"),
        ({"kind": "office"}, "unit_kind_is_known"),
        ({"level": "乡"}, "unit_level_is_known"),
    ],
)
def test_a_unit_is_of_a_known_sort(fields: dict[str, str], name: str) -> None:
    refused(name, a_unit(**fields).save)


def test_two_units_never_have_one_code(bureau: Unit) -> None:
    refused("accounts_unit_code", a_unit(code=bureau.code).save)


def test_a_unit_does_not_hang_below_itself(bureau: Unit) -> None:
    refused("unit_not_below_itself", lambda: Unit.objects.filter(pk=bureau.pk).update(parent=bureau))


def test_a_unit_does_not_succeed_itself(bureau: Unit) -> None:
    refused("unit_not_its_own_successor", Succession(unit=bureau, successor=bureau).save)


def test_the_code_of_a_unit_never_changes(bureau: Unit) -> None:
    refused("part of public addresses", lambda: Unit.objects.filter(pk=bureau.pk).update(code="other"))


def test_a_unit_may_be_renamed_and_keeps_its_history(bureau: Unit) -> None:
    Unit.objects.filter(pk=bureau.pk).update(name="新名称")
    UnitName.objects.create(unit=bureau, name=bureau.name, valid_from=date(2010, 1, 1))
    refused(
        "one_unit_name_per_day",
        lambda: UnitName.objects.create(unit=bureau, name="又一个", valid_from=date(2010, 1, 1)),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "code", sorted(RESERVED & {"admin", "desk", "api", "static", "units", "v", "verify"})
)
def test_a_word_of_the_site_is_no_unit_code(code: str) -> None:
    with pytest.raises(ValidationError, match="保留的地址"):
        a_unit(code=code).full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["robots.txt", "大写", "-a", "a/b"])
def test_what_is_no_slug_is_no_unit_code(code: str) -> None:
    with pytest.raises(ValidationError):
        a_unit(code=code).full_clean()


@pytest.mark.django_db
def test_a_plain_unit_is_valid() -> None:
    a_unit().full_clean()


def test_all_below_a_department_is_found_in_order(department: Unit) -> None:
    deep = a_unit(parent=Unit.objects.get(code="yanbian-a"), position=3)
    deep.save()
    assert [unit.code for unit in Unit.objects.below(department)] == ["yanbian-a", "yanbian-b", "a-unit"]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"year": 2024}, "one_account_per_year"),
        ({"year": 24}, "account_year_has_four_digits"),
        ({"scale": "fen"}, "account_scale_is_known"),
        ({"source": "guess"}, "account_source_is_known"),
        ({"status": "lost"}, "account_status_is_known"),
        ({"source": "comparison", "status": "published"}, "only_our_own_are_published"),
        ({"source": "imported", "status": "submitted"}, "only_our_own_are_published"),
        (
            {"approved_on": date(2025, 8, 2), "replied_on": date(2025, 8, 1)},
            "account_approved_before_reply",
        ),
    ],
)
def test_an_account_is_of_a_known_sort(account: Account, fields: dict[str, Any], name: str) -> None:
    given = {"unit": account.unit, "year": 2025, "edition": "jilin-2024-unit", "scale": "wan", **fields}
    refused(name, Account(**given).save)


def test_the_dates_of_an_account_follow_one_another(account: Account) -> None:
    dates = {"approved_on": date(2025, 8, 1), "replied_on": date(2025, 8, 20)}
    assert Account.objects.filter(pk=account.pk).update(**dates) == 1


def test_a_unit_contributes_once(account: Account) -> None:
    unit = a_unit()
    unit.save()
    other = Account.objects.create(unit=unit, year=2024, edition="jilin-2024-unit", scale="yuan")
    summed = Consolidation.objects.create(account=account, log_from=0, log_until=0, by="填报人")
    given = {"consolidation": summed, "unit_account": other, "fingerprint": "0" * 64}
    Contribution.objects.create(**given)
    refused("one_contribution_per_unit", Contribution(**given).save)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (
            lambda a: AccountSubject(account=a, code="20", name="类"),
            "account_subject_code_has_3_5_or_7_digits",
        ),
        (
            lambda a: Explanation(account=a, slot="reason.overall", text="", by="甲"),
            "explanation_is_not_blank",
        ),
        (
            lambda a: Adjustment(account=a, address="t/r/c", amount=1, reason="", by="甲"),
            "adjustment_has_reason",
        ),
        (
            lambda a: Adjustment(account=a, address="t/r/c", amount=0, reason="抵销", by="甲"),
            "adjustment_is_not_zero",
        ),
        (
            lambda a: Adjustment(
                account=a, address="t/r/c", amount=1, reason="抵销", by="甲", removed_by="乙"
            ),
            "adjustment_removed_by_and_at_together",
        ),
        (
            lambda a: Consolidation(account=a, log_from=0, log_until=0, by=""),
            "consolidation_has_an_actor",
        ),
        (
            lambda a: Consolidation(account=a, log_from=0, log_until=0, by="甲", undone_by="乙"),
            "consolidation_undone_by_and_at_together",
        ),
        (lambda a: Project(account=a, position=0, key="路/桥", name="路"), "project_key_is_a_slug"),
        (lambda a: Project(account=a, position=0, key="road", name="路", fund="x"), "project_fund_is_known"),
        (lambda a: Step(account=a, before="draft", after="submitted", by=""), "step_has_an_actor"),
    ],
)
def test_what_an_account_holds_is_whole(account: Account, make: Callable[[Account], Any], name: str) -> None:
    ledger.name_actor("填报人")
    refused(name, make(account).save)


def pairs() -> list[Any]:
    return [
        (lambda a: AccountSubject(account=a, code="208", name="社会保障"), "one_name_per_account_subject"),
        (lambda a: Explanation(account=a, slot="reason.overall", text="增", by="甲"), "one_text_per_slot"),
        (lambda a: Project(account=a, position=0, key="road", name="路"), "one_project_per_key"),
    ]


@pytest.mark.parametrize(("make", "name"), pairs())
def test_what_an_account_holds_is_there_once(
    account: Account, make: Callable[[Account], Any], name: str
) -> None:
    ledger.name_actor("填报人")
    make(account).save()
    refused(name, make(account).save)


def test_projects_have_places_of_their_own(account: Account) -> None:
    ledger.name_actor("填报人")
    Project.objects.create(account=account, position=0, key="road", name="路")
    refused("one_project_per_position", Project(account=account, position=0, key="way", name="路").save)


def test_indicators_have_normal_operators(account: Account) -> None:
    ledger.name_actor("填报人")
    project = Project.objects.create(account=account, position=0, key="road", name="路")
    refused(
        "indicator_operator_is_normal", Indicator(project=project, position=1, name="长", operator="!").save
    )


def test_indicators_have_places_of_their_own(account: Account) -> None:
    ledger.name_actor("填报人")
    project = Project.objects.create(account=account, position=0, key="road", name="路")
    Indicator.objects.create(project=project, position=0, name="长", operator="≥", target="持续提升")
    refused("one_indicator_per_position", Indicator(project=project, position=0, name="宽").save)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, "one_subject_per_code"),
        ({"code": "2080"}, "subject_code_has_3_5_or_7_digits"),
        ({"code": "20801", "classification": "x"}, "subject_classification_is_known"),
    ],
)
def test_a_subject_is_listed_once_a_year(fields: dict[str, str], name: str) -> None:
    given = {"year": 2024, "classification": "functional", "code": "208", "name": "社会保障和就业支出"}
    Subject.objects.create(**given)
    Subject.objects.create(**{**given, "year": 2025})
    refused(name, Subject(**{**given, **fields}).save)


def test_a_unit_with_an_account_is_not_deleted(account: Account) -> None:
    with pytest.raises(ProtectedError):
        account.unit.delete()


def test_an_account_whose_figures_were_written_is_not_deleted(account: Account) -> None:
    ledger.record(account, cells("t03/205/basic 1.00"), by="填报人")
    with pytest.raises(ProtectedError):
        account.delete()
