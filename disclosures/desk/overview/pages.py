"""The first page of an account: where it stands, who acts next, and every piece of it with a link."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import acceptance, elsewhere, ledger, workflow
from accounts.case import Case
from accounts.consolidation.telling import out_of_date
from accounts.models import Account, Step
from accounts.permissions import account_for, may_write
from disclosures import corrections
from disclosures.assembly import build
from disclosures.checks import run
from disclosures.desk import findings
from disclosures.desk.access import staff_only
from disclosures.desk.home.due import due
from disclosures.desk.overview.contents import Contents, Item
from disclosures.desk.review import frame
from disclosures.desk.working_copy import DATA
from disclosures.duties.terms import terms_of
from disclosures.models import Publication
from disclosures.report import Issue
from disclosures.submitting import demands

EVENTS = 5
REOPENING = (Step.Verb.RETURN, Step.Verb.REOPEN, Step.Verb.WITHDRAW)


@staff_only
@require_safe
def overview_page(request: HttpRequest, pk: int) -> HttpResponse:
    account = account_for(request.user, pk)
    steps = list(Step.objects.filter(account=account).order_by("-id")[:EVENTS])
    case = ledger.load_case(account)
    writes = account.is_open and may_write(request.user, account)
    pieces = stages(account, case)
    first = unfinished(pieces) if writes else None
    context = {
        **frame(account, "desk-account"),
        "waiting": workflow.who_acts_next(account),
        "first": first,
        "own": [
            each.title
            for each in corrections.steps_for(request.user, account)
            if not (first and each.verb == Step.Verb.SUBMIT)
        ],
        "returned": returned(account, steps),
        "due": due(terms_of(account), timezone.localdate()) if account.is_ours else None,
        "origin": None if account.is_ours else elsewhere.origin_of(account),
        **last_year(request, account),
        "may_write": writes,
        "stages": pieces,
        "news": out_of_date(case),
        "steps": steps,
        "published": Publication.objects.current().filter(unit=account.unit, year=account.year).first(),
    }
    return render(request, "desk/overview/account.html", context)


def last_year(request: HttpRequest, account: Account) -> dict[str, Any]:
    """Where last year's figures are from when they are not ours; whether they might be brought in."""
    found = elsewhere.last_year_of(account)
    asks = account.is_ours and account.is_open and may_write(request.user, account)
    source = elsewhere.source_of_last_year(account) if asks and not found else Account.Source.PORTAL
    only = source == Account.Source.COMPARISON
    lacks = only or not source
    return {"elsewhere": found, "lacks_last": account.year - 1 if lacks else None, "only_compared": only}


def stages(account: Account, case: Case) -> list[dict[str, Any]]:
    page = findings.page(case, run(case), acceptance.given(account))
    unmet = demands(account, case).unmet if account.is_open else ()
    contents = Contents(case, build(case, Issue()), page, unmet)
    addresses = Addresses(account)
    return [
        {"stage": stage, "items": [(item, *addresses.of(item)) for item in stage.items]}
        for stage in contents.stages()
    ]


def unfinished(pieces: list[dict[str, Any]]) -> tuple[Item, str] | None:
    """What to go on with: the first piece that keeps the account from being submitted, and its address."""
    items = (each for piece in pieces for each in piece["items"])
    return next(((item, to) for item, to, _ in items if item.is_left and item.kind != "submit"), None)


class Addresses:
    """Where each piece is worked on, and where its findings are."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.top = reverse("desk-account", args=[account.pk])

    def of(self, item: Item) -> tuple[str, str]:
        found = f"{self.top}findings/#g-{item.anchor}" if item.found and item.anchor else ""
        return self.piece(item), found

    def piece(self, item: Item) -> str:
        preview = f"{self.top}preview/#{item.key}"
        match item.kind:
            case "table":
                return f"{self.top}tables/{item.key.removeprefix(DATA)}/"
            case "text":
                return self.there(f"{self.top}texts/", f"#{item.key}") or preview
            case "projects":
                return self.there(f"{self.top}projects/") or preview
            case "submit":
                return f"{self.top}steps/"
            case kind:
                return f"{self.top}{kind}/"

    def there(self, address: str, rest: str = "") -> str:
        return f"{address}{rest}" if is_there(address) else ""


def is_there(address: str) -> bool:
    """Whether the desk has such a page; all other addresses are those of the public side."""
    return resolve(address).route.startswith("desk/")


def returned(account: Account, steps: list[Step]) -> Step | None:
    """Why a draft is one again."""
    last = steps[0] if steps else None
    return last if account.is_open and last and last.verb in REOPENING else None
