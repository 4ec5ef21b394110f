"""The approved accounts that one may publish: ticked, with one date and one proof of who one is."""

import contextlib
import re
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods

from accounts.models import Account
from accounts.permissions import NotFound, units_for
from accounts.refusals import Refused
from disclosures import together
from disclosures.desk.access import staff_only
from disclosures.desk.people.proving import has_code, prove_again
from disclosures.together import Outcome

CHOSEN = re.compile(r"(\d{1,18})-(\d{1,18})")
"""An account and the last step of it that the page showed."""
Chosen = dict[int, int]


def refuse_others(user: Any) -> None:
    if not units_for(user, together.PUBLISHERS).exists():
        raise NotFound("publishing")


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def choose_page(request: HttpRequest) -> HttpResponse:
    refuse_others(request.user)
    if request.method != "POST":
        return answer(request, all_ticked="all" in request.GET)
    chosen = chosen_in(request.POST)
    try:
        disclosed = day_in(request.POST)
        if not chosen:
            raise Refused("没有勾选决算，没有办理")
        prove_again(request.user, request.POST.dict())
    except Refused as refusal:
        return answer(request, chosen, refusal=str(refusal))
    mine = Account.objects.filter(pk__in=chosen, unit__in=units_for(request.user, together.PUBLISHERS))
    accounts = [(account, chosen[account.pk]) for account in mine.select_related("unit")]
    done = list(together.order_each(accounts, by=request.user, disclosed=disclosed))
    refused = [each for each in done if each.refusal]
    told = f"已申请公开 {len(done) - len(refused)} 个，正在依次生成"
    if refused:
        return answer(request, outcomes=refused, told=told)
    messages.success(request, told)
    return redirect("desk-together-progress")


def chosen_in(sent: QueryDict) -> Chosen:
    found = filter(None, map(CHOSEN.fullmatch, sent.getlist("account")))
    return {int(each[1]): int(each[2]) for each in found}


def day_in(sent: QueryDict) -> date:
    day = None
    with contextlib.suppress(ValueError):
        day = parse_date(sent.get("disclosed", ""))
    if day is None:
        raise Refused("没有填写公开日期，没有办理")
    return day


def answer(
    request: HttpRequest,
    chosen: Iterable[int] = (),
    *,
    all_ticked: bool = False,
    refusal: str = "",
    outcomes: Iterable[Outcome] = (),
    told: str = "",
) -> HttpResponse:
    ready = list(together.ready(request.user))
    context = {
        "rows": [(account, all_ticked or account.pk in chosen) for account in ready],
        "all_ticked": all_ticked,
        "refusal": refusal,
        "outcomes": outcomes,
        "told": told,
        "disclosed": request.POST.get("disclosed") or timezone.localdate().isoformat(),
        "unfinished": together.orders(request.user).filter(state__in=together.UNFINISHED).count(),
        "asks_code": partial(has_code, request.user),
    }
    status = 409 if refusal or outcomes else 200
    return render(request, "desk/together/choose.html", context, status=status)
