"""Of every cell of a department's account: the units that make it up, and the adjustments."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts import consolidating, ledger
from accounts.case import Case
from accounts.checks.wording import row_name
from accounts.consolidation.adding import fitted
from accounts.consolidation.proposing import sum_of
from accounts.editions import edition_of
from accounts.editions.definitions import Block, Table
from accounts.entry import amounts
from accounts.figures import TOTAL, Address, Figures, at
from accounts.models import Account, Unit
from accounts.money import Scale
from accounts.permissions import NotFound
from accounts.refusals import Refused, shown
from disclosures.desk.access import staff_only
from disclosures.desk.consolidating import showing
from disclosures.desk.consolidating.access import (
    about,
    department_account,
    department_account_for_writing,
    loaded,
)
from disclosures.desk.sent import number


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def cell_page(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: what makes up the cell `at`. POST: add an adjustment to it."""
    if request.method == "POST":
        return adjust(request, department_account_for_writing(request.user, pk))
    account = department_account(request.user, pk)
    return cell(request, account, address_of(account, request.GET.get("at", "")))


def address_of(account: Account, text: str) -> Address:
    try:
        address = at(text)
        edition_of(account.edition).measure(address)
    except (ValueError, KeyError):
        raise NotFound(f"cell {text!r}") from None
    return address


def cell(request: HttpRequest, account: Account, address: Address, refusal: str = "") -> HttpResponse:
    case = loaded(account)
    context = {
        **about(request, account),
        "refusal": refusal,
        "typed": request.POST,
        "address": str(address),
        "cell": showing.breakdown(case, sum_of(case), address),
        "table": case.edition.table(address.table),
        "entry": f"{reverse('desk-entry', args=[account.pk, address.table])}#{address}",
        "choices": [unit for unit in case.units if unit.figures is not None],
        "seen": consolidating.last_adjustment(account),
        "is_money": case.edition.measure(address) == "money",
    }
    return render(request, "desk/consolidating/cell.html", context, status=409 if refusal else 200)


def adjust(request: HttpRequest, account: Account) -> HttpResponse:
    address = address_of(account, request.POST.get("at", ""))
    measure = edition_of(account.edition).measure(address)
    try:
        amount = amounts.read(request.POST.get("amount", ""), measure, Scale.YUAN)
        if amount is None:
            raise Refused("没有填调整数，没有调整")
        consolidating.adjust(
            account,
            address,
            amount,
            reason=request.POST.get("reason", ""),
            by=request.user.get_username(),
            unit=unit_of(account, request.POST.get("unit", "")),
            seen=number(request.POST.get("seen", "")),
        )
    except (Refused, amounts.Unreadable) as refusal:
        return cell(request, account, address, str(refusal))
    messages.success(request, "已加上这项调整，重新汇总后写入本决算")
    return redirect(f"{reverse('desk-consolidation-cell', args=[account.pk])}?at={address}")


def unit_of(account: Account, code: str) -> Unit | None:
    """One of the units in the scope, or none."""
    return next((each for each in ledger.members_of(account.unit) if each.code == code), None)


@dataclass(frozen=True)
class Box:
    """A cell of the table: what stands there, where its breakdown is, whether it is the sum."""

    text: str
    url: str
    equal: bool


@staff_only
@require_safe
def table_page(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """A table of the account in which every figure leads to the units that make it up."""
    account = department_account(request.user, pk)
    edition = edition_of(account.edition)
    if not edition.has(key):
        raise NotFound(f"table {key!r}")
    case, table = loaded(account), edition.table(key)
    due = fitted(edition, case.scale, sum_of(case).figures)
    context = {
        **about(request, account),
        "table": table,
        "blocks": [block_of(account, case, due, table, block) for block in table.blocks],
        "tables": [each for each in edition.tables if each.summed],
    }
    return render(request, "desk/consolidating/table.html", context)


def block_of(account: Account, case: Case, due: Figures, table: Table, block: Block) -> dict[str, Any]:
    url = reverse("desk-consolidation-cell", args=[account.pk])
    rows = [
        (
            row_name(case, Address(table.key, row, "")),
            [box(case, due, Address(table.key, row, column.key), url) for column in block.columns],
        )
        for row in rows_of(case, due, table, block)
    ]
    heads = ["·".join((*column.group, column.title)) for column in block.columns]
    return {"title": block.title, "heads": heads, "rows": rows}


def rows_of(case: Case, due: Figures, table: Table, block: Block) -> list[str]:
    """The fixed rows, or those that have a figure here or in a unit, the total first."""
    if block.fixed_rows:
        return [row.key for row in block.fixed_rows if row.key]
    found = {
        cell.row
        for figures in (case.figures, due)
        for cell in figures
        if cell.table == table.key and block.takes(cell.row)
    }
    return sorted(found, key=lambda row: (row != TOTAL, row))


def box(case: Case, due: Figures, address: Address, url: str) -> Box:
    own = case.figures.get(address)
    if own is None and address not in due:
        return Box("", "", True)
    equal = not case.edition.adds(address) or case.figures.amount(address) == due.amount(address)
    return Box(shown(case.edition, case.scale, address, own), f"{url}?at={address}", equal)
