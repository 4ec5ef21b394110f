"""From a draft to a published account: the steps there are, who may take them, and what happens then.

The steps are data. A verb locks the account, reads it again, asks for role, reason and a second person, and
leaves a line; the database asks once more (migration 0007). What must be in order before submission, and what
a version is made from, is known to `disclosures.submitting` and `disclosures.publishing`.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts import content, ledger
from accounts.models import Account, Membership, Step
from accounts.permissions import works_here
from accounts.refusals import Refused, Stale
from accounts.steps import last_step, locked, move, name_of, why_closed

Role = Membership.Role
Status = Account.Status
Verb = Step.Verb


@dataclass(frozen=True)
class Transition:
    """One step: by whom, what its button says and what happens then."""

    verb: Verb
    before: Status
    after: Status
    roles: frozenset[Role]
    title: str
    then: str
    reason: bool = False
    proof: bool = False
    """Whether the page asks for the password again."""
    approves: bool = False
    """Then not by who submitted."""


def to(
    verb: Verb, before: Status, after: Status, roles: Iterable[Role], title: str, then: str, **more: bool
) -> Transition:
    return Transition(verb, before, after, frozenset(roles), title, then, **more)


BACK = "退回后重新可以填写，由填报人按理由修改、再报送；已经办过的审核和批复要重新办。"
TRANSITIONS = (
    to(
        Verb.SUBMIT,
        Status.DRAFT,
        Status.SUBMITTED,
        [Role.CLERK],
        "报送审核",
        "报送后即锁定，不能再改；由审核人审核。审核人可以退回，退回后才能修改。",
    ),
    to(
        Verb.REVIEW,
        Status.SUBMITTED,
        Status.REVIEWED,
        [Role.REVIEWER],
        "审核通过",
        "通过后等财政部门批复，内容仍然锁定；批复之前可以退回。",
        proof=True,
        approves=True,
    ),
    to(Verb.RETURN, Status.SUBMITTED, Status.DRAFT, [Role.REVIEWER], "退回填报人", BACK, reason=True),
    to(
        Verb.REPLY,
        Status.REVIEWED,
        Status.REPLIED,
        [Role.BUREAU],
        "登记批复",
        "登记后等公开人公开，内容仍然锁定；公开之前可以退回。",
        proof=True,
        approves=True,
    ),
    to(
        Verb.RETURN,
        Status.REVIEWED,
        Status.DRAFT,
        [Role.REVIEWER, Role.BUREAU],
        "退回填报人",
        BACK,
        reason=True,
    ),
    to(
        Verb.ORDER,
        Status.REPLIED,
        Status.ORDERED,
        [Role.PUBLISHER],
        "公开",
        "立即生成网页、PDF和数据文件，生成后任何人都能看到。公开的版本不能改动，有错只能另发更正版。",
        proof=True,
    ),
    to(
        Verb.RETURN,
        Status.REPLIED,
        Status.DRAFT,
        [Role.BUREAU, Role.PUBLISHER],
        "退回填报人",
        BACK,
        reason=True,
    ),
    to(Verb.PUBLISH, Status.ORDERED, Status.PUBLISHED, [], "公开", "文件生成后自动完成。"),
    to(
        Verb.CANCEL,
        Status.ORDERED,
        Status.REPLIED,
        [Role.PUBLISHER],
        "取消公开",
        "取消后回到已批复，可以再次公开，也可以退回。",
    ),
    to(
        Verb.REOPEN,
        Status.PUBLISHED,
        Status.DRAFT,
        [Role.PUBLISHER, Role.BUREAU],
        "重新打开以更正",
        "已公开的版本不变；填报人改好后重新报送、审核、批复，公开为新的一版。",
        reason=True,
    ),
    to(
        Verb.CLOSE,
        Status.DRAFT,
        Status.PUBLISHED,
        [Role.PUBLISHER, Role.BUREAU],
        "内容未变，恢复为已公开",
        "只有内容与已公开的版本完全一致时才能恢复。",
    ),
)
WHO = {
    Role.CLERK: "填报人",
    Role.REVIEWER: "审核人",
    Role.BUREAU: "财政部门",
    Role.PUBLISHER: "公开人",
    Role.ADMINISTRATOR: "单位管理员",
}
WAITING = {
    Status.DRAFT: (Verb.SUBMIT, "由本单位填报人填写。改动不会公开。填完、办好保密审查和负责人审签后报送。"),
    Status.SUBMITTED: (Verb.REVIEW, "由审核人审核：通过，或写明理由退回。"),
    Status.REVIEWED: (Verb.REPLY, "由财政部门批复：登记批复日期，或写明理由退回。"),
    Status.REPLIED: (Verb.ORDER, "由公开人公开。"),
    Status.ORDERED: (Verb.PUBLISH, "正在生成公开版本，生成后自动完成；生成失败时由公开人重试或取消。"),
    Status.PUBLISHED: (Verb.REOPEN, "已经完成。发现错误时，由公开人或财政部门重新打开，另发更正版。"),
}
"""What each status waits for, and how that is said."""


def transition(account: Account, verb: str) -> Transition | None:
    """The step of that name that leads on from where the account is."""
    return next((t for t in TRANSITIONS if (t.verb, t.before) == (verb, account.status)), None)


# Who may.

ABOVE = """
    WITH RECURSIVE above(id, parent_id) AS (
        SELECT id, parent_id FROM accounts_unit WHERE id = %s
        UNION SELECT u.id, u.parent_id FROM accounts_unit u JOIN above ON u.id = above.parent_id
    ) SELECT id FROM above
