"""How an account moves from one status to the next: locked, re-read, with a line that says who and why."""

from typing import Any

from accounts.models import Account, Step
from accounts.refusals import Closed, Refused

WHY_CLOSED = {
    Account.Status.SUBMITTED: "正在等审核。要修改，请审核人退回",
    Account.Status.REVIEWED: "正在等财政部门批复。要修改，请审核人或财政部门退回",
    Account.Status.REPLIED: "正在等公开。要修改，请财政部门或公开人退回",
    Account.Status.ORDERED: "正在生成公开版本。要修改，请公开人先取消公开，再退回",
    Account.Status.PUBLISHED: "如需更正，请公开人或财政部门先重新打开",
}
"""Why an account may not be written, and who can change that."""


def locked(account: Account) -> Account:
    """The account re-read under a lock that the running transaction holds to its end."""
    return Account.objects.select_for_update().get(pk=account.pk)


def locked_open(account: Account) -> Account:
    """The same; Closed when it may not be written."""
    account = locked(account)
    if not account.is_open:
        raise Closed(f"{account}{account.get_status_display()}，不能修改；{why_closed(account)}")
    return account


def why_closed(account: Account) -> str:
    """In words; empty where it is open."""
    return "" if account.is_open else WHY_CLOSED[Account.Status(account.status)]


def actor(by: str) -> str:
    """The name under which an act is logged."""
    if not by.strip():
        raise Refused("没有经办人，不能写入")
    return by.strip()


def name_of(by: Any) -> str:
    """The name of a person, or of what acts without one (a worker that ends what a person ordered)."""
    return actor(by if isinstance(by, str) else by.get_username())


def last_step(account: Account) -> Step | None:
    return Step.objects.filter(account=account).order_by("-id").first()


def move(
    account: Account, to: Account.Status, *, verb: Step.Verb, by: Any, reason: str = "", content: str = ""
) -> Step:
    """Leave a line, by which the database sets the status of a locked account."""
    step = Step.objects.create(
        account=account,
        before=account.status,
        after=to,
        verb=verb,
        reason=reason,
        by=name_of(by),
        person=getattr(by, "pk", None),
        content=content,
    )
    account.status = to
    step.refresh_from_db()  # the trigger notes where the log was
    return step
