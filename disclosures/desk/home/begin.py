"""Starting the account of a unit and year: which form, which unit of money. By a clerk of the unit."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import filing
from accounts.editions import EDITIONS, fitting
from accounts.models import Account, Membership, Unit
from accounts.money import Scale
from accounts.permissions import NotFound, units_for
from accounts.refusals import Refused
from disclosures.desk.access import staff_only
from disclosures.desk.overview.pages import is_there
from disclosures.desk.sent import number

CLERK = frozenset({Membership.Role.CLERK})
YEARS_BACK = 5
SCOPES = {Unit.Kind.DEPARTMENT: "部门", Unit.Kind.UNIT: "单位"}


class Begin(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", empty_label=None)
    year = forms.TypedChoiceField(label="年度", coerce=int)
    edition = forms.ChoiceField(label="报表格式")
    scale = forms.ChoiceField(
        label="填报时金额的单位",
        choices=[("wan", "万元，两位小数"), ("yuan", "元，两位小数")],
        help_text="报告一律以万元公开。财务软件导出的是元，就选元：换算和四舍五入由本站办理。开始后不能改。",
    )

    def __init__(self, data: Any, units: Iterable[Unit], **more: Any) -> None:
        super().__init__(data, **more)
        last = timezone.localdate().year - 1
        units = list(units)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])  # type: ignore[attr-defined]
        self.fields["year"].choices = [(y, f"{y}年度") for y in range(last, last - YEARS_BACK, -1)]  # type: ignore[attr-defined]
        scopes = {SCOPES[Unit.Kind(unit.kind)] for unit in units}
        fits = [each for each in EDITIONS.values() if each.wording.scope in scopes]
        fits.sort(key=lambda each: -each.year)
        self.fields["edition"].choices = [(each.code, each.title) for each in fits]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        unit, edition = given.get("unit"), EDITIONS.get(given.get("edition", ""))
        if unit and edition and edition.wording.scope != SCOPES[Unit.Kind(unit.kind)]:
            self.add_error("edition", f"{unit}编制的是{SCOPES[Unit.Kind(unit.kind)]}决算，请选相应的格式")
        return given


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def begin_page(request: HttpRequest) -> HttpResponse:
    units = list(units_for(request.user, CLERK))
    if not units:
        raise NotFound("begin")
    form = Begin(request.POST if request.method == "POST" else None, units, initial=initial(request, units))
    if form.is_valid():
        given = form.cleaned_data
        try:
            account = filing.begin(
                given["unit"],
                given["year"],
                edition=given["edition"],
                scale=Scale(given["scale"]),
                by=request.user.get_username(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已建立{account}。填报人可以开始填写，内容不会公开。")
            return redirect(after(account))
    status = 422 if form.errors else 200
    return render(request, "desk/home/begin.html", {"form": form}, status=status)


def initial(request: HttpRequest, units: list[Unit]) -> dict[str, Any]:
    """What the address asks for; else the first unit, with the form that fits it and its region."""
    asked = request.GET.get("unit", "")
    unit = next((each for each in units if str(each.pk) == asked), units[0])
    year = number(request.GET.get("year", "")) or timezone.localdate().year - 1
    fits = fitting(SCOPES[Unit.Kind(unit.kind)], unit.region, year)
    return {
        "unit": unit.pk,
        "year": year,
        "edition": fits[0].code if fits else "",
    }


def after(account: Account) -> str:
    """The carry-over of last year's account where there is one, else the account."""
    top = reverse("desk-account", args=[account.pk])
    before = Account.objects.filter(unit=account.unit, year=account.year - 1).exists()
    return f"{top}carry-over/" if before and is_there(f"{top}carry-over/") else top
