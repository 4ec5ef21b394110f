"""保密审查 and 负责人审签: with person and date, for the content as it was."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.utils import timezone

from accounts import content, filing, ledger
from accounts.models import Account, SignOff, Unit
from accounts.refusals import Closed, Refused
from accounts.signing import sign, signatures
from tests import stages
from tests.accounts.amounts import cells
from tests.accounts.test_workflow import person

DAY = date(2025, 9, 1)


@pytest.fixture
def clerk(account: Account) -> User:
    return person("张三", "clerk", account.unit)


def missing(account: Account) -> list[str]:
    return [each.missing for each in signatures(account, content.mark(ledger.load_case(account)))]


def test_both_are_asked_for(account: Account, clerk: User) -> None:
    assert missing(account) == ["还没有登记保密审查", "还没有登记负责人审签"]
    sign(account, "secrecy", signer="周八", signed_on=DAY, by=clerk)
    assert missing(account) == ["", "还没有登记负责人审签"]
    row = SignOff.objects.get()
    assert (row.signer, row.signed_on, row.by) == ("周八", DAY, "张三")


def test_a_signature_is_for_what_was_signed(account: Account, clerk: User) -> None:
    sign(account, "leader", signer="局长", signed_on=DAY, by=clerk)
    ledger.record(account, cells("t03/205/basic 60.00"), by="张三")
    assert missing(account)[1] == "负责人审签之后内容有改动，请重新办理并登记"
    ledger.record(account, cells("t03/205/basic -"), by="张三")
    assert missing(account)[1] == "", "it again says what was signed"
    filing.explain(account, {"reason.overall": "原因"}, by="张三")
    sign(account, "leader", signer="局长", signed_on=DAY, by=clerk)
    assert missing(account)[1] == "" and SignOff.objects.count() == 2


def test_a_second_click_is_the_same_signature(account: Account, clerk: User) -> None:
    given = {"signer": "周八", "signed_on": DAY, "by": clerk}
    assert sign(account, "secrecy", **given) == sign(account, "secrecy", **given)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"kind": "other"}, "没有这种审签"),
        ({"signer": " "}, "签字人要填写"),
        ({"signer": "某" * 61}, "不超过 60 字"),
        ({"signed_on": None}, "签字日期要填写"),
        ({"signed_on": timezone.localdate() + timedelta(days=2)}, "不能晚于今天"),
    ],
)
def test_what_is_not_whole_is_refused(account: Account, clerk: User, given: dict[str, Any], why: str) -> None:
    whole = {"kind": "secrecy", "signer": "周八", "signed_on": DAY, **given}
    with pytest.raises(Refused, match=why):
        sign(account, whole.pop("kind"), by=clerk, **whole)
    assert not SignOff.objects.exists()


def test_only_clerks_of_the_unit_register_it_and_only_in_a_draft(account: Account, clerk: User) -> None:
    elsewhere = Unit.objects.create(code="elsewhere", name="别处", kind="unit", level="市")
    for by in (person("外人", "clerk", elsewhere), person("李四", "reviewer", account.unit)):
        with pytest.raises(Refused, match="只有填报人可以登记审签"):
            sign(account, "secrecy", signer="周八", signed_on=DAY, by=by)
    stages.submit(account, clerk)
    with pytest.raises(Closed, match="已报送"):
        sign(account, "secrecy", signer="周八", signed_on=DAY, by=clerk)


def test_a_signature_is_never_altered(account: Account, clerk: User) -> None:
    sign(account, "secrecy", signer="周八", signed_on=DAY, by=clerk)
    with pytest.raises(IntegrityError, match="never altered"):
        SignOff.objects.update(signer="别人")
