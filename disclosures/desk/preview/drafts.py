"""The PDF of a draft: what publishing would print now, marked 草稿. Printed by a worker, never published."""

import logging
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from accounts.ledger import load_case
from accounts.models import Account
from accounts.refusals import Refused
from accounts.steps import locked, name_of
from disclosures import assembly, making, printing, queue, rendering
from disclosures.desk.headway import seen
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


@transaction.atomic
def ask(account: Account, *, by: Any) -> DraftPrint:
    """The print of the account as it is now: the one there is, or in line; else a new one is put in line."""
    if account.status == Account.Status.PUBLISHED:
        raise Refused(f"{account}已公开，没有草稿；请看公开的版本")
    locked(account)
    now, content = timezone.now(), mark(drawn(account))
    DraftPrint.objects.filter(requested_at__lt=now - KEPT).delete()
    row = DraftPrint.objects.filter(account=account, mark=content).first()
    if row and (row.state == State.DONE or seen(row).running):
        return row
    fresh = {
        "mark": content,
        "requested_by": name_of(by),
        "requested_at": now,
        "begun_at": None,
        "told_at": None,
        "state": State.WAITING,
        "stage": "",
        "page": 0,
        "error": "",
        "pdf": b"",
    }
    row = DraftPrint.objects.update_or_create(account=account, defaults=fresh)[0]
    queue.enqueue(row)
    return row


def make(pk: int) -> None:
    """Print what was asked for, as the account is by now. Whatever happens, the row says so."""
    row = DraftPrint.objects.select_related("account__unit").filter(pk=pk, state=State.WAITING).first()
    if row is None:
        return
    making.begin(row)
    try:
        report, article = draft = drawn(row.account)
        row.unsettled().update(mark=mark(draft))
        pdf = printing.print_pdf(article, report, teller(row))
        row.unsettled().update(state=State.DONE, stage=Stage.DONE, pdf=pdf, told_at=timezone.now())
    except Superseded:
        pass
    except (OperationalError, InterfaceError):  # without a database nothing can be told
        raise
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
