"""Units as plain pages for superusers: entered, renamed, moved, dissolved; deleted if nothing is theirs."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin, TabularInline
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.db import transaction
from django.http import HttpRequest

from accounts.models import Account, Membership, Succession, Unit, UnitName
from disclosures import served
from disclosures.catalogue import keeping
from disclosures.desk.sent import number
from disclosures.duties.models import Duty


class UnitForm(forms.ModelForm):  # type: ignore[type-arg]
    renamed_on = forms.DateField(
        label="新名称启用日期",
        required=False,
        widget=AdminDateWidget,
        help_text="改名称时必填；原名称记为曾用名。只是改正错字的，勾选下一项",
    )
    is_slip = forms.BooleanField(label="只是改正错字", required=False, help_text="原来写错的名称不记为曾用名")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.is_renamed and not given.get("renamed_on") and not given.get("is_slip"):
            self.add_error("renamed_on", "改了名称：请填写新名称从哪一天起启用，或者勾选“只是改正错字”")
        since = given.get("renamed_on")
        if since and self.instance.names.filter(valid_from__gte=since).exists():
            self.add_error("renamed_on", "这一天或以后已经有过另一次改名，新名称的启用日期应当更晚")
        return given

    @property
    def is_renamed(self) -> bool:
        return bool(self.instance.pk) and "name" in self.changed_data


class NamesForm(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        """The page of a renaming still shows the names as they were."""
        super().clean()
        before = Unit.objects.filter(pk=self.instance.pk).first()
        if before and before.name != self.instance.name and self.has_changed():
            raise forms.ValidationError("改名称和改名称沿革请分两次保存：先改名称")


class Names(TabularInline):  # type: ignore[type-arg]
    model = UnitName
    formset = NamesForm
    extra = 1


class Found(AutocompleteSelect):
    """Django's fails where what was sent is no number; here nothing is chosen then, and the form says so."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        return super().optgroups(name, [each for each in value if number(str(each)) is not None], attr)


class Finding(BaseModelAdmin):  # type: ignore[type-arg]
    """A page that finds units by typing."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **more: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            more["widget"] = Found(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **more)


class Successions(Finding, TabularInline):  # type: ignore[type-arg]
    model = Succession
    fk_name = "unit"
    autocomplete_fields = ("successor",)
    extra = 1


class UnitPage(Finding, ModelAdmin):  # type: ignore[type-arg]
    form = UnitForm
    list_display = ("name", "code", "kind", "level", "region", "parent")
    list_filter = ("kind", "level")
    search_fields = ("name", "code", "names__name")
    autocomplete_fields = ("parent",)
    inlines = (Successions, Names)
    actions = None

    def get_fields(self, request: HttpRequest, obj: Unit | None = None) -> Any:
        """What is asked at a renaming stands behind the name."""
        own = [each.name for each in Unit._meta.fields if each.name != "id"]
        place = own.index("name") + 1
        return [*own[:place], *(("renamed_on", "is_slip") if obj else ()), *own[place:]]

    def get_readonly_fields(self, request: HttpRequest, obj: Unit | None = None) -> tuple[str, ...]:
        return ("code",) if obj else ()

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Unit, form: Any, change: bool) -> None:
        before = Unit.objects.filter(pk=obj.pk).first()
        super().save_model(request, obj, form, change)
        served.follow_unit_on_commit(obj, before)
        if before and before.name != obj.name:
            if not form.cleaned_data["is_slip"]:
                note_names(before, obj, form.cleaned_data["renamed_on"])
            keeping.follow_names_on_commit(obj)
        if obj.dissolved and (before is None or not before.dissolved):
            for told in left_open(obj):
                messages.warning(request, told)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if any(each.model is UnitName and each.has_changed() for each in formsets):
            keeping.follow_names_on_commit(form.instance)
        for told in unlikely(form.instance):
            messages.info(request, told)

    def delete_model(self, request: HttpRequest, obj: Unit) -> None:
        """Only what nothing refers to can be: the database says what does."""
        gone = list(served.leading.pages_about(obj))
        super().delete_model(request, obj)
        served.remove_on_commit(gone)


def unlikely(unit: Unit) -> Iterator[str]:
    """What may have been forgotten of the two that go together: a sentence."""
    heirs = "、".join(each.name for each in unit.successors.all())
    if heirs and not unit.dissolved:
        yield f"{unit}没有勾选“已撤销”：以后照旧公开，只是一部分职责转给了{heirs}"
    if unit.dissolved and not heirs:
        yield f"{unit}已撤销，没有填承接单位：读者只看到“已撤销”"


def note_names(before: Unit, now: Unit, since: date) -> None:
    """The former name, unless it is on record already, and the new one with its day."""
    if not now.names.filter(name=before.name).exists():
        UnitName.objects.create(unit=now, name=before.name)
    UnitName.objects.create(unit=now, name=now.name, valid_from=since)


def left_open(unit: Unit) -> list[str]:
    """What is still to be done of a unit that was dissolved: a sentence each."""
    ours = Account.objects.filter(unit=unit, source=Account.Source.PORTAL)
    unfinished = ours.exclude(status=Account.Status.PUBLISHED).order_by("year")
    told = [f"{each}还在“{each.get_status_display()}”，由原单位的人员办完" for each in unfinished]
    owed = Duty.objects.filter(unit=unit).exclude(year__in=ours.values("year")).order_by("year")
    told += [f"{unit}还在{each.year}年度的公开名单上：不再公开的，请财政部门移出" for each in owed]
    staff = Membership.objects.filter(unit=unit, user__is_active=True).values("user").distinct().count()
    return [*told, f"{unit}还有 {staff} 人有角色，事情办完后在“人员”中移除"] if staff else told
