"""People with their roles as plain admin pages."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import TabularInline
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.functional import cached_property

from accounts.ledger import acting
from accounts.models import Membership
from accounts.refusals import Refused
from disclosures.desk.people.proving import prove_again


class Roles(TabularInline):  # type: ignore[type-arg]
    model = Membership
    extra = 1
    autocomplete_fields = ("unit",)


class Proven(UserChangeForm):  # type: ignore[type-arg]
    """With the password and the code of who changes it: `by`, whom the page sets."""

    by: Any
    own_password = forms.CharField(
        label="您自己的登录密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    own_code = forms.CharField(
        label="您手机上的六位动态码",
        required=False,
        help_text="没有启用两步验证的留空。",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return given
        proof = {"password": given.get("own_password", ""), "code": given.get("own_code", "")}
        try:
            prove_again(self.by, proof)
        except Refused as refusal:
            self.add_error("own_password", str(refusal))
        return given

    @cached_property
    def changed_data(self) -> list[str]:
        """Of the person: the line of the change does not name the proof."""
        return [name for name in super().changed_data if not name.startswith("own_")]


class Person(UserAdmin):  # type: ignore[type-arg]
    """A person is switched off, not deleted: what they did bears their name.

    Another password is given on the person's page of the desk, and shown once.
    """

    form = Proven
    inlines = (Roles,)
    add_form_template = "desk/person_add.html"
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("姓名", {"fields": ("last_name", "first_name", "email")}),
        ("权限", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("时间", {"fields": ("last_login", "date_joined")}),
        ("保存前确认", {"fields": ("own_password", "own_code")}),
    )
    list_display = ("username", "last_name", "first_name", "is_staff", "is_active")

    def _changeform_view(self, request: HttpRequest, *given: Any) -> Any:
        """Each change bears the name of who made it; the last administrator of a unit stays."""
        try:
            with transaction.atomic(), acting(request.user.get_username()):
                return super()._changeform_view(request, *given)  # type: ignore[misc]
        except IntegrityError:
            messages.error(request, "没有保存：每个单位至少要有一位在岗的单位管理员，请先设置另一位。")
            return redirect(request.get_full_path())

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **more: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **more)
        form.by = request.user
        return form

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        return redirect("desk-person", pk=id)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.inlines if obj else ()
