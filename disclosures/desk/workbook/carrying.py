"""A plan carried by the page from preview to confirmation: signed, for one person and account, for a while.

Nothing is kept on the server, so nothing need be cleaned up and any process can answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest

from accounts.models import Account
from accounts.refusals import Refused
from disclosures.workbook.plan import Plan, plan_of

SALT = "desk-workbook"
HOURS = 2
LONGEST = 2_000_000
"""Characters: Django takes forms up to 2.5 MB."""


@dataclass(frozen=True)
class Carried:
    """`doubts`: of the whole file, to be settled by the person before anything is written."""

    plan: Plan
    doubts: tuple[str, ...]
    more: dict[str, Any]


def packed(
    request: HttpRequest, account: Account, plan: Plan, doubts: Sequence[str] = (), **more: Any
) -> str:
    data = {"user": request.user.pk, "account": account.pk, "doubts": list(doubts), "more": more}
    data |= plan.as_data()
    token = signing.dumps(data, salt=SALT, compress=True)
    if len(token) > LONGEST:
        raise Refused("改动太多，一次放不下；请只留一部分工作表，分几次上传")
    return token


def unpacked(request: HttpRequest, account: Account, token: str) -> Carried:
    try:
        data = signing.loads(token, salt=SALT, max_age=HOURS * 3600)
    except signing.SignatureExpired:
        raise Refused(f"预览已超过 {HOURS} 小时，没有写入；请重新上传") from None
    except signing.BadSignature:
        raise Refused("预览的内容不完整，没有写入；请重新上传") from None
    if (data["user"], data["account"]) != (request.user.pk, account.pk):
        raise Refused("这是别人的或另一份决算的预览，没有写入；请重新上传")
    return Carried(plan_of(data), tuple(data["doubts"]), data["more"])
