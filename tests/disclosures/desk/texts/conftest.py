"""某局 2024 with amounts of two years, so that reasons are asked for, and last year's words."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from accounts import filing
from accounts.models import Account, Explanation, Membership, Unit
from tests.disclosures.desk.entry.conftest import outsider, person, write

__all__ = ["outsider", "person"]
LAST = {"reason.overall": "2023年人员增加", "profile.duties": "负责某事。"}


@pytest.fixture
def account(db: None) -> Account:
    unit = Unit.objects.create(code="mouju", name="某局", kind="unit", level="市")
    before = Account.objects.create(unit=unit, year=2023, edition="jilin-2024-unit", scale="wan")
    write(before, "t01/income.grand_total/amount 100 t01/spending.grand_total/amount 100")
    filing.explain(before, LAST, by="前任")
    found = Account.objects.create(unit=unit, year=2024, edition="jilin-2024-unit", scale="wan")
    write(found, "t01/income.grand_total/amount 120 t01/spending.grand_total/amount 120")
    write(found, "t05/2050203/total 8 t05/total/total 8 initial_budget/2050203/amount 5")
    return found


@pytest.fixture
def clerk(account: Account) -> Client:
    return person("张三", account)


@pytest.fixture
def reviewer(account: Account) -> Client:
    return person("审核人", account, "reviewer")


def texts(account: Account) -> dict[str, str]:
    return dict(Explanation.objects.filter(account=account).values_list("slot", "text"))


def colleague(account: Account, slot: str, text: str) -> None:
    filing.explain(account, {slot: text}, by="李四")


__all__ += ["Membership", "User"]
