"""The page of a sum: its units and adjustments; preview, confirmation and undo of summing."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts import consolidating, summed
from accounts.case import Case
from accounts.checks.wording import where
from accounts.consolidating import Taken
from accounts.consolidation.telling import excess
from accounts.entry import amounts
from accounts.figures import at
from accounts.models import Account, Adjustment, Project
from accounts.money import Scale, grouped
from accounts.permissions import accounts_for
from accounts.refusals import Refused, Stale
from disclosures.desk.access import staff_only
from disclosures.desk.consolidating import showing
from disclosures.desk.consolidating.access import (
    about,
    department_account,
    department_account_for_writing,
    loaded,
)
from disclosures.desk.sent import number


@staff_only
@require_safe
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, department_account(request.user, pk))


def page(request: HttpRequest, account: Account, refusal: str = "") -> HttpResponse:
    case = loaded(account)
    since, stale, waiting = showing.told_since(case)
    kinds = showing.kinds(case, typed(request.POST) if "reason" in request.POST else None)
    context = {
        **about(request, account),
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
        "summary": showing.summary(case),
        "since": since,
        "stale": stale,
        "waiting": waiting,
        "units": showing.unit_lines(case, urls(request, case), projects(case)),
        "kinds": kinds,
        "to_take": any(kind.is_open for kind in kinds),
        "adjustments": adjustments(account, case),
        "excess": [told for _, told in excess(case)],
        "last": summed.standing_one(account),
    }
    return render(request, "desk/consolidating/page.html", context, status=409 if refusal else 200)


def typed(form: QueryDict) -> showing.Typed:
    fields = {name.partition(":")[2]: value for name, value in form.items() if name.startswith("amount:")}
    return showing.Typed(form.getlist("take"), {key: str(value) for key, value in fields.items()})


def urls(request: HttpRequest, case: Case) -> dict[str, str]:
    """The pages of the units' accounts, for whoever may see them."""
    codes = [unit.code for unit in case.units]
    found = accounts_for(request.user).filter(unit__code__in=codes, year=case.year)
    return {each.unit.code: reverse("desk-account", args=[each.pk]) for each in found}


def projects(case: Case) -> Counter[str]:
    """How many each unit has: they stay with it."""
    codes = [unit.code for unit in case.units]
    rows = Project.objects.filter(account__unit__code__in=codes, account__year=case.year)
    return Counter(rows.values_list("account__unit__code", flat=True))


def adjustments(account: Account, case: Case) -> dict[str, Any]:
    """Those that hold, those of departments below, and those that were removed."""
    rows = Adjustment.objects.filter(account=account).select_related("unit").order_by("id")
    every = [(row, where(case, at(row.address)), f"{grouped(row.amount)}") for row in rows]
    return {
        "own": [each for each in every if each[0].removed_at is None],
        "removed": [each for each in every if each[0].removed_at is not None],
        "below": [
            (each, where(case, each.address), grouped(each.amount))
            for each in case.adjustments
            if each.department != account.unit.code
        ],
    }


@staff_only
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What summing would change now. Nothing is written."""
    return previewed(request, department_account_for_writing(request.user, pk))


def previewed(request: HttpRequest, account: Account, refusal: str = "") -> HttpResponse:
    case = loaded(account)
    found = consolidating.proposed(account, case)
    context = {
        **about(request, account),
        "refusal": refusal,
        "summary": showing.summary(case),
        "wanting": showing.wanting(case),
        "groups": showing.groups(case, found),
        "writes": len(found.lines) - len(found.by_hand),
        "by_hand": len(found.by_hand),
        "equal": found.equal,
        "homeless": [str(cell) for cell in found.sum.homeless],
        "mark": found.mark,
    }
    return render(request, "desk/consolidating/preview.html", context, status=409 if refusal else 200)


@staff_only
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was previewed, and of the cells typed by hand those that were ticked."""
    account = department_account_for_writing(request.user, pk)
    taken, mark = request.POST.getlist("take"), request.POST.get("mark", "")
    try:
        made = consolidating.consolidate(account, by=request.user.get_username(), mark=mark, taken=taken)
    except Stale as refusal:
        return previewed(request, account, str(refusal))
    except Refused as refusal:
        return page(request, account, str(refusal))
    kept = f"，{len(made.kept)} 处手工填写的没有改" if made.kept else ""
    messages.success(request, f"已汇总 {made.contributions.count()} 个单位{kept}")
    return redirect("desk-consolidation", pk=account.pk)


@staff_only
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    account = department_account_for_writing(request.user, pk)
    try:
        seen = number(request.POST.get("last", ""))
        changed = consolidating.undo(account, by=request.user.get_username(), seen=seen)
    except Refused as refusal:
        return page(request, account, str(refusal))
    messages.success(request, f"已撤销汇总，{changed} 处恢复为汇总前的内容")
    return redirect("desk-consolidation", pk=account.pk)


@staff_only
@require_POST
def eliminate(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the ticked payments out of the sum."""
    account = department_account_for_writing(request.user, pk)
    try:
        reason = request.POST.get("reason", "")
        done = consolidating.eliminate(
            account, taken_of(request.POST), reason=reason, by=request.user.get_username()
        )
    except (Refused, amounts.Unreadable) as refusal:
        return page(request, account, str(refusal))
    messages.success(request, f"已抵销 {done} 笔，重新汇总后写入本决算")
    return redirect("desk-consolidation", pk=account.pk)


def taken_of(form: QueryDict) -> list[Taken]:
    """The ticked lines with the amounts typed beside them, in 元. Refused for lines there are not."""
    found = []
    for key in form.getlist("take"):
        unit, _, address = key.partition(":")
        amount = amounts.read(form.get(f"amount:{key}", ""), "money", Scale.YUAN)
        try:
            cell = at(address)
        except ValueError:
            raise Refused("表单不完整，没有抵销；请重新打开本页") from None
        if amount is None:
            raise Refused("勾选的往来没有填金额，没有抵销")
        found.append(Taken(unit, cell, amount))
    return found


@staff_only
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    account = department_account_for_writing(request.user, pk)
    try:
        chosen = number(request.POST.get("adjustment", "")) or 0
        consolidating.remove(account, chosen, by=request.user.get_username())
    except Refused as refusal:
        return page(request, account, str(refusal))
    messages.success(request, "已撤去这项调整，重新汇总后写入本决算")
    return redirect("desk-consolidation", pk=account.pk)
