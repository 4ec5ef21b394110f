"""The PDF of a draft: what publishing would print now, marked 草稿. Printed aside, never published."""

import logging
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.ledger import load_case
from accounts.models import Account
from accounts.refusals import Refused
from accounts.steps import locked, name_of
from disclosures import assembly, making, printing, rendering
from disclosures.desk.headway import headway
from disclosures.models import DraftPrint
from disclosures.printing import Progress, Stage, Tell
from disclosures.report import Issue, Report

log = logging.getLogger(__name__)

KEPT = timedelta(days=1)
State = DraftPrint.State
Draft = tuple[Report, str]
"""The report and its article."""


class Superseded(Exception):
    """Somebody asked for later content: nobody waits for this print."""


def drawn(account: Account) -> Draft:
    report = assembly.build(load_case(account), Issue())
    return report, rendering.article(report)


def mark(draft: Draft) -> str:
    return sha256(draft[1].encode()).hexdigest()


def ask(account: Account, *, by: Any) -> DraftPrint:
    """The print of the account as it is now: the one there is, or under way; else a new one is begun."""
    if account.status == Account.Status.PUBLISHED:
        raise Refused(f"{account}已公开，没有草稿；请看公开的版本")
    draft = drawn(account)
    row, is_new = reserved(account, mark(draft), name_of(by))
    if is_new:
        making.aside(lambda: make(row, draft))
    return row


@transaction.atomic
def reserved(account: Account, mark: str, by: str) -> tuple[DraftPrint, bool]:
    """The row of the print, and whether nobody is at work on it."""
    locked(account)
    now = timezone.now()
    DraftPrint.objects.filter(told_at__lt=now - KEPT).delete()
    row = DraftPrint.objects.filter(account=account, mark=mark).first()
    if row and (row.state == State.DONE or headway(row, now).running):
        return row, False
    fresh = {
        "mark": mark,
        "requested_by": by,
        "requested_at": now,
        "begun_at": now,
        "told_at": now,
        "state": State.WAITING,
        "stage": Stage.QUEUED,
        "page": 0,
        "error": "",
        "pdf": b"",
    }
    return DraftPrint.objects.update_or_create(account=account, defaults=fresh)[0], True


def make(row: DraftPrint, draft: Draft) -> None:
    """Whatever happens, the row says so."""
    report, article = draft
    try:
        pdf = printing.print_pdf(article, report, teller(row))
        row.unsettled().update(state=State.DONE, stage=Stage.DONE, pdf=pdf, told_at=timezone.now())
    except Superseded:
        pass
    except Exception as error:
        log.exception("the draft of %s was not printed", row.account_id)
        making.fail(row, str(error) or type(error).__name__)


def teller(row: DraftPrint) -> Tell:
    """Writes progress down, and gives up a print that nobody waits for: the worker then ends it."""
    told = making.teller(row)

    def tell(progress: Progress) -> None:
        told(progress)
        if not row.unsettled().exists():
            raise Superseded

    return tell
