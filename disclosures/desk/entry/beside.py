"""What stands beside the sheet, as plain JSON values: findings of the table, offers, last year's figures."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.urls import reverse

from accounts import acceptance
from accounts.case import Case
from accounts.checks.engine import Level
from accounts.checks.standing import Judged, Standing, judged
from accounts.checks.wording import where
from accounts.editions.definitions import Table
from accounts.entry.amounts import written
from accounts.entry.offers import offers
from accounts.figures import Address
from accounts.models import Account
from disclosures import checks

LEVELS = {Level.ERROR: "error", Level.REASON: "reason", Level.NOTICE: "notice"}
FINDINGS = 100
"""Told at most, the gravest first; the page of all findings has the others."""
CELLS = 4
"""Of a finding: the one in question and what it should agree with."""
ORDER = {level: place for place, level in enumerate(Level)}


def beside(account: Account, case: Case, table: Table) -> dict[str, Any]:
    """What may change with each cell that is saved."""
    every = judged(case, checks.run(case), acceptance.given(account))
    found = [each for each in every if is_here(each, table)]
    found.sort(key=lambda each: (each.standing is Standing.ACCEPTED, ORDER[each.finding.level]))
    return {
        "findings": [as_finding(account, case, table, each) for each in found[:FINDINGS]],
        "more": max(0, len(found) - FINDINGS),
        "offers": as_offers(account, case, table),
    }


def is_here(each: Judged, table: Table) -> bool:
    return any(cell.table == table.key for cell in each.finding.cells)


def as_finding(account: Account, case: Case, table: Table, each: Judged) -> dict[str, Any]:
    finding = each.finding
    return {
        "rule": finding.rule,
        "level": LEVELS[finding.level],
        "word": finding.level.value,
        "accepted": each.standing is Standing.ACCEPTED,
        "message": finding.message,
        "remedy": finding.remedy,
        "cells": links(account, case, table, finding.cells[:CELLS]),
        "others": max(0, len(finding.cells) - CELLS),
    }


def links(account: Account, case: Case, table: Table, cells: Iterable[Address]) -> list[dict[str, str]]:
    return [
        {
            "address": str(cell),
            "place": where(case, cell),
            "url": "" if cell.table == table.key else table_url(account, cell.table, cell),
        }
        for cell in cells
        if case.edition.has(cell.table)
    ]


def table_url(account: Account, table: str, cell: Address | None = None) -> str:
    url = reverse("desk-entry", args=[account.pk, table])
    return f"{url}#{cell}" if cell else url


def as_offers(account: Account, case: Case, table: Table) -> dict[str, dict[str, Any]]:
    return {
        str(address): {
            "text": text_of(case, address, offer.amount),
            "from": "上年末数" if offer.last else "＋".join(where(case, cell) for cell in offer.sources),
            "url": "" if offer.last else table_url(account, offer.sources[0].table, offer.sources[0]),
        }
        for address, offer in offers(case, table.key).items()
    }


def last_year(case: Case, table: Table) -> dict[str, str]:
    """Last year's figures of the cells that this year's table has."""
    found = {}
    for address, amount in (case.last or {}).items():
        if address.table == table.key:
            try:
                found[str(address)] = text_of(case, address, amount)
            except KeyError:  # a cell that this year's edition has no more
                continue
    return found


def text_of(case: Case, address: Address, amount: Decimal) -> str:
    return written(amount, case.edition.measure(address), case.scale)
