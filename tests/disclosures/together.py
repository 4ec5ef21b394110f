"""Small accounts of invented units, brought to 已批复."""

from accounts import filing, ledger
from accounts.models import Account, Unit
from accounts.money import Scale
from disclosures.assembly import build
from disclosures.report import Issue
from tests import stages
from tests.accounts.amounts import cells

FIGURES = """
    t01/income.general_budget/amount 1000000.00
    initial_budget/total/amount 0
    operations/operating_expenses/value 0  operations/equipment/value 0
    operations/vehicles.held/value 0       operations/reception.domestic_groups/value 0
    operations/procurement.total/value 0   operations/fleet.total/value 0
"""


def approved(count: int, first: int = 1) -> list[Account]:
    return [approved_one(n) for n in range(first, first + count)]


def approved_one(number: int) -> Account:
    """With a figure in each table that the sentences need, and every text that these then ask for."""
    unit = Unit.objects.create(code=f"unit{number:04}", name=f"某市第{number}局", kind="unit", level="市")
    account = filing.begin(unit, 2024, edition="jilin-2024-unit", scale=Scale.WAN)
    ledger.record(account, cells(FIGURES), by="填报人")
    missing = build(ledger.load_case(account), Issue()).missing
    filing.explain(account, {slot.slot: "说明文字" for slot in missing}, by="填报人")
    stages.approve(account)
    account.refresh_from_db()
    return account
