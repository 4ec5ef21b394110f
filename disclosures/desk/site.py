"""The desk as one AdminSite of our own: login, logout, home, and the plain pages of people and units."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import Unit
from disclosures.desk.access import drop_nul
from disclosures.desk.home import page
from disclosures.desk.people import plain
from disclosures.desk.people.login import Login
from disclosures.desk.people.models import Invitation
from disclosures.desk.people.passwords import ChangePassword
from disclosures.desk.people.sessions import MUST_CHANGE, reason
from disclosures.desk.units import UnitPage
from disclosures.public import missing

View = Callable[..., HttpResponse]
DOORS = frozenset({"index", "logout"})
OWN = DOORS | {"password_change", "password_change_done", "jsi18n"}


class DeskSite(AdminSite):
    """For everybody who does not work here only the door is there: /desk/ leads to the login.

    For everybody who does, one's own login; the plain pages only for superusers.
    """

    site_header = "决算工作台"
    site_title = "决算公开"
    index_title = "工作台"
    login_form = Login
    login_template = "desk/login.html"
    enable_nav_sidebar = False
    final_catch_all_view = False

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # type: ignore[override]
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has(request):
                return missing.page(request)
            drop_nul(request)
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    def has(self, request: HttpRequest) -> bool:
        """Whether this page is there for this person."""
        name = request.resolver_match.url_name if request.resolver_match else ""
        if not self.has_permission(request):
            return name in DOORS
        return name in OWN or request.user.is_superuser

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Notes whether the password is a one-time one; says why somebody is here who was in just now."""
        more = {"ended": reason(request.GET["ended"]) if "ended" in request.GET else ""}
        answer = super().login(request, {**more, **(extra_context or {})})
        user = request.user
        if request.method == "POST" and Invitation.objects.filter(user=user.pk).exists():
            request.session[MUST_CHANGE] = True
        return answer

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return never_cache(ChangePassword.as_view())(request)

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        return page.page(request, self)


desk = DeskSite(name="admin")
desk.register(User, plain.Person)
desk.register(Unit, UnitPage)
