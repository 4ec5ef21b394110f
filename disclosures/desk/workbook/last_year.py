"""上年决算：导入上年公开的表. What another site published becomes the year before, its place stated."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts import elsewhere
from accounts.elsewhere import Place
from accounts.models import Account
from accounts.money import Scale
from accounts.permissions import account_for_writing
from accounts.refusals import Refused
from disclosures.desk.access import staff_only
from disclosures.desk.workbook.applying import apply
from disclosures.desk.workbook.carrying import HOURS, Carried, packed, unpacked
from disclosures.desk.workbook.importing import Imported, Wanted, bring
from disclosures.desk.workbook.showing import shown
from disclosures.desk.workbook.views import UNSURE, about, content_of, refuse_closed, undo_key
from disclosures.workbook import tallying
from disclosures.workbook.foreign.opening import LARGEST
from disclosures.workbook.package import Unreadable
from disclosures.workbook.receiving import receive


class Where(forms.Form):
    place = forms.CharField(label="公开于哪里", max_length=200, help_text="网站、报刊或部门的名称")
    address = forms.URLField(label="网址", max_length=500, required=False, assume_scheme="https")
    day = forms.DateField(label="公开日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("公开日期不能晚于今天")
        return day


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def last_year_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the file and where it was published; then shows what would be there. Nothing is written."""
    account = account_for_writing(request.user, pk)
    form = Where(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return page(request, account, form, status=422 if form.errors else 200)
    try:
        refuse_closed(account)
        place = Place(form.cleaned_data["place"], form.cleaned_data["address"], form.cleaned_data["day"])
        tried = bring(receive(content_of(request)), wanted(request, account, place))
        if tried.refusal:
            raise Refused(tried.refusal)
    except (Unreadable, Refused) as refusal:
        return page(request, account, form, str(refusal), 422)
    return preview(request, account, tried, place)


def wanted(request: HttpRequest, account: Account, place: Place) -> Wanted:
    """In the form of this year's account, which is compared with it."""
    return Wanted(
        unit=account.unit,
        year=account.year - 1,
        by=request.user.get_username(),
        edition=account.edition,
        place=place,
        sure=True,
        trial=True,
    )


def page(
    request: HttpRequest, account: Account, form: Where, refusal: str = "", status: int = 200
) -> HttpResponse:
    last = Account.objects.select_related("unit").filter(unit=account.unit, year=account.year - 1).first()
    context = {
        **about(account),
        "form": form,
        "refusal": refusal,
        "year": account.year - 1,
        "last": last,
        "origin": elsewhere.origin_of(last) if last else None,
        "largest": LARGEST // 1024 // 1024,
    }
    return render(request, "desk/workbook/last_year.html", context, status=status)


def preview(request: HttpRequest, account: Account, tried: Imported, place: Place) -> HttpResponse:
    doubts = [each.reason for each in tallying.doubts(tried.content)]
    form = {"edition": tried.case.edition.code, "scale": tried.case.scale.value}
    where = {"name": place.name, "address": place.address, "day": place.day and place.day.isoformat()}
    try:
        token = packed(request, account, tried.found.plan, doubts, **form, place=where)
    except Refused as refusal:
        return page(request, account, Where(request.POST), str(refusal), 422)
    context = {
        **about(account),
        **shown(tried.content, tried.found, tried.case),
        "token": token,
        "hours": HOURS,
        "confirm": "desk-last-year-confirm",
        "back": "desk-last-year",
        "heading": f"{tried.title}（{place.name}公开的）",
    }
    return render(request, "desk/workbook/preview.html", context)


@staff_only
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The account of the year before with all that was shown, or nothing."""
    account = account_for_writing(request.user, pk)
    try:
        refuse_closed(account)
        carried = unpacked(request, account, request.POST.get("plan", ""))
        if carried.doubts and "sure" not in request.POST:
            raise Refused(UNSURE)
        last, changed = written(request, account, carried)
    except Refused as refusal:
        return page(request, account, Where(), f"没有写入：{refusal}", 409)
    if changed:
        undo = {"plan": packed(request, last, carried.plan.turned()), "new": 0, "open": None}
        request.session[undo_key(last)] = undo
    messages.success(request, f"已导入{last}，写入 {changed} 处" if changed else "没有需要写入的改动")
    return redirect("desk-workbook", pk=last.pk)


@transaction.atomic
def written(request: HttpRequest, account: Account, carried: Carried) -> tuple[Account, int]:
    by, more = request.user.get_username(), carried.more
    if "place" not in more:
        raise Refused("这不是上年决算的预览；请重新上传")
    where: dict[str, Any] = more["place"]
    place = Place(where["name"], where["address"], where["day"] and date.fromisoformat(where["day"]))
    last = elsewhere.begin(
        account.unit,
        account.year - 1,
        edition=more["edition"],
        scale=Scale(more["scale"]),
        place=place,
        by=by,
    )
    return last, apply(last, carried.plan, by=by)
