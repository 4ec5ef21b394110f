"""Who may enter the desk: active staff. For everybody else its addresses do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.permissions import NotFound, works_here
from disclosures.public import missing

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def staff_only(view: View[Rest]) -> View[Rest]:
    """The public page for an unknown address to all others, whatever the method, and for what is not theirs.

    Kept by no cache.
    """

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not works_here(request.user):
            return missing.page(request)
        try:
            return view(request, *args, **kwargs)
        except NotFound:
            return missing.page(request)

    return guarded
