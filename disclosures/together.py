"""Many accounts published together: each is ordered by itself, whatever is wrong with another."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from accounts.models import Account, Membership
from accounts.permissions import units_for
from accounts.refusals import Refused
from disclosures import publishing, queue
from disclosures.models import PublishOrder

log = logging.getLogger(__name__)

PUBLISHERS = frozenset({Membership.Role.PUBLISHER})
State = PublishOrder.State
UNFINISHED = (State.WAITING, State.FAILED)


@dataclass(frozen=True)
class Outcome:
    """What came of one account: in line to be published, or why not."""

    account: Account
    refusal: str = ""


def ready(user: Any) -> QuerySet[Account]:
    """已批复, and this person may publish them; with `seen`, their last step."""
    ours = Account.objects.filter(status=Account.Status.REPLIED, source=Account.Source.PORTAL)
    mine = ours.filter(unit__in=units_for(user, PUBLISHERS))
    return mine.select_related("unit").annotate(seen=Max("steps")).order_by("-year", "unit")


def order_each(
    accounts: Iterable[tuple[Account, int | None]], *, by: Any, disclosed: date
) -> Iterator[Outcome]:
    """Each account, with the last step that the person has seen, in a transaction of its own."""
    for account, seen in accounts:
        try:
            publishing.order(account, by=by, disclosed=disclosed, seen=seen)
            yield Outcome(account)
        except Refused as refusal:
            yield Outcome(account, str(refusal))
        except Exception as error:
            log.exception("%s was not ordered", account)
            yield Outcome(account, f"办理时出错（{type(error).__name__}），请告诉系统管理员")


def orders(user: Any) -> QuerySet[PublishOrder]:
    """Of the units that this person may publish."""
    mine = PublishOrder.objects.filter(unit__in=units_for(user, PUBLISHERS))
    return mine.select_related("unit", "account__unit").defer("input")


def retry_each(left: Iterable[PublishOrder]) -> Iterator[PublishOrder]:
    """Those that failed, or that nobody makes: in line once more."""
    for order in left:
        if order.state == State.FAILED or queue.standing(order) is None:
            publishing.retry(order)
            yield order
