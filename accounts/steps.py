"""How an account moves from one status to the next: locked, re-read, with a line that says who and why."""

from accounts.models import Account, Step
from accounts.refusals import Closed, Refused


def locked(account: Account) -> Account:
    """The account re-read under a lock that the running transaction holds to its end."""
    return Account.objects.select_for_update().get(pk=account.pk)


def locked_open(account: Account) -> Account:
    """The same; Closed when it may not be written."""
    account = locked(account)
    if not account.is_open:
        raise Closed(f"{account}{account.get_status_display()}，不能修改；如需更正，请先重新打开")
    return account


def actor(by: str) -> str:
    """The name under which an act is logged."""
    if not by.strip():
        raise Refused("没有经办人，不能写入")
    return by.strip()


def move(account: Account, to: Account.Status, *, by: str, reason: str = "") -> None:
    """Set the status of a locked account and leave a line."""
    before = account.status
    account.status = to
    account.save(update_fields=["status"])
    Step.objects.create(account=account, before=before, after=to, by=actor(by), reason=reason)
