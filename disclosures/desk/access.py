"""Who may enter the desk: active staff. For everybody else its addresses do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.cache import never_cache

from accounts.permissions import NotFound, works_here
from disclosures.public import missing

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def drop_nul(request: HttpRequest) -> None:
    """From what was sent: the database takes none, and nobody has typed one."""
    request.GET, request.POST = without_nul(request.GET), without_nul(request.POST)  # type: ignore[assignment]


def without_nul(sent: QueryDict) -> QueryDict:
    if not any("\0" in text for name, texts in sent.lists() for text in (name, *texts)):
        return sent
    cleaned = sent.copy()
    cleaned.clear()
    for name, texts in sent.lists():
        cleaned.setlist(name.replace("\0", ""), [text.replace("\0", "") for text in texts])
    return cleaned


def staff_only(view: View[Rest]) -> View[Rest]:
    """The public page for an unknown address to all others, whatever the method, and for what is not theirs.

    Kept by no cache.
    """

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not works_here(request.user):
            return missing.page(request)
        drop_nul(request)
        try:
            return view(request, *args, **kwargs)
        except NotFound:
            return missing.page(request)

    return guarded
