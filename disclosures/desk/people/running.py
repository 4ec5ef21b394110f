"""The logins of a person that go on, wherever they are, those of late, and ending some of them."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from axes.models import AccessLog
from django.contrib.auth import HASH_SESSION_KEY
from django.utils import timezone

from disclosures.desk.people import browsers
from disclosures.desk.people.models import Session
from disclosures.desk.people.sessions import ADDRESS, BEGUN, BROWSER, over, seen_at

log = logging.getLogger(__name__)
OF_LATE = 10


@dataclass(frozen=True)
class Running:
    """`key` is the secret of its cookie; forms and the log of logins call it by `mark`."""

    key: str
    said: Mapping[str, Any]

    @property
    def mark(self) -> str:
        return sha256(self.key.encode()).hexdigest()

    @property
    def begun(self) -> datetime:
        return moment(self.said[BEGUN])

    @property
    def seen(self) -> datetime:
        return moment(seen_at(self.said))

    @property
    def browser(self) -> str:
        return str(self.said[BROWSER])

    @property
    def address(self) -> str:
        return str(self.said[ADDRESS])


def moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, timezone.get_default_timezone())


def running(person: Any) -> list[Running]:
    """The newest first; none that the desk would not let in any more."""
    rows = Session.objects.filter(user=person.pk, expire_date__gt=timezone.now())
    found = [Running(row.session_key, row.get_decoded()) for row in rows]
    right, now = person.get_session_auth_hash(), timezone.now().timestamp()
    alive = [each for each in found if each.said.get(HASH_SESSION_KEY) == right and not over(each.said, now)]
    return sorted(alive, key=lambda each: each.begun, reverse=True)


def end(chosen: Collection[Running], person: Any, *, by: Any) -> None:
    """What was chosen; the log of logins says when each ended."""
    Session.objects.filter(pk__in=[each.key for each in chosen], user=person.pk).delete()
    left = AccessLog.objects.filter(session_hash__in=[each.mark for each in chosen], logout_time=None)
    left.filter(username=person.get_username()).update(logout_time=timezone.now())
    log.info("%s logins of %s ended by %s", len(chosen), person, by)


def of_late(person: Any) -> list[tuple[datetime, str, str | None]]:
    """When, with what browser and from where the person logged in, the newest first."""
    lines = AccessLog.objects.filter(username=person.get_username()).order_by("-id")[:OF_LATE]
    return [(each.attempt_time, browsers.named(each.user_agent), each.ip_address) for each in lines]
