"""Who may enter the desk: active staff. For everybody else its addresses do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from disclosures.public import missing

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def staff_only(view: View[Rest]) -> View[Rest]:
    """The public page for an unknown address to all others, whatever the method; kept by no cache."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        user = request.user
        if not (user.is_authenticated and user.is_active and user.is_staff):
            return missing.page(request)
        return view(request, *args, **kwargs)

    return guarded
