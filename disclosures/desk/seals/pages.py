"""The pages on which unit administrators register the seals that stand on the covers of their units' PDFs."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Unit
from accounts.permissions import NotFound
from accounts.refusals import Refused
from disclosures import sealing
from disclosures.desk.access import staff_only
from disclosures.desk.people.proving import has_code, prove_again
from disclosures.desk.people.staffing import administered
from disclosures.models import Seal
from disclosures.signing.seals import LARGEST, LARGEST_FILE, SMALLEST


class SealForm(forms.Form):
    """A picture. Who one is, once more, is asked beside it."""

    file = forms.FileField(
        label="印章图片（PNG）",
        widget=forms.FileInput(attrs={"accept": "image/png"}),
        help_text=f"只含印章，底色透明，或者盖在白纸上扫描的；宽和高 {SMALLEST} 到 {LARGEST} 像素，"
        f"最大 {LARGEST_FILE // 1024 // 1024} MB。",
    )


def unit_for(user: Any, pk: int) -> Unit:
    unit = administered(user).filter(pk=pk).first()
    if unit is None:
        raise NotFound(f"unit {pk}")
    return unit


@staff_only
@require_safe
def seals_page(request: HttpRequest) -> HttpResponse:
    """The units, each with what was last done about its seal."""
    units = list(administered(request.user).order_by("position", "code"))
    if not units:
        raise NotFound("seals")
    newest = {seal.unit_id: seal for seal in reversed(Seal.objects.filter(unit__in=units).in_words())}
    lines = [(unit, newest.get(unit.pk)) for unit in units]
    return render(request, "desk/seals/list.html", {"lines": lines})


@sensitive_post_parameters()
@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def seal_page(request: HttpRequest, pk: int) -> HttpResponse:
    unit = unit_for(request.user, pk)
    if request.method != "POST":
        return answer(request, unit)
    form = SealForm(request.POST, request.FILES)
    if not form.is_valid():
        return answer(request, unit, "没有收到图片：请选择文件后再登记")
    file = form.cleaned_data["file"]
    try:
        prove_again(request.user, request.POST.dict())
        sealing.register(unit, file.read(LARGEST_FILE + 1), by=request.user.get_username())
    except Refused as refusal:
        return answer(request, unit, str(refusal))
    messages.success(request, "印章已登记，下一次申请公开时用在 PDF 封面上。请在下面看印出来的样子")
    return redirect("desk-seal", pk=pk)


@sensitive_post_parameters()
@staff_only
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    unit = unit_for(request.user, pk)
    try:
        prove_again(request.user, request.POST.dict())
        sealing.end(unit, by=request.user.get_username())
    except Refused as refusal:
        return answer(request, unit, str(refusal))
    messages.success(request, "印章已停用；已经公开和申请公开的版本不变")
    return redirect("desk-seal", pk=pk)


def answer(request: HttpRequest, unit: Unit, refusal: str = "") -> HttpResponse:
    context = {
        "unit": unit,
        "seal": sealing.current(unit),
        "form": SealForm(),
        "history": Seal.objects.filter(unit=unit).in_words(),
        "asks_code": has_code(request.user),
        "refusal": refusal,
    }
    return render(request, "desk/seals/seal.html", context, status=422 if refusal else 200)


@staff_only
@require_safe
def picture(request: HttpRequest, pk: int, seal: int) -> HttpResponse:
    found = Seal.objects.filter(unit=unit_for(request.user, pk), pk=seal).exclude(picture=b"").first()
    if found is None:
        raise NotFound(f"seal {seal}")
    return HttpResponse(bytes(found.picture), "image/png")
