"""A ministry's account from the ledger to the printed PDF, with nothing stood in for."""

import re
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from accounts import filing, ledger
from accounts.figures import Address
from accounts.models import Unit
from accounts.money import Scale
from disclosures import publishing
from disclosures.archive import content
from disclosures.assembly import build
from disclosures.report import Issue
from tests import stages

SUBJECTS = 400
ENTERED = (
    "operating_expenses",
    "equipment",
    "vehicles.held",
    "reception.domestic_groups",
    "procurement.total",
)


def figures() -> dict[Address, Decimal]:
    """Table 03 with 400 subjects and six columns, and a cell of each supplementary table."""
    columns = ("total", "basic", "project", "remitted_up", "business", "subsidy_down")
    codes = ["total", *(str(2010101 + 100 * (n // 9) + n % 9) for n in range(SUBJECTS))]
    amounts = {
        Address("t03", code, column): Decimal(100 * (7919 * n + 104_729 * m))
        for n, code in enumerate(codes, 1)
        for m, column in enumerate(columns, 1)
    }
    entered = {Address("operations", row, "value"): Decimal(0) for row in (*ENTERED, "fleet.total")}
    return {**amounts, **entered, Address("initial_budget", "total", "amount"): Decimal(0)}


@pytest.mark.slow
@pytest.mark.django_db
def test_every_amount_of_2400_is_in_the_pdf_that_was_published(settings: Any, tmp_path: Path) -> None:
    stages.keep_files_in(tmp_path, settings)
    unit = Unit.objects.create(code="ministry", name="某部", kind="unit", level="省")
    account = filing.begin(unit, 2024, edition="jilin-2024-unit", scale=Scale.WAN)
    recorded = figures()
    ledger.record(account, recorded, by="填报人")
    codes = {address.row for address in recorded if address.row.isdigit()}
    filing.name_subjects(
        account, {code[:length]: "科目" for code in codes for length in (3, 5, 7)}, by="填报人"
    )
    missing = build(ledger.load_case(account), Issue()).missing
    filing.explain(account, {mark.slot: "说明" for mark in missing}, by="填报人")
    order = stages.order(account)
    (tmp_path / "report.pdf").write_bytes(content(publishing.publish(order), "report.pdf"))
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "report.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    printed = set(re.findall(r"[\d,]+\.\d\d", text))
    wanted = {f"{amount / 10_000:,.2f}" for address, amount in recorded.items() if address.table == "t03"}
    assert len(recorded) > 2400 and wanted <= printed
