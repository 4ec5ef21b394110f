"""Choosing a password of one's own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse_lazy

from accounts.ledger import acting
from accounts.proof import prove
from accounts.refusals import Refused
from disclosures.desk.people.models import Invitation
from disclosures.desk.people.sessions import MUST_CHANGE


class OwnPassword(PasswordChangeForm):
    """Misses of the old password are counted as before an approval: who finds a desk open cannot guess."""

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        try:
            prove(self.user, old)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None
        return old

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or self.cleaned_data
        if given.get("new_password1") and given.get("new_password1") == given.get("old_password"):
            self.add_error("new_password1", "新密码不能与原来的相同")
        return given


class ChangePassword(PasswordChangeView):
    """Afterwards a one-time password is no more, and all other sessions of the person have ended."""

    form_class = OwnPassword
    template_name = "desk/people/password.html"
    success_url = reverse_lazy("admin:index")

    def form_valid(self, form: Any) -> HttpResponse:
        user = self.request.user
        with transaction.atomic(), acting(user.get_username()):
            answer = super().form_valid(form)
            Invitation.objects.filter(user=user.pk).delete()
        self.request.session.pop(MUST_CHANGE, None)
        messages.success(self.request, "密码已修改。在别处登录的，都已退出。")
        return answer

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(**more) | {"first": MUST_CHANGE in self.request.session}
