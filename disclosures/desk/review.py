"""The pages that question an account: its findings, a text beside it, the printed checklist."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts import acceptance, ledger
from accounts.editions import edition_of
from accounts.models import Account
from accounts.permissions import account_for, may_write
from disclosures.checks import run
from disclosures.desk import checklist, findings
from disclosures.desk.access import staff_only
from disclosures.desk.beside import LONGEST, beside
from disclosures.duties.terms import terms_of


@staff_only
@require_safe
def findings_page(request: HttpRequest, pk: int) -> HttpResponse:
    return answer(request, account_for(request.user, pk), show=request.GET.get("show", ""))


def answer(request: HttpRequest, account: Account, *, show: str = "", **refused: Any) -> HttpResponse:
    """The page as it stands now. After a refusal it says why and keeps what was typed."""
    case = ledger.load_case(account)
    page = findings.page(case, run(case), acceptance.given(account), "" if refused else show)
    groups, kept = page.groups, True
    if typed := refused.get("typed"):
        groups, kept = findings.with_typed(groups, refused["rule"], refused["where"], typed)
    context = {
        **frame(account, "desk-findings"),
        "page": page,
        "groups": groups,
        "show": show,
        "may_write": account.is_open and may_write(request.user, account),
        "refusal": refused.get("message", ""),
        "typed": "" if kept else refused["typed"],
        "undo": request.session.pop(undo_key(account), None),
    }
    return render(request, "desk/findings.html", context, status=409 if refused else 200)


TABS = (
    ("desk-account", "总览"),
    ("desk-texts", "文字"),
    ("desk-projects", "项目"),
    ("desk-carry-over", "从上年带入"),
    ("desk-findings", "问题"),
    ("desk-text", "检查文字"),
    ("desk-preview", "预览"),
    ("desk-checklist", "检查单"),
    ("desk-steps", "流程"),
)


def frame(account: Account, here: str) -> dict[str, Any]:
    """What every page of an account has; `here` is the name of its address."""
    tabs = [
        {"title": title, "address": reverse(name, args=[account.pk]), "current": name == here}
        for name, title in TABS
    ]
    first = edition_of(account.edition).tables[0].key
    entry = {"title": "填报", "address": reverse("desk-entry", args=[account.pk, first]), "current": False}
    overview, *others = tabs
    return {
        "account": account,
        "tabs": [overview, entry, *others],
        "preview": reverse("desk-preview", args=[account.pk]),
    }


def undo_key(account: Account) -> str:
    return f"undo-{account.pk}"


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def text_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A text from elsewhere against this account. It comes with the request and is kept nowhere."""
    account = account_for(request.user, pk)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    context = {**frame(account, "desk-text"), "text": text, "longest": LONGEST}
    if len(text) > LONGEST:
        context |= {"refusal": f"文字有 {len(text)} 字，一次最多检查 {LONGEST} 字"}
    elif text.strip():
        case = replace(ledger.load_case(account), given=text)
        context |= {"found": beside(case, run(case))}
    elif request.method == "POST":
        context |= {"refusal": "没有文字：请先粘贴要检查的文字"}
    return render(request, "desk/text.html", context)


@staff_only
@require_safe
def checklist_page(request: HttpRequest, pk: int) -> HttpResponse:
    account = account_for(request.user, pk)
    case = ledger.load_case(account)
    sheet = checklist.sheet(case, run(case), acceptance.given(account), terms_of(account))
    context = {**frame(account, "desk-checklist"), "sheet": sheet, "today": timezone.localdate()}
    return render(request, "desk/checklist.html", context)
