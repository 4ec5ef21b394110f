"""People with their roles as plain admin pages."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import TabularInline
from django.contrib.auth.admin import UserAdmin
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect

from accounts.ledger import acting
from accounts.models import Membership


class Roles(TabularInline):  # type: ignore[type-arg]
    model = Membership
    extra = 1
    autocomplete_fields = ("unit",)


class Person(UserAdmin):  # type: ignore[type-arg]
    """A person is switched off, not deleted: what they did bears their name."""

    inlines = (Roles,)
    add_form_template = "desk/person_add.html"
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("姓名", {"fields": ("last_name", "first_name", "email")}),
        ("权限", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("时间", {"fields": ("last_login", "date_joined")}),
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

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        with transaction.atomic(), acting(request.user.get_username()):
            return super().user_change_password(request, id, form_url)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.inlines if obj else ()
