"""The pages on which unit administrators look after the people of their units."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Membership
from accounts.permissions import NotFound
from accounts.refusals import Refused
from disclosures.desk.access import staff_only
from disclosures.desk.people import staffing
from disclosures.desk.people.leaving import gaps
from disclosures.desk.people.listing import PeopleTable, lines
from disclosures.desk.people.models import RightsChange
from disclosures.desk.people.proving import has_code, prove_again
from disclosures.desk.people.running import of_late, running
from disclosures.desk.people.staffing import Invited, administered, people_of, person_for, roles_to_give

LINES = 30
NOBODY = "没有符合条件的人员。"


class RoleForm(forms.Form):
    """A role in one of the units that the person administers, and the person's own password and code."""

    unit = forms.TypedChoiceField(label="单位", coerce=int)
    role = forms.ChoiceField(label="角色")
    password = forms.CharField(
        label="再次输入您自己的登录密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label="手机上的六位动态码",
        max_length=7,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def __init__(self, user: Any, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        units = administered(user).order_by("name").values_list("pk", "name")
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]
        self.fields["role"].choices = [(role.value, role.label) for role in roles_to_give(user)]  # type: ignore[attr-defined]
        if not has_code(user):
            del self.fields["code"]


class InviteForm(RoleForm):
    username = forms.CharField(
        label="用户名", max_length=150, help_text="登录用，设定后不改。可以用姓名拼音或工号，全站不能重复。"
    )
    name = forms.CharField(label="姓名", max_length=150)
    field_order = ("username", "name", "unit", "role", "password", "code")


@staff_only
@require_safe
def people_page(request: HttpRequest) -> HttpResponse:
    units = refuse_others(request.user)
    name = request.GET.get("name", "").replace("\0", "").strip()[:100]
    shown = Membership.objects.filter(unit__in=units).select_related("unit").order_by("unit", "role")
    found = people_of(request.user).select_related("invitation")
    found = found.filter(
        Q(username__icontains=name) | Q(first_name__icontains=name) | Q(last_name__icontains=name)
    )
    found = found.prefetch_related(Prefetch("memberships", shown, to_attr="shown"))
    context = {"table": PeopleTable.wanted(request, found, NOBODY), "name": name}
    return render(request, "desk/people/list.html", context)


def refuse_others(user: Any) -> Any:
    """The units of an administrator; for all others the page is not there."""
    units = administered(user)
    if not units.exists():
        raise NotFound("people")
    return units


@sensitive_post_parameters()
@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def invite_page(request: HttpRequest) -> HttpResponse:
    refuse_others(request.user)
    form = InviteForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("username", "name", "unit", "role")}
        try:
            prove_again(request.user, form.cleaned_data)
            return told_once(request, staffing.invite(request.user, **given))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "desk/people/invite.html", {"form": form}, status=422 if form.errors else 200)


def told_once(request: HttpRequest, invited: Invited) -> HttpResponse:
    return render(request, "desk/people/invited.html", {"invited": invited})


@staff_only
@require_safe
def person_page(request: HttpRequest, pk: int) -> HttpResponse:
    return answer(request, person_for(request.user, pk))


def answer(request: HttpRequest, person: User, refusal: str = "") -> HttpResponse:
    """The page as it is now. Roles elsewhere are not told."""
    held = Membership.objects.filter(user=person, unit__in=administered(request.user))
    may_take = roles_to_give(request.user)
    context = {
        "person": person,
        "held": [(each, each.role in may_take) for each in held.select_related("unit")],
        "form": RoleForm(request.user),
        "wholly": staffing.is_wholly_mine(request.user, person),
        "own": person.pk == request.user.pk,
        "gaps": list(gaps(request.user, person)) if person.is_active else [],
        "two_step": has_code(person),
        "asks_code": has_code(request.user),
        "running": running(person),
        "of_late": of_late(person),
        "lines": lines(RightsChange.objects.filter(person=person.pk).order_by("-id")[:LINES]),
        "refusal": refusal,
    }
    if not context["wholly"]:
        context |= {"lines": [], "running": [], "of_late": []}
    return render(request, "desk/people/person.html", context, status=409 if refusal else 200)


Act = Callable[[Any, User, Any], str]


def acts(act: Act, *, proven: bool = False) -> Callable[[HttpRequest, int], HttpResponse]:
    """A view that does it, says so and leads back; a refusal is shown on the page of the person."""

    @sensitive_post_parameters()
    @staff_only
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        person = person_for(request.user, pk)
        try:
            if proven:
                prove_again(request.user, request.POST.dict())
            said = act(request.user, person, request.POST)
        except Refused as refusal:
            return answer(request, person, str(refusal))
        messages.success(request, said)
        gone = not people_of(request.user).filter(pk=pk).exists()
        return redirect("desk-people") if gone else redirect("desk-person", pk=pk)

    return view


def give(by: Any, person: User, sent: Any) -> str:
    staffing.give(by, person, unit=number(sent.get("unit", "")), role=sent.get("role", ""))
    return "角色已设置"


def take(by: Any, person: User, sent: Any) -> str:
    staffing.take(by, person, number(sent.get("membership", "")))
    return "角色已移除"


def switch_off(by: Any, person: User, sent: Any) -> str:
    staffing.switch(by, person, on=False)
    told = f"{person.get_username()}已停用，不能再登录；办理过的事项仍记在名下"
    return "；".join([told, *map(str, gaps(by, person))])


def switch_on(by: Any, person: User, sent: Any) -> str:
    staffing.switch(by, person, on=True)
    return f"{person.get_username()}已启用"


def end_sessions(by: Any, person: User, sent: Any) -> str:
    count = staffing.end_sessions(by, person)
    return f"{person.get_username()}的 {count} 个登录都已退出；密码没有变，可以再登录"


def drop_two_step(by: Any, person: User, sent: Any) -> str:
    staffing.drop_two_step(by, person)
    return f"{person.get_username()}的两步验证已停用，可以重新设置"


def number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


@sensitive_post_parameters()
@staff_only
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Another one-time password, shown in this answer and nowhere else."""
    person = person_for(request.user, pk)
    try:
        prove_again(request.user, request.POST.dict())
        return told_once(request, staffing.renew_password(request.user, person))
    except Refused as refusal:
        return answer(request, person, str(refusal))
