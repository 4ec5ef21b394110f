"""One's own address, to which reminders are sent. Everybody may have one, nobody must."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from disclosures.desk.access import staff_only


class Address(forms.Form):
    email = forms.EmailField(
        label="邮箱",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="公开期限临近或已过、由您办理下一步时，提醒发到这里。留空就不发。",
    )


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def address_page(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = Address(request.POST if request.method == "POST" else None, initial={"email": user.email})
    if form.is_valid():
        User.objects.filter(pk=user.pk).update(email=form.cleaned_data["email"])
        messages.success(
            request, "邮箱已保存。" if form.cleaned_data["email"] else "邮箱已清空，不再发送提醒。"
        )
        return redirect("desk-address")
    return render(request, "desk/duties/address.html", {"form": form}, status=422 if form.errors else 200)
