"""People with their roles, and units, as plain admin pages."""

from typing import Any

from django.contrib.admin import ModelAdmin, TabularInline
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from accounts.models import Membership, Unit


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

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.inlines if obj else ()


class UnitPage(ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "code", "kind", "level", "region", "parent")
    list_filter = ("kind", "level")
    search_fields = ("name", "code")
    autocomplete_fields = ("parent", "successor")

    def get_readonly_fields(self, request: HttpRequest, obj: Unit | None = None) -> tuple[str, ...]:
        return ("code",) if obj else ()
