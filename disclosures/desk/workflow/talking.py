"""What is said of an account: signatures registered, comments made, answered and closed."""

import contextlib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from accounts import comments, signing
from accounts.models import Account
from accounts.permissions import account_for
from accounts.refusals import Refused
from disclosures.desk.access import staff_only
from disclosures.desk.sent import number
from disclosures.desk.workflow.pages import answer


def said(act: Callable[[Account, dict[str, str], Any], str]) -> Callable[[HttpRequest, int], HttpResponse]:
    """A view that does it, tells so, and leads back to the page; `act` gives the words and where to."""

    @staff_only
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        account, sent = account_for(request.user, pk), request.POST.dict()
        try:
            words, anchor = act(account, sent, request.user).rsplit("#", 1)
        except Refused as refusal:
            return answer(request, account_for(request.user, pk), str(refusal), sent)
        messages.success(request, words)
        return redirect(f"{reverse('desk-steps', args=[pk])}#{anchor}")

    return view


@said
def sign_off(account: Account, sent: dict[str, str], by: Any) -> str:
    day = None
    with contextlib.suppress(ValueError):
        day = parse_date(sent.get("signed_on", ""))
    row = signing.sign(account, sent.get("kind", ""), signer=sent.get("signer", ""), signed_on=day, by=by)
    return f"已登记{row.get_kind_display()}：{row.signer}。内容再有改动，要重新登记#asked"


@said
def say(account: Account, sent: dict[str, str], by: Any) -> str:
    row = comments.comment(account, sent.get("place", ""), sent.get("text", ""), by=by)
    return f"意见已提出，填报人可以看到；要填报人修改，请退回#c-{row.pk}"


@said
def reply_to(account: Account, sent: dict[str, str], by: Any) -> str:
    pk = number(sent.get("comment", "")) or 0
    comments.answer(account, pk, sent.get("answer", ""), by=by)
    return f"已答复，审核人可以看到#c-{pk}"


@said
def close_one(account: Account, sent: dict[str, str], by: Any) -> str:
    pk = number(sent.get("comment", "")) or 0
    comments.close(account, pk, by=by)
    return f"意见已办结#c-{pk}"
