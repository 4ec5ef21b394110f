"""The page of what would come over from last year: chosen by groups, written at once, taken back at once."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts import carry_over, elsewhere, ledger
from accounts.carry_over import Written
from accounts.carrying import GROUPS, Offer, offers
from accounts.case import Case
from accounts.checks.wording import amount
from accounts.figures import at
from accounts.models import Account
from accounts.permissions import account_for, account_for_writing, may_write
from accounts.refusals import Refused, place
from disclosures.desk.access import staff_only
from disclosures.desk.entry.page import why_locked
from disclosures.desk.review import frame
from disclosures.desk.texts.fields import sections

TITLES = {
    "profile": ("概况", "主要职责和机构设置"),
    "words": ("原因、用途和评价", "只带入报告现在要写的位置；数填好以后可以再来一次。带入后要按今年的情况改"),
    "names": ("科目名称", "科目表里没有、由本单位自己写的名称"),
    "projects": ("项目", "名称、单位、预期目标、指标和分值；金额、数字指标值、完成值、得分不带"),
    "opening": ("年初结转和结余", "上年的年末数成为今年的年初数；申报了年初调整的资金不带"),
}
NOT_TICKED = frozenset({"words"})
"""Reasons of last year are seldom this year's."""


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def carry_over_page(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method != "POST":
        return shown(request, account_for(request.user, pk))
    account = account_for_writing(request.user, pk)
    try:
        act(request, account)
    except Refused as refusal:
        return shown(request, account, f"没有办理：{refusal}")
    return redirect("desk-carry-over", account.pk)


def undo_key(account: Account) -> str:
    return f"undo-carried-{account.pk}"


def act(request: HttpRequest, account: Account) -> None:
    by, key = request.user.get_username(), undo_key(account)
    if "undo" in request.POST:
        if kept := request.session.get(key):
            undo(request, account, Written(**kept), by)
            del request.session[key]
        return
    groups = set(request.POST.getlist("group"))
    if not groups:
        raise Refused("请选择要带入的内容")
    chosen = [each for each in offered(account, ledger.load_case(account)) if each.group in groups]
    done = carry_over.carry_over(account, chosen, by=by)
    if done.count:
        request.session[key] = joined(request.session.get(key), done)
        messages.success(request, f"带入了 {done.count} 项")


def joined(kept: dict[str, Any] | None, done: Written) -> dict[str, Any]:
    """What was carried over before is still there to be taken back."""
    new = asdict(done)
    if kept is None:
        return new
    found: dict[str, Any] = {name: {**kept[name], **new[name]} for name in ("texts", "names", "figures")}
    return {**found, "projects": [*kept["projects"], *new["projects"]]}


def undo(request: HttpRequest, account: Account, written: Written, by: str) -> None:
    done = carry_over.take_back(account, written, by=by)
    left = written.count - done.count
    rest = f"；另有 {left} 项带入之后又改过，没有动" if left else ""
    messages.success(request, f"撤回了 {done.count} 项{rest}")


def offered(account: Account, case: Case) -> list[Offer]:
    found = carry_over.last_year(account)
    if found is None:
        return []
    needed = {each.slot for section in sections(case) for each in section.fields if each.needed}
    return offers(case, found[1], needed)


def shown(request: HttpRequest, account: Account, message: str = "") -> HttpResponse:
    case, locked = ledger.load_case(account), why_locked(request.user, account)
    found = offered(account, case)
    written = request.session.get(undo_key(account))
    context = {
        **frame(account, "desk-carry-over"),
        "groups": [group(key, [each for each in found if each.group == key]) for key in GROUPS],
        "any": bool(found),
        "has_last": case.last is not None,
        "locked": locked,
        "may_write": not locked and may_write(request.user, account),
        "written": told(case, Written(**written)) if written else [],
        "message": message,
        "last": account.year - 1,
        "elsewhere": elsewhere.last_year_of(account),
    }
    return render(request, "desk/carrying/page.html", context, status=409 if message else 200)


def group(key: str, found: Sequence[Offer]) -> dict[str, Any]:
    title, lead = TITLES[key]
    return {"key": key, "title": title, "lead": lead, "offers": found, "ticked": key not in NOT_TICKED}


def told(case: Case, written: Written) -> list[tuple[str, str]]:
    """What was written, each with the name of its place."""
    slots = ((case.edition.slot(slot), slot, text) for slot, text in written.texts.items())
    sheets = {sheet.key: sheet.name for sheet in case.projects}
    return [
        *((known.label if known else slot, text) for known, slot, text in slots),
        *((f"科目 {code}", name) for code, name in written.names.items()),
        *(("项目", sheets.get(key, key)) for key in written.projects),
        *((place(case.edition, at(cell)), amount(case, at(cell))) for cell in written.figures),
    ]