"""


def memberships(account: Account) -> Any:
    """All roles that count for the account: a clerk's in the unit itself, the others' also from above."""
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, [account.unit_id])
        units = [pk for (pk,) in cursor.fetchall()]
    here = Q(unit=account.unit_id) | ~Q(role=Role.CLERK)
    return Membership.objects.filter(here, unit__in=units, user__is_active=True, user__is_staff=True)


def roles_of(user: Any, account: Account) -> frozenset[Role]:
    """Every role of the person for this account, as `accounts.permissions` counts them."""
    if not works_here(user):
        return frozenset()
    if user.is_superuser:
        return frozenset(Role)
    held = memberships(account).filter(user=user).values_list("role", flat=True)
    return frozenset(Role(role) for role in held)


def people(account: Account, roles: Iterable[Role]) -> list[str]:
    """The names of those who hold one of these roles."""
    held = memberships(account).filter(role__in=list(roles)).order_by(F("user__username").asc()).distinct()
    users = User.objects.filter(pk__in=held.order_by().values("user")).order_by("username")
    return [user.get_full_name() or user.get_username() for user in users]


def require(user: Any, account: Account, roles: frozenset[Role], what: str) -> None:
    if not roles & roles_of(user, account):
        raise Refused(f"只有{who(roles)}可以{what}，{name_of(user)}没有这个角色；没有办理")


def who(roles: Iterable[Role]) -> str:
    return "或".join(WHO[role] for role in Role if role in roles) or "系统"


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


# What happens.

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
    step, reason = transition(account, verb), reason.replace("\r\n", "\n").strip()
    if step is None:
        if last and last.verb == verb and is_by(last, by):
            return last
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
    return take(account, Verb.REVIEW, by=by, seen=seen, check=unchanged)


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
        return unchanged(account)

    words = f"{day(replied)}批复" + (f"，{day(approved)}批准" if approved else "")
    return take(account, Verb.REPLY, by=by, reason=words, seen=seen, check=register)


def unchanged(account: Account) -> str:
    """The mark of what was submitted; refused where the report would say something else by now."""
    submitted, now = submission(account), content.mark(ledger.load_case(account))
    if submitted is None or submitted.content != now:
        raise Refused(
            "报送之后，报告的内容变了：上年数、单位名称等取自别处的内容有改动。没有办理；请退回后重新报送"
        )
    return now


def day(of: date) -> str:
    return f"{of.year}年{of.month}月{of.day}日"


# What a page says.


@dataclass(frozen=True)
class Waiting:
    """Who acts next, by name, and what happens then."""

    status: str
    sentence: str
    people: tuple[str, ...]
    then: str
    locked: str


def who_acts_next(account: Account) -> Waiting:
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
    """What this person may press now: no step of the system, none that approves what they submitted."""
    roles = roles_of(user, account)
    own = is_by(submission(account), user)
    return tuple(
        each
        for each in TRANSITIONS
        if each.before == account.status and each.roles & roles and not (each.approves and own)
    )
