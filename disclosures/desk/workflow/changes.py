"""What was changed: since a submission for the reviewer, and altogether with filters, also for one cell."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import comments, history, ledger
from accounts.models import Acceptance, Account, Step
from accounts.permissions import account_for
from accounts.roles import roles_of
from disclosures.desk.access import staff_only
from disclosures.desk.review import frame
from disclosures.desk.workflow.naming import Names, clipped, differing
from disclosures.desk.workflow.pages import remarks

PER_PAGE = 100
LONGEST, WHOLE = 120, 100_000
"""Characters of a changed text in the list of all changes, and where it is what one came to read."""


@dataclass(frozen=True)
class Row:
    """A change as it is read. A text is cut where its two versions differ."""

    place: str
    name: str
    is_text: bool
    was: str
    becomes: str
    pieces: tuple[str, str, str, str]
    by: str
    at: datetime
    times: int = 1
    reverted: bool = False


def row(names: Names, each: history.Line | history.Net, longest: int = WHOLE) -> Row:
    is_text = each.kind == "text"
    return Row(
        place=each.where,
        name=names.of(each.where),
        is_text=is_text,
        was=names.said(each.kind, each.where, each.was),
        becomes=names.said(each.kind, each.where, each.becomes),
        pieces=clipped(differing(each.was, each.becomes), longest) if is_text else ("", "", "", ""),
        by=each.by,
        at=each.at,
        times=getattr(each, "times", 1),
        reverted=getattr(each, "reverted", False),
    )


def step_of(account: Account, text: str) -> Step | None:
    """A step of this account that somebody asks for by its number."""
    if not text.isdecimal() or len(text) > 18:
        return None
    return Step.objects.filter(account=account, pk=int(text)).first()


def query(request: HttpRequest) -> str:
    """All that was asked for but the page."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


def acceptances(account: Account, names: Names, since: Step) -> list[tuple[str, Acceptance]]:
    """What was let stand with a reason since the step, and is not retracted."""
    rows = Acceptance.objects.filter(account=account, at__gt=since.at, retraction=None).order_by("id")
    return [(names.of(each.place), each) for each in rows]


@staff_only
@require_safe
def changes_page(request: HttpRequest, pk: int) -> HttpResponse:
    account = account_for(request.user, pk)
    submitted = history.submissions(account)
    since = step_of(account, request.GET.get("since", "")) or history.compared_with(account, submitted)
    names = Names(ledger.load_case(account))
    found = history.changes_since(account, since) if since else []
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **frame(account, "desk-steps"),
        "since": since,
        "choices": list(Step.objects.filter(account=account).order_by("-id")),
        "page": page,
        "rows": [row(names, each) for each in page],
        "changed": sum(not each.reverted for each in found),
        "reverted": sum(each.reverted for each in found),
        "accepted": acceptances(account, names, since) if since else [],
        "may_say": bool(comments.SAY & roles_of(request.user, account)),
        "query": query(request),
    }
    return render(request, "desk/workflow/changes.html", context)


@staff_only
@require_safe
def history_page(request: HttpRequest, pk: int) -> HttpResponse:
    account = account_for(request.user, pk)
    asked = {name: request.GET.get(name, "") for name in ("cell", "by", "since")}
    since = step_of(account, asked["since"])
    lines = history.lines(account, where=asked["cell"], by=asked["by"], since=since)
    names = Names(ledger.load_case(account))
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        **frame(account, "desk-steps"),
        "asked": asked,
        "name": names.of(asked["cell"]) if asked["cell"] else "",
        "writers": history.writers(account),
        "steps": list(Step.objects.filter(account=account).order_by("-id")),
        "page": page,
        "rows": [row(names, each, WHOLE if asked["cell"] else LONGEST) for each in history.as_lines(page)],
        "remarks": [
            each for each in remarks(account, names, {}) if each.comment.place == asked["cell"] != ""
        ],
        "may_say": bool(comments.SAY & roles_of(request.user, account)),
        "query": query(request),
    }
    return render(request, "desk/workflow/history.html", context)
