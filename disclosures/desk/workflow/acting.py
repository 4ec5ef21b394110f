"""A step is taken: by its button, with the reason, the dates, the password and the code that it asks for."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from accounts import workflow
from accounts.models import Account
from accounts.permissions import NotFound, account_for
from accounts.refusals import Refused
from accounts.transitions import TRANSITIONS, Verb
from disclosures import corrections, publishing, submitting
from disclosures.desk.access import staff_only
from disclosures.desk.people.proving import prove_again
from disclosures.desk.workflow.pages import answer
from disclosures.duties import owing
from disclosures.models import PublishOrder

PROVEN = frozenset(each.verb for each in TRANSITIONS if each.proof)


@dataclass(frozen=True)
class Sent:
    """What a form said."""

    data: QueryDict
    by: Any

    @property
    def reason(self) -> str:
        return self.data.get("reason", "")

    @property
    def seen(self) -> int:
        """The last step the page showed; a form that does not say is a stale one."""
        text = self.data.get("seen", "")
        return int(text) if text.isdecimal() and len(text) < 19 else -1

    def day(self, name: str) -> date | None:
        with contextlib.suppress(ValueError):
            return parse_date(self.data.get(name, ""))
        return None


def submit(account: Account, sent: Sent) -> None:
    submitting.submit(account, by=sent.by, seen=sent.seen)


def review(account: Account, sent: Sent) -> None:
    workflow.review(account, by=sent.by, seen=sent.seen)


def return_to_clerk(account: Account, sent: Sent) -> None:
    workflow.return_to_clerk(account, by=sent.by, reason=sent.reason, seen=sent.seen)


def reply(account: Account, sent: Sent) -> None:
    replied, approved = sent.day("replied"), sent.day("approved")
    owing.reply(account, by=sent.by, replied=replied, approved=approved, seen=sent.seen)


def order(account: Account, sent: Sent) -> None:
    disclosed = sent.day("disclosed")
    if disclosed is None:
        raise Refused("没有填写公开日期，没有办理")
    publishing.order(account, by=sent.by, disclosed=disclosed, seen=sent.seen)


def cancel(account: Account, sent: Sent) -> None:
    made = PublishOrder.objects.filter(account=account).order_by("-id").first()
    if made is None:
        raise Refused(f"{account}没有公开申请可以取消")
    publishing.cancel(made, by=sent.by)


def reopen(account: Account, sent: Sent) -> None:
    kind, reference = sent.data.get("kind", ""), sent.data.get("reference", "")
    corrections.reopen(
        account, by=sent.by, reason=sent.reason, kind=kind, reference=reference, seen=sent.seen
    )


def close(account: Account, sent: Sent) -> None:
    if not publishing.close_unchanged(account, by=sent.by):
        raise Refused("内容与已公开的版本不一致，或没有公开过，不能恢复为已公开")


ACTS: dict[str, Callable[[Account, Sent], None]] = {
    Verb.SUBMIT: submit,
    Verb.REVIEW: review,
    Verb.RETURN: return_to_clerk,
    Verb.REPLY: reply,
    Verb.ORDER: order,
    Verb.CANCEL: cancel,
    Verb.REOPEN: reopen,
    Verb.CLOSE: close,
}


@staff_only
@require_POST
def take_step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    account = account_for(request.user, pk)
    act = ACTS.get(verb)
    if act is None:
        raise NotFound(verb)
    try:
        if verb in PROVEN:
            prove_again(request.user, request.POST.dict())
        act(account, Sent(request.POST, request.user))
    except Refused as refusal:
        return answer(
            request, account_for(request.user, pk), str(refusal), {**request.POST.dict(), "verb": verb}
        )
    if verb == Verb.ORDER:
        return redirect("desk-order", pk=PublishOrder.objects.filter(account=account).latest("id").pk)
    account.refresh_from_db()
    said = f"已办理：{Verb(verb).label}。现在{account.get_status_display()}，{workflow.next_of(account)}"
    messages.success(request, said)
    return redirect("desk-steps", pk=pk)
