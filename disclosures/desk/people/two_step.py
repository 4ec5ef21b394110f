"""Setting up the code on a telephone that the login asks for. Everybody may; who must, TWO_STEP says."""

from base64 import b32encode
from typing import Any

import segno
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.ledger import acting
from accounts.proof import prove
from accounts.refusals import Refused
from disclosures.desk.access import staff_only
from disclosures.desk.people import staffing
from disclosures.desk.people.proving import has_code, must_have_code, prove_again
from disclosures.desk.people.sessions import MUST_SET_UP


@sensitive_post_parameters()
@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def two_step_page(request: HttpRequest) -> HttpResponse:
    user, refusal = request.user, ""
    if has_code(user):
        return render(request, "desk/people/two_step.html", switched_on(user))
    device = waiting(user)
    if request.method == "POST":
        try:
            prove(user, request.POST.get("password", ""))
            confirm(user, request.POST.get("code", ""))
        except Refused as reason:
            refusal = str(reason)
        else:
            request.session.pop(MUST_SET_UP, None)
            messages.success(request, "两步验证已启用，下次登录时要填手机上的动态码。")
            return redirect("desk-two-step")
    context = {
        "picture": picture(device),
        "key": spaced(device),
        "refusal": refusal,
        "must": must_have_code(user),
    }
    return render(request, "desk/people/two_step.html", context, status=409 if refusal else 200)


def switched_on(user: Any) -> dict[str, Any]:
    return {"is_on": True, "asks_code": True, "must": must_have_code(user)}


def waiting(user: Any) -> TOTPDevice:
    """The key that is not confirmed yet: the same one until it is."""
    found = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return found or TOTPDevice.objects.create(user=user, name="手机", confirmed=False)


@transaction.atomic
def confirm(user: Any, code: str) -> None:
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    totp = device.verify_token(code.replace(" ", "")) if device else False
    if device is None or not totp:
        raise Refused("动态码不对：请填手机上现在显示的六位数；手机的时间要准。没有启用")
    device.confirmed = True
    with acting(user.get_username()):
        device.save(update_fields=["confirmed"])


@sensitive_post_parameters()
@staff_only
@require_POST
def end_two_step(request: HttpRequest) -> HttpResponse:
    try:
        prove_again(request.user, request.POST.dict())
    except Refused as refusal:
        context = switched_on(request.user) | {"refusal": str(refusal)}
        return render(request, "desk/people/two_step.html", context, status=409)
    staffing.drop_two_step(request.user, request.user)  # type: ignore[arg-type]
    request.session[MUST_SET_UP] = must_have_code(request.user)
    messages.success(request, "两步验证已停用。")
    return redirect("desk-two-step")


def picture(device: TOTPDevice) -> SafeString:
    """The QR code as SVG in the page: shapes only, no styles, so that the policy holds."""
    code = segno.make(device.config_url, error="m", micro=False)
    return mark_safe(code.svg_inline(scale=4, border=4, dark="#000", light="#fff", title="两步验证的二维码"))


def spaced(device: TOTPDevice) -> str:
    """The key to be typed, in groups of four."""
    key = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(key[n : n + 4] for n in range(0, len(key), 4))
