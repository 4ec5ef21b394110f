"""保密审查 and 负责人审签: who signed on what day, registered by the clerk, for the content there was."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import content, ledger
from accounts.models import Account, Membership, SignOff
from accounts.refusals import Refused
from accounts.roles import require
from accounts.steps import locked_open, name_of

Kind = SignOff.Kind
LONGEST = 60
CLERKS = frozenset({Membership.Role.CLERK})


@dataclass(frozen=True)
class Signature:
    """The last of its kind, and whether it holds for the content as it is now."""

    kind: SignOff.Kind
    given: SignOff | None
    holds: bool

    @property
    def missing(self) -> str:
        """Why it is still to be given; empty where it holds."""
        if self.given is None:
            return f"还没有登记{self.kind.label}"
        return "" if self.holds else f"{self.kind.label}之后内容有改动，请重新办理并登记"


def signatures(account: Account, mark: str) -> list[Signature]:
    """One of each kind, in order."""
    last = {row.kind: row for row in SignOff.objects.filter(account=account).order_by("id")}
    return [
        Signature(kind, row, row is not None and row.content == mark)
        for kind in Kind
        for row in [last.get(kind.value)]
    ]


@transaction.atomic
def sign(account: Account, kind: str, *, signer: str, signed_on: date | None, by: Any) -> SignOff:
    """Register a signature. The same once more gives the one there is."""
    account = locked_open(account)
    require(by, account, CLERKS, "登记审签")
    signer = signer.strip()
    if kind not in Kind.values:
        raise Refused("没有这种审签")
    if not signer or len(signer) > LONGEST:
        raise Refused("签字人要填写，不超过 60 字；没有登记")
    if signed_on is None or signed_on > timezone.localdate():
        raise Refused("签字日期要填写，不能晚于今天；没有登记")
    given = {"signer": signer, "signed_on": signed_on, "content": content.mark(ledger.load_case(account))}
    last = SignOff.objects.filter(account=account, kind=kind).order_by("-id").first()
    if last and all(getattr(last, name) == value for name, value in given.items()):
        return last
    return SignOff.objects.create(account=account, kind=kind, by=name_of(by), **given)
