"""Where an account stands: who acts next, what one may do, what is still asked, what was said and done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import comments, history, ledger, workflow
from accounts.figures import Address
from accounts.models import Account, Comment, Step
from accounts.permissions import account_for
from accounts.roles import roles_of, who
from accounts.transitions import WITHDRAW, Transition, Verb, transition
from disclosures import corrections, publishing
from disclosures.desk.access import staff_only
from disclosures.desk.people.proving import has_code
from disclosures.desk.review import frame
from disclosures.desk.workflow.naming import Names
from disclosures.models import Publication, Reopening
from disclosures.submitting import demands

Status = Account.Status
TRACK = (Status.DRAFT, Status.SUBMITTED, Status.REVIEWED, Status.REPLIED, Status.PUBLISHED)


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    value: str = ""
    required: bool = True
    type: str = "date"
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Form:
    """A step that this person may take now, as it is asked for."""

    step: Transition
    fields: tuple[Field, ...]
    reason: str

    @property
    def key(self) -> str:
        return self.step.verb.value


@dataclass(frozen=True)
class Remark:
    """A comment with the name of its place."""

    comment: Comment
    place: str
    is_open: bool
    typed: str
    cell: Address | None
    """Where it is one of a table."""


@staff_only
@require_safe
def steps_page(request: HttpRequest, pk: int) -> HttpResponse:
    return answer(request, account_for(request.user, pk))


def answer(request: HttpRequest, account: Account, refusal: str = "", kept: Any = None) -> HttpResponse:
    """The page as it is now. After a refusal it says why and keeps what was typed."""
    kept = kept or {}
    case, steps = ledger.load_case(account), list(Step.objects.filter(account=account).order_by("-id"))
    roles = roles_of(request.user, account)
    names, place = Names(case), kept.get("place", request.GET.get("place", ""))
    said = list(remarks(account, names, kept))
    context = {
        **frame(account, "desk-steps"),
        **stands(account, steps),
        "refusal": refusal,
        "forms": [form(account, each, kept) for each in corrections.steps_for(request.user, account)],
        "seen": steps[0].pk if steps else 0,
        "published": publishing.current(account),
        "versions": list(Publication.objects.of(account.unit.code, account.year)),
        "may_withdraw": bool(WITHDRAW.roles & roles),
        "why_not": why_not(request.user, account, roles),
        "asked": demands(account, case) if account.is_open else None,
        "may_sign": account.is_open and bool(comments.ANSWER & roles),
        "remarks": said,
        "still_open": sum(each.is_open for each in said),
        "may_say": may_say(account, roles),
        "may_answer": bool(comments.ANSWER & roles),
        "may_close": bool(comments.SAY & roles),
        "place": place,
        "place_name": names.of(place),
        "kept": kept,
        "today": timezone.localdate(),
        "compared": compared(account),
        "asks_code": partial(has_code, request.user),  # asked only where a form needs it
    }
    return render(request, "desk/workflow/steps.html", context, status=409 if refusal else 200)


def may_say(account: Account, roles: Iterable[Any]) -> bool:
    """Whether somebody with these roles may comment on the account as it is now."""
    return account.status not in (Status.ORDERED, Status.PUBLISHED) and bool(comments.SAY & set(roles))


def stands(account: Account, steps: list[Step]) -> dict[str, Any]:
    at = TRACK.index(Status.REPLIED if account.status == Status.ORDERED else Status(account.status))
    track = [(status.label, "done" if n < at else "now" if n == at else "") for n, status in enumerate(TRACK)]
    order = account.orders.filter(state__in=("waiting", "failed")).first()
    return {"track": track, "waiting": workflow.who_acts_next(account), "steps": steps, "order": order}


def form(account: Account, step: Transition, kept: Any) -> Form:
    mine = kept if kept.get("verb") == step.verb else {}
    return Form(step, tuple(fields(account, step, mine)), mine.get("reason", ""))


def fields(account: Account, step: Transition, kept: Any) -> Iterator[Field]:
    if step.verb == Verb.REPLY:
        yield Field("replied", "批复日期", kept.get("replied") or iso(account.replied_on))
        approved = kept.get("approved") or iso(account.approved_on)
        yield Field("approved", "人大常委会批准日期（没有的留空）", approved, required=False)
    if step.verb == Verb.ORDER:
        yield Field("disclosed", "公开日期", kept.get("disclosed") or iso(timezone.localdate()))
    if step.verb == Verb.REOPEN:
        kinds = tuple(Reopening.Kind.choices)
        yield Field("kind", "更正类型", kept.get("kind", ""), type="choice", choices=kinds)
        label = "财政部门同意的文号（更正数字时必填）"
        yield Field("reference", label, kept.get("reference", ""), required=False, type="text")


def iso(day: Any) -> str:
    return day.isoformat() if day else ""


def why_not(user: Any, account: Account, roles: Iterable[Any]) -> str:
    """Why somebody with the role may not take the next step."""
    waiting = {Status.SUBMITTED: Verb.REVIEW, Status.REVIEWED: Verb.REPLY}.get(Status(account.status))
    step = transition(account, waiting) if waiting else None
    if step and step.roles & set(roles) and workflow.is_by(workflow.submission(account), user):
        return f"这一轮是您报送的，{step.title}要由另一位{who(step.roles)}办理。"
    return ""


def remarks(account: Account, names: Names, kept: Any) -> Iterator[Remark]:
    """Those still open first."""
    found = list(comments.of(account))
    for each in sorted(found, key=lambda comment: not comments.is_open(comment)):
        typed = kept.get("answer", "") if kept.get("comment") == str(each.pk) else ""
        yield Remark(each, names.of(each.place), comments.is_open(each), typed, names.address(each.place))


def compared(account: Account) -> Step | None:
    return history.compared_with(account, history.submissions(account))
