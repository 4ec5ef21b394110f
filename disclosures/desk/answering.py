"""What a clerk does about a finding: explain it, take the explanation back, take a suggestion, undo that."""

from dataclasses import asdict
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from accounts.acceptance import accept, retract
from accounts.models import Account
from accounts.permissions import account_for_writing
from accounts.refusals import Refused
from disclosures.desk import rewording
from disclosures.desk.access import staff_only
from disclosures.desk.review import answer, undo_key
from disclosures.desk.rewording import Reworded
from disclosures.desk.sent import number


def back(request: HttpRequest, account: Account, anchor: str = "") -> HttpResponse:
    """To the findings, filtered as before, at the card."""
    show = request.POST.get("show", "")
    query = f"?{urlencode({'show': show})}" if show else ""
    return redirect(f"{reverse('desk-findings', args=[account.pk])}{query}{anchor and f'#{anchor}'}")


@staff_only
@require_POST
def accept_finding(request: HttpRequest, pk: int) -> HttpResponse:
    account = account_for_writing(request.user, pk)
    sent = {name: request.POST.get(name, "") for name in ("rule", "mark", "reason", "seen", "where", "show")}
    by = request.user.get_username()
    try:
        accept(account, sent["rule"], sent["mark"], reason=sent["reason"], seen=sent["seen"], by=by)
    except Refused as refusal:
        kept = {"rule": sent["rule"], "where": sent["where"], "typed": sent["reason"]}
        return answer(request, account, show=sent["show"], message=str(refusal), **kept)
    messages.success(request, "已说明，问题保留并随说明一起留存")
    return back(request, account, f"f-{sent['mark'][:12]}")


@staff_only
@require_POST
def retract_acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    account = account_for_writing(request.user, pk)
    acceptance = number(request.POST.get("acceptance", "")) or 0
    try:
        retract(account, acceptance, by=request.user.get_username())
    except Refused as refusal:
        return answer(request, account, message=str(refusal))
    messages.success(request, "说明已撤回，问题重新列出；原说明仍可查")
    return back(request, account)


@staff_only
@require_POST
def take_suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    account = account_for_writing(request.user, pk)
    rule, mark = request.POST.get("rule", ""), request.POST.get("mark", "")
    try:
        done = rewording.take(account, rule, mark, by=request.user.get_username())
    except Refused as refusal:
        return answer(request, account, message=str(refusal))
    request.session[undo_key(account)] = asdict(done)
    group = request.POST.get("group", "")
    return back(request, account, quote(f"g-{group}") if group else "")


@staff_only
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    account = account_for_writing(request.user, pk)
    done = Reworded(
        *(request.POST.get(name, "").replace("\r\n", "\n") for name in ("place", "title", "before", "after"))
    )
    try:
        rewording.put_back(account, done, by=request.user.get_username())
    except Refused as refusal:
        return answer(request, account, message=str(refusal))
    messages.success(request, f"“{done.title}”已恢复为原来的文字")
    return back(request, account)
