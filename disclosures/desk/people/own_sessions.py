"""Where one is logged in, and ending that elsewhere: a colleague's machine, a lost laptop."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.refusals import Refused
from disclosures.desk.access import staff_only
from disclosures.desk.people.proving import has_code, prove_again
from disclosures.desk.people.running import end, of_late, running


@sensitive_post_parameters()
@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def own_sessions_page(request: HttpRequest) -> HttpResponse:
    user, here, refusal = request.user, request.session.session_key, ""
    found = running(user)
    others = [each for each in found if each.key != here]
    marks = request.POST.getlist("mark")
    if request.method == "POST":
        chosen = [each for each in others if "all" in request.POST or each.mark in marks]
        try:
            if not chosen:
                raise Refused("没有选择，或者选择的已经退出；没有办理")
            prove_again(user, request.POST.dict())
        except Refused as reason:
            refusal = str(reason)
        else:
            end(chosen, user, by=user)
            messages.success(request, f"已退出别处的 {len(chosen)} 个登录。")
            return redirect("desk-sessions")
    context = {
        "here": [each for each in found if each.key == here],
        "others": others,
        "marks": marks,
        "of_late": of_late(user),
        "asks_code": has_code(user),
        "refusal": refusal,
    }
    return render(request, "desk/people/sessions.html", context, status=409 if refusal else 200)
