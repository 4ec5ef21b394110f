"""From a draft to a published account, by the steps of `accounts.transitions`.

A verb locks the account, reads it again, asks for role, reason and a second person, and leaves a line; the
database asks once more (migration 0007). What must be in order before submission, and what a version is made
from, is known to `disclosures.submitting` and `disclosures.publishing`.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import content, ledger
from accounts.days import day
from accounts.models import Account, Comment, Step
from accounts.refusals import Refused, Stale
from accounts.roles import people, require, roles_of, who
from accounts.steps import last_step, locked, move, name_of, why_closed
from accounts.transitions import TRANSITIONS, WAITING, Status, Transition, Verb, transition

ELSEWHERE = "是在别处公开的，导入本站只供比较"
CORRECTION = (
    "更正它，只是使它与那里公开的一致；那里另发了更正的，重新导入。本站不公开它，也不改变已公开的任何版本。"
)


def submission(account: Account) -> Step | None:
    """The last time it was submitted."""
    return Step.objects.filter(account=account, after=Status.SUBMITTED).order_by("-id").first()


def is_by(step: Step | None, user: Any) -> bool:
    """Whether that step was this person's, also under another name."""
    if step is None:
        return False
    same = step.person is not None and step.person == user.pk
    return same or plain(step.by) == plain(user.get_username())


def plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().lower()


Check = Callable[[Account], str]
"""Asks the locked account for whatever else a step needs; gives the mark of its content, or refuses."""


@transaction.atomic
def take(
    account: Account,
    verb: Verb,
    *,
    by: Any,
    reason: str = "",
    seen: int | None = None,
    check: Check = lambda account: "",
) -> Step:
    """Take a step. The same step by the same person again, as by a second click, gives the step there is.

    `seen` is the last step that the person had before them (0 for none): another since then is refused.
    """
    account, last = locked(account), last_step(account)
    refuse_not_ours(account)
    step, reason = transition(account, verb), reason.replace("\r\n", "\n").strip()
    if step is None:
        since = Step.objects.filter(account=account, pk__gt=seen or 0).order_by("id")
        done = last if seen is None else since.first()
        if done and done.verb == verb and is_by(done, by):
            return done
        raise Refused(
            f"{account}{account.get_status_display()}{told(last)}，不能{verb.label}。{next_of(account)}"
        )
    require(by, account, step.roles, verb.label)
    if seen is not None and seen != (last.pk if last else 0):
        raise Stale(f"{account}在您打开页面之后有了变动{told(last)}，没有办理。请看现在的内容再办")
    if step.approves and is_by(submission(account), by):
        raise Refused(f"这一轮是{name_of(by)}报送的，不能由同一人{verb.label}；请另一位{who(step.roles)}办理")
    if step.reason and not reason:
        raise Refused(f"{step.title}要写明理由，没有办理")
    return move(account, step.after, verb=verb, by=by, reason=reason, content=check(account))


def refuse_not_ours(account: Account) -> None:
    if account.source == Account.Source.COMPARISON:
        raise Refused(f"{account}仅供比较，不能报送和公开")
    if not account.is_ours:
        raise Refused(f"{account}{ELSEWHERE}，不能报送和公开")


def told(step: Step | None) -> str:
    """Who did the last step, in brackets."""
    if step is None:
        return ""
    at = timezone.localtime(step.at)
    return f"（{step.by}于{at.month}月{at.day}日{at:%H:%M}{step.get_verb_display() or '办理'}）"


def next_of(account: Account) -> str:
    return WAITING[Status(account.status)][1]


def review(account: Account, *, by: Any, seen: int | None = None) -> Step:
    """审核通过, by a second person, of what was submitted."""
    return take(account, Verb.REVIEW, by=by, seen=seen, check=settled)


def return_to_clerk(account: Account, *, by: Any, reason: str, seen: int | None = None) -> Step:
    """退回, with a reason. A reply that had been registered is no more."""

    def undo(account: Account) -> str:
        if account.status == Status.REPLIED:
            Account.objects.filter(pk=account.pk).update(replied_on=None, approved_on=None)
        return ""

    return take(account, Verb.RETURN, by=by, reason=reason, seen=seen, check=undo)


def reply(
    account: Account, *, by: Any, replied: date | None, approved: date | None = None, seen: int | None = None
) -> Step:
    """批复: the bureau registers its date, and that of the congress's approval where there was one."""
    if replied is None:
        raise Refused("没有填写批复日期，没有办理")
    if max(replied, approved or replied) > timezone.localdate():
        raise Refused("批复日期和批准日期不能晚于今天，没有办理")
    if approved and approved > replied:
        raise Refused(f"批准日期{day(approved)}晚于批复日期{day(replied)}，没有办理")

    def register(account: Account) -> str:
        Account.objects.filter(pk=account.pk).update(replied_on=replied, approved_on=approved)
        return settled(account)

    words = f"{day(replied)}批复" + (f"，{day(approved)}批准" if approved else "")
    return take(account, Verb.REPLY, by=by, reason=words, seen=seen, check=register)


def settled(account: Account) -> str:
    """The mark of what was submitted; refused while a comment is open, or where the report has changed."""
    still_open = Comment.objects.filter(account=account, closing=None).count()
    if still_open:
        raise Refused(f"还有 {still_open} 条审核意见没有办结，没有办理；请先由审核人办结，或退回填报人")
    submitted, now = submission(account), content.mark(ledger.load_case(account))
    if submitted is None or submitted.content != now:
        raise Refused(
            "报送之后，报告的内容变了：上年数、单位名称等取自别处的内容有改动。没有办理；请退回后重新报送"
        )
    return now


@dataclass(frozen=True)
class Waiting:
    """Who acts next, by name, and what happens then."""

    status: str
    sentence: str
    people: tuple[str, ...]
    then: str
    locked: str


def who_acts_next(account: Account) -> Waiting:
    if not account.is_ours:
        return Waiting("在别处公开", f"{account}{ELSEWHERE}。", (), CORRECTION, "")
    verb, sentence = WAITING[Status(account.status)]
    step = transition(account, verb)
    assert step is not None, account.status
    able = people(account, step.roles) if step.roles else []
    return Waiting(account.get_status_display(), sentence, tuple(able), step.then, why_locked(account))


def why_locked(account: Account) -> str:
    """Why nobody may write it, and who can return it; empty where it is open."""
    if account.is_open:
        return ""
    return f"{account.get_status_display()}，内容锁定：{why_closed(account)}。"


def steps_for(user: Any, account: Account) -> tuple[Transition, ...]:
    """What this person may press now: no step of the system, none that approves what they submitted, no way
    back to a publication that never was.
    """
    roles = roles_of(user, account)
    own = is_by(submission(account), user)
    if not account.is_ours:
        return ()
    return tuple(
        each
        for each in TRANSITIONS
        if each.before == account.status
        and each.roles & roles
        and not (each.approves and own)
        and (each.verb != Verb.CLOSE or was_published(account))
    )


def was_published(account: Account) -> bool:
    return Step.objects.filter(account=account, after=Status.PUBLISHED).exists()
