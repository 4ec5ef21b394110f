"""某局 2024 with two projects, one of them with money and indicators, and last year's."""

import pytest
from django.test import Client

from accounts import filing
from accounts.models import Account, Unit
from accounts.projects import IndicatorLine, ProjectSheet
from tests.disclosures.desk.entry.conftest import outsider, person, write

__all__ = ["outsider", "person"]
LINES = (
    IndicatorLine(
        "产出指标", "数量指标", "培训人数", operator="≥", target="100", unit="人", actual="120", weight="50"
    ),
    IndicatorLine(
        "满意度指标",
        "服务对象满意度指标",
        "满意度",
        operator="≥",
        target="90",
        unit="%",
        actual="95",
        weight="40",
        score="40",
    ),
)
ONE = ProjectSheet("p1", "培训", "某局", layout="C", execution_weight="10", indicators=LINES)
TWO = ProjectSheet("p2", "维修", "某局", layout="A")
LAST = ProjectSheet("old", "宣传", "某局", actual="全部完成", score="98", indicators=LINES)


@pytest.fixture
def account(db: None) -> Account:
    unit = Unit.objects.create(code="mouju", name="某局", kind="unit", level="市")
    before = Account.objects.create(unit=unit, year=2023, edition="jilin-2024-unit", scale="wan")
    filing.put_projects(before, [LAST, ONE], by="前任")
    found = Account.objects.create(unit=unit, year=2024, edition="jilin-2024-unit", scale="wan")
    filing.put_projects(found, [ONE, TWO], by="李四")
    write(found, "project/p1.current/budget 60 project/p1.current/executed 45 project/p1.other/budget 4")
    return found


@pytest.fixture
def clerk(account: Account) -> Client:
    return person("张三", account)
