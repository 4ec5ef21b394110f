"""A unit, a department and an account, and SQL that goes round the door."""

from collections.abc import Callable

import pytest
from django.db import connection

from accounts import filing
from accounts.models import Account, Unit
from accounts.money import Scale
from tests import stages


@pytest.fixture
def bureau(db: None) -> Unit:
    """辽源市社会保险事业管理局, a unit."""
    return Unit.objects.create(
        code="liaoyuan", name="辽源市社会保险事业管理局", kind=Unit.Kind.UNIT, level="市", region="辽源市"
    )


@pytest.fixture
def department(db: None) -> Unit:
    """A department with its two units below it."""
    parent = Unit.objects.create(
        code="yanbian",
        name="延边州社保局",
        consolidated_name="延边州社保局（汇总）",
        kind="department",
        level="州",
    )
    Unit.objects.create(
        code="yanbian-b", name="机关保险局", kind="unit", level="州", parent=parent, position=2
    )
    Unit.objects.create(
        code="yanbian-a", name="州社保局本级", kind="unit", level="州", parent=parent, position=1
    )
    return parent


@pytest.fixture
def account(bureau: Unit) -> Account:
    return filing.begin(bureau, 2024, edition="jilin-2024-unit", scale=Scale.YUAN)


@pytest.fixture
def published(account: Account) -> Account:
    stages.put_in(account, "published")
    return account


@pytest.fixture
def sql(db: None) -> Callable[[str], None]:
    """Whatever somebody may type into psql, after what the test did before."""

    def run(statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(statement)

    return run
