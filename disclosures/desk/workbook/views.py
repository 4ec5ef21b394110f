"""Downloading the workbook of an account; uploading it: preview, confirmation, undo."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import ledger
from accounts.models import Account
from accounts.permissions import account_for, account_for_writing, may_write
from accounts.refusals import Closed, Refused
from accounts.steps import why_closed
from disclosures.desk.access import staff_only
from disclosures.desk.review import frame
from disclosures.desk.workbook.applying import Moved, apply, faults
from disclosures.desk.workbook.carrying import HOURS, Carried, packed, unpacked
from disclosures.desk.workbook.importing import fresh, questioned
from disclosures.desk.workbook.showing import after_moving, beside, shown
from disclosures.workbook import agreement, comparing, tallying, values, writing
from disclosures.workbook.foreign.opening import LARGEST
from disclosures.workbook.foreign.recognised import Recognised
from disclosures.workbook.package import Unreadable
from disclosures.workbook.plan import Entry, renewed
from disclosures.workbook.receiving import receive

NOTHING = "文件里没有读到一个数，没有可以导入的内容"
UNSURE = "整份文件有疑问的地方还没有核对：请核对后勾选“已经核对”"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_only
@require_safe
def workbook_page(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, account_for(request.user, pk))


def page(request: HttpRequest, account: Account, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {
        **about(account),
        "refusal": refusal,
        "closed": why_closed(account),
        "may_write": may_write(request.user, account),
        "largest": LARGEST // 1024 // 1024,
        "undo": request.session.pop(undo_key(account), None),
    }
    return render(request, "desk/workbook/workbook.html", context, status=status)


def about(account: Account) -> dict[str, Any]:
    here = {"here": "desk-workbook", "confirm": "desk-workbook-confirm", "back": "desk-workbook"}
    return {**frame(account, "desk-workbook"), **here, "heading": str(account)}


@staff_only
@require_safe
def download_account(request: HttpRequest, pk: int) -> HttpResponse:
    account = account_for(request.user, pk)
    return file(writing.account(ledger.load_case(account)), f"{account}.xlsx")


@staff_only
@require_safe
def download_empty(request: HttpRequest, pk: int) -> HttpResponse:
    account = account_for(request.user, pk)
    return file(writing.empty(ledger.load_case(account)), f"{account}（空白格式）.xlsx")


def file(content: bytes, name: str) -> HttpResponse:
    header = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, XLSX, headers={"Content-Disposition": header})


@staff_only
@require_POST
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the uploaded workbook would change. Nothing is written."""
    account = account_for_writing(request.user, pk)
    try:
        refuse_closed(account)
        case = ledger.load_case(account)
        content = receive(content_of(request)).content_for(case)
        found = comparing.compare(content, case)
        if isinstance(content, Recognised) and tallying.says_nothing(content):
            raise Unreadable(NOTHING)
        doubts = [each.reason for each in tallying.doubts(content)]
        token = packed(request, account, found.plan, doubts)
    except Closed as closed:
        return page(request, account, str(closed), 409)
    except (Unreadable, Refused) as refusal:
        return page(request, account, str(refusal), 422)
    context = {**about(account), **shown(content, found, case), "token": token, "hours": HOURS}
    context["faults"] = faults(case, found.plan)
    return render(request, "desk/workbook/preview.html", context)


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """A workbook held against the account as it stands, also a closed one. Nothing is written, or kept."""
    account = account_for(request.user, pk)
    context: dict[str, Any] = {**about(account), "largest": LARGEST // 1024 // 1024}
    status = 200
    if request.method == "POST":
        try:
            case = ledger.load_case(account)
            found = agreement.agreement(receive(content_of(request)), case)
            context |= beside(found, case) | {"file": request.FILES.getlist("file")[0], "now": timezone.now()}
        except Unreadable as refusal:
            context["refusal"], status = str(refusal), 422
    return render(request, "desk/workbook/compare.html", context, status=status)


def refuse_closed(account: Account) -> None:
    if not account.is_open:
        raise Closed(f"{account}{account.get_status_display()}，不能修改；{why_closed(account)}")


def content_of(request: HttpRequest) -> bytes:
    uploaded = request.FILES.get("file")
    if uploaded is None:
        raise Unreadable("没有选择文件")
    if (uploaded.size or 0) > LARGEST:
        raise Unreadable(f"文件太大（{uploaded.size:,} 字节），最大 {LARGEST:,} 字节")
    return bytes(uploaded.read())


@staff_only
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was previewed, and the conflicts that were decided for the file."""
    account = account_for_writing(request.user, pk)
    try:
        carried = unpacked(request, account, request.POST.get("plan", ""))
        if carried.more:
            raise Refused("这不是这份决算的预览；请重新上传")
        if carried.doubts and "sure" not in request.POST:
            return again(request, account, carried, UNSURE, ())
        before = questioned(account, ledger.load_case(account))[1]
        chosen = carried.plan.taking(request.POST.getlist("take"))
        changed = apply(account, chosen, by=request.user.get_username())
    except Moved as refusal:
        return again(request, account, carried, str(refusal), refusal.entries)
    except Refused as refusal:
        return page(request, account, str(refusal), 409)
    if changed:
        after = questioned(account, ledger.load_case(account))[1]
        request.session[undo_key(account)] = {
            "plan": packed(request, account, chosen.turned()),
            "new": len(fresh(before, after)),
            "open": sum(each.blocks for each in after),
        }
    messages.success(request, f"已写入 {changed} 处" if changed else "没有需要写入的改动")
    return redirect("desk-workbook", pk=account.pk)


def again(
    request: HttpRequest, account: Account, carried: Carried, refusal: str, lost: Sequence[Entry]
) -> HttpResponse:
    """The preview once more, of the account as it is now."""
    case = ledger.load_case(account)
    plan = renewed(carried.plan, values.of_case(case))
    context = {
        **about(account),
        **after_moving(case, lost, plan),
        "refusal": refusal,
        "doubts": [{"reason": each} for each in carried.doubts],
        "token": packed(request, account, plan, carried.doubts),
        "hours": HOURS,
    }
    return render(request, "desk/workbook/preview.html", context, status=409)


def undo_key(account: Account) -> str:
    return f"undo-workbook-{account.pk}"


@staff_only
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """The values that were there before, as long as nobody has changed them since."""
    account = account_for_writing(request.user, pk)
    try:
        plan = unpacked(request, account, request.POST.get("plan", "")).plan
        changed = apply(account, plan, by=request.user.get_username())
    except Moved as refusal:
        told = "；".join(
            comparing.title(ledger.load_case(account), each.place) for each in refusal.entries[:5]
        )
        return page(request, account, f"写入之后又有改动，没有撤销：{told}", 409)
    except Refused as refusal:
        return page(request, account, str(refusal), 409)
    messages.success(request, f"已撤销，{changed} 处恢复为上传前的内容")
    return redirect("desk-workbook", pk=account.pk)
