"""The login of the desk: name and password, the code where one has been set up, and the lock after misses."""

import logging
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.refusals import Refused
from disclosures.desk.people.doors import address
from disclosures.desk.people.models import Invitation
from disclosures.desk.people.proving import verify

log = logging.getLogger(__name__)
INVITED_FOR = timedelta(days=14)
"""How long a one-time password is good."""


class Login(AdminAuthenticationForm):
    code = forms.CharField(
        label="动态码",
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        help_text="启用了两步验证的填手机上的六位数；没有启用的留空。",
    )

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        invitation = Invitation.objects.filter(user=user).first()
        if invitation and timezone.now() - invitation.at > INVITED_FOR:
            raise ValidationError(f"一次性密码已过 {INVITED_FOR.days} 天，不能再用。请管理员重新给一个。")
        try:
            verify(user, self.cleaned_data.get("code") or "")
        except Refused as refusal:
            log.warning("login refused: %s by the code, from %s", user, address(self.request))
            raise ValidationError(str(refusal)) from None


def locked_out(request: HttpRequest, answer: HttpResponse, credentials: Any) -> HttpResponse:
    """The same for names there are and there are not."""
    log.warning("login locked, asked from %s", address(request))
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    form = Login(request)
    said = (
        f"密码输错 {settings.AXES_FAILURE_LIMIT} 次，请 {minutes} 分钟后再试，或请单位管理员重新给一个密码。"
    )
    return render(request, "desk/login.html", {"form": form, "locked": said}, status=429)
