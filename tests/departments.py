"""An invented department in the database: its units with approved accounts, and its own, still empty."""

from collections.abc import Sequence

from django.db import transaction

from accounts import filing, ledger
from accounts.case import Case
from accounts.editions import edition_of
from accounts.invented.departments import department
from accounts.invented.sizes import SizeName
from accounts.models import Account, Unit
from tests import stages

UNIT, DEPARTMENT = edition_of("jilin-2024-unit"), edition_of("jilin-2024-department")


@transaction.atomic
def stored(
    seed: int | str, sizes: Sequence[SizeName] = ("bureau", "institution", "office")
) -> tuple[Account, Case]:
    """The department's account, and what it is to be."""
    due, units = department(DEPARTMENT, UNIT, seed, sizes, years=1)
    parent = Unit.objects.create(code=due.unit.code, name=due.unit.name, kind="department", level="市")
    for n, case in enumerate(units):
        unit = Unit.objects.create(
            code=case.unit.code, name=case.unit.name, kind="unit", level="市", parent=parent, position=n
        )
        account = filing.begin(unit, case.year, edition=UNIT.code, scale=case.scale)
        filing.put_projects(account, case.projects, by="单位填报人")
        ledger.record(account, dict(case.figures), by="单位填报人")
        stages.put_in(account, "reviewed")
    return filing.begin(parent, due.year, edition=DEPARTMENT.code, scale=due.scale), due
