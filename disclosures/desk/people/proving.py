"""Who one is, once more: the password and, where it was set up, the code on the telephone."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import Membership
from accounts.proof import prove
from accounts.refusals import Refused


def has_code(user: Any) -> bool:
    """Whether the person has set up two-step login."""
    return bool(TOTPDevice.objects.filter(user=user.pk, confirmed=True).exists())


def must_have_code(user: Any) -> bool:
    """Whether TWO_STEP asks the person for two-step login. A clerk alone can make nothing public."""
    if settings.TWO_STEP == "optional":
        return False
    if settings.TWO_STEP == "everybody" or user.is_superuser:
        return True
    return bool(Membership.objects.filter(user=user.pk).exclude(role=Membership.Role.CLERK).exists())


def prove_again(user: Any, sent: Mapping[str, str]) -> None:
    """Refused where the password or the code of a form is not the person's, or two-step login is missing that
    TWO_STEP asks for. A code is looked at after the password only, so that a wrong password does not use it
    up. Call it outside the act's transaction.
    """
    if must_have_code(user) and not has_code(user):
        raise Refused("本站要求先启用两步验证再办理：请到工作台首页点“两步验证”。没有办理")
    prove(user, sent.get("password", ""))
    verify(user, sent.get("code", ""))


def verify(user: Any, code: str) -> None:
    """Refused where a code was set up and this is not it. The rows are locked: no code is good twice."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
        now = timezone.now()
        if device and (device.throttling_failure_timestamp or now) > now:
            device.throttling_failure_timestamp = None  # dated by a wrong clock: it would lock until then
        allowed = device is None or device.verify_is_allowed()[0]
        right = device is None or (allowed and device.verify_token(code.replace(" ", "")))
    if not allowed:
        raise Refused("动态码错误次数过多，请稍等片刻再试。")
    if not right:
        wrong = "动态码不对，请填手机上现在显示的六位数；用过的不能再用，请等下一个。"
        raise Refused(wrong if code else "请填动态码：您启用了两步验证。")
