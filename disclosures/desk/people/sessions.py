"""The session of a person at the desk: it ends after idle time or a day's work, and begins with a password of
one's own and, where the site asks for it, two-step login.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import ResolverMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode

SEEN, BEGUN, MUST_CHANGE, MUST_SET_UP = "seen", "begun", "must_change", "must_set_up"
BROWSER, ADDRESS = "browser", "address"
IDLE, LONG = "1", "hours"
"""Why a session has ended, as the login is told."""
NOTED_EVERY = 60
"""Seconds: more often the session is not written."""
POLLS = frozenset(
    {"desk-draft-state", "desk-entry-live", "desk-order-state", "desk-standing", "desk-texts-live"}
)
"""What pages ask by themselves: it is no sign that somebody is there."""
ALWAYS = frozenset({"password_change", "logout", "login"})
SECRET = frozenset({"csrfmiddlewaretoken", "password", "code", "seen"})


class DeskSession:
    """For addresses of the desk only; nobody else has a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not match.route.startswith("desk/") or not request.user.is_authenticated:
            return None
        if match.url_name == "login":
            return None
        now = timezone.now().timestamp()
        if why := over(request.session, now):
            return ended(request, why)
        if now - seen_at(request.session) > NOTED_EVERY and match.url_name not in POLLS:
            request.session[SEEN] = now
        return own_password_first(request, match) or code_first(request, match)


def over(session: Mapping[str, Any], now: float) -> str:
    """Why it has ended; empty while it goes on. One that a wrong clock has dated ahead has ended, too."""
    if abs(now - seen_at(session)) > settings.IDLE_MINUTES * 60:
        return IDLE
    return LONG if abs(now - session.get(BEGUN, 0)) > settings.SESSION_HOURS * 3600 else ""


def seen_at(session: Mapping[str, Any]) -> float:
    """When the person last did something; right after the login: when that was."""
    return float(session.get(SEEN) or session.get(BEGUN, 0))


def ended(request: HttpRequest, why: str) -> HttpResponse:
    """Out. What was sent just now is not done, and is shown so that it can be copied."""
    logout(request)
    login = f"{reverse('admin:login')}?{urlencode({'next': request.get_full_path(), 'ended': why})}"
    if request.method in ("GET", "HEAD"):
        return redirect(login)
    typed = {
        name: text
        for name, text in request.POST.items()
        if name not in SECRET and len(str(text)) > 1 and text
    }
    back = request.META.get("HTTP_REFERER", "")
    context = {
        "typed": typed,
        "login": login_of(back) or reverse("admin:login"),
        "reason": reason(why),
    }
    return render(request, "desk/people/ended.html", context, status=403)


def reason(why: str) -> str:
    if why == LONG:
        return f"登录已满 {settings.SESSION_HOURS} 小时"
    return f"您超过 {settings.IDLE_MINUTES} 分钟没有操作"


def login_of(page: str) -> str:
    """The login that leads back to the page where something was typed."""
    _, found, path = page.partition("/desk/")
    return f"{reverse('admin:login')}?{urlencode({'next': f'/desk/{path}'})}" if found else ""


def own_password_first(request: HttpRequest, match: ResolverMatch) -> HttpResponse | None:
    if not request.session.get(MUST_CHANGE) or match.url_name in ALWAYS:
        return None
    messages.info(request, "您用的是一次性密码。请先设置自己的密码，再开始工作。")
    return redirect("admin:password_change")


def code_first(request: HttpRequest, match: ResolverMatch) -> HttpResponse | None:
    """Who approves, publishes or administers sets up two-step login before anything else (TWO_STEP)."""
    if not request.session.get(MUST_SET_UP) or match.url_name in ALWAYS | {"desk-two-step"}:
        return None
    messages.info(request, "您的角色要先启用两步验证，再开始工作。")
    return redirect("desk-two-step")
