"""撤回: the page of a version that must not be public. It says what goes and what stays, and asks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import NotFound, account_for
from accounts.refusals import Refused
from accounts.roles import roles_of
from accounts.transitions import WITHDRAW
from disclosures import codes, withdrawing
from disclosures.desk.access import staff_only
from disclosures.desk.people.proving import has_code, prove_again
from disclosures.desk.review import frame
from disclosures.models import Publication


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    account = account_for(request.user, pk)
    if not WITHDRAW.roles & roles_of(request.user, account):
        raise NotFound(f"to withdraw from account {pk}")
    versions = list(Publication.objects.of(account.unit.code, account.year))
    version = next((each for each in versions if each.number == number), None)
    if version is None:
        raise NotFound(f"version {number} of account {pk}")
    refusal = withdrawn(request, version) if request.method == "POST" else ""
    if request.method == "POST" and not refusal:
        messages.success(request, f"第{number}版已撤回，网址不再给出内容。{told_of_files(version)}")
        return redirect("desk-steps", pk=pk)
    context = {
        **frame(account, "desk-steps"),
        "version": version,
        "step": WITHDRAW,
        "opens": withdrawing.status_after(account, version) != account.status,
        "quoting": [each for each in versions if each.corrects == version and not each.is_withdrawn],
        "before": [each for each in versions if each.number < number and not each.is_withdrawn],
        "is_newest": version == versions[0],
        "asks_code": has_code(request.user),
        "reason": request.POST.get("reason", ""),
        "refusal": refusal,
    }
    return render(request, "desk/workflow/withdraw.html", context, status=409 if refusal else 200)


def told_of_files(version: Publication) -> str:
    version.refresh_from_db()
    if not withdrawing.files_left(version):
        return "文件已经删除。"
    return "文件还没有删完，系统会继续删；请告诉系统管理员，核对 manage.py withdraw --finish。"


def withdrawn(request: HttpRequest, version: Publication) -> str:
    """Why it was refused; empty where it was done."""
    try:
        if codes.typed(request.POST.get("version", "")) != version.code:
            raise Refused(f"输入的版本编码不是第{version.number}版的，没有办理；请核对要撤回的是不是这一版")
        prove_again(request.user, request.POST.dict())
        withdrawing.withdraw(version, by=request.user, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        return str(refusal)
    return ""
