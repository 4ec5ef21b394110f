"""The preview: the report as it stands, and its PDF marked 草稿."""

from dataclasses import asdict
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from accounts import ledger
from accounts.case import Case
from accounts.models import Account, Comment
from accounts.permissions import NotFound, account_for
from accounts.refusals import Refused
from accounts.roles import roles_of
from disclosures import assembly
from disclosures.checks import run
from disclosures.desk.access import staff_only
from disclosures.desk.headway import seen
from disclosures.desk.preview import drafts
from disclosures.desk.preview.drawing import Beside, article
from disclosures.desk.review import frame
from disclosures.desk.workflow.naming import Names
from disclosures.desk.workflow.pages import may_say
from disclosures.desk.working_copy import with_blanks, with_supplement
from disclosures.models import DraftPrint
from disclosures.publishing import issue_of

WITHOUT_FILE = ("pdf",)


@staff_only
@require_safe
def preview_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it stands, with every cell that a finding names, and what is said of it."""
    account = account_for(request.user, pk)
    case, issue = ledger.load_case(account), issue_of(account)
    said = Comment.objects.filter(account=account, closing=None).order_by("id")
    beside = Beside(
        tuple(said),
        steps=reverse("desk-steps", args=[pk]),
        point=reverse("desk-point", args=[pk]),
        may_say=may_say(account, roles_of(request.user, account)),
    )
    asked = questioned(case) | {each.place for each in beside.said}
    report = with_blanks(with_supplement(assembly.build(case, issue), case), asked)
    html = article(report, case, beside)
    names = Names(case)
    context = {
        **frame(account, "desk-preview"),
        "report": report,
        "article": mark_safe(html),
        "beside": beside,
        "said": [(each, names.of(each.place), f'id="o-{each.pk}"' in html) for each in beside.said],
    }
    return render(request, "desk/preview/page.html", context)


def questioned(case: Case) -> set[str]:
    """The cells that findings name."""
    return {str(cell) for result in run(case) for each in result.findings for cell in each.cells}


@staff_only
@require_POST
def print_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers at once: the page of the print then shows how far it is."""
    account = account_for(request.user, pk)
    try:
        drafts.ask(account, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk-preview", pk=pk)
    return redirect("desk-draft", pk=pk)


def print_of(account: Account) -> DraftPrint | None:
    return DraftPrint.objects.filter(account=account).defer(*WITHOUT_FILE).first()


@staff_only
@require_safe
def draft_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the print is; whether the account has changed since."""
    account = account_for(request.user, pk)
    made = print_of(account)
    if made is None:
        return redirect("desk-preview", pk=pk)
    now = seen(made)
    context = {
        **frame(account, "desk-preview"),
        "made": made,
        "headway": now,
        "is_done": made.state == DraftPrint.State.DONE,
        "is_stale": not now.running and drafts.mark(drafts.drawn(account)) != made.mark,
    }
    return render(request, "desk/preview/draft.html", context)


@staff_only
@require_safe
def draft_state(request: HttpRequest, pk: int) -> HttpResponse:
    made = print_of(account_for(request.user, pk))
    if made is None:
        raise NotFound(f"draft {pk}")
    return JsonResponse(asdict(seen(made)))


@staff_only
@require_safe
def draft_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF; the page of the print where there is none yet."""
    account = account_for(request.user, pk)
    made = DraftPrint.objects.filter(account=account, state=DraftPrint.State.DONE).first()
    if made is None:
        return redirect("desk-draft", pk=pk)
    name = quote(f"{account}（草稿）.pdf")
    headers = {"Content-Disposition": f"inline; filename*=UTF-8''{name}"}
    return HttpResponse(bytes(made.pdf), content_type="application/pdf", headers=headers)
