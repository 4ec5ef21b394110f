"""How an account becomes a published version: ordered, published, cancelled, reopened.

An order freezes all that the version is made from. Publishing reads nothing but the order.
"""

import json
import logging
import secrets
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.case import Case, as_data, from_data
from accounts.ledger import load_case
from accounts.models import Account
from accounts.refusals import Refused, listed
from accounts.steps import actor, locked, move
from disclosures import archive, making, rendering
from disclosures.assembly import build
from disclosures.models import FileEntry, Publication, PublishOrder
from disclosures.report import Issue

log = logging.getLogger(__name__)

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that are mistaken for one another."""
CODE_LENGTH = 10
State = PublishOrder.State


class PublishFailed(Exception):
    """The files of a version could not be made; its order is kept, to be tried again or cancelled."""


@transaction.atomic
def order(account: Account, *, by: str, disclosed: date) -> PublishOrder:
    """Reserve the next number, freeze all input, close the account."""
    account = locked(account)
    if account.source == Account.Source.COMPARISON:
        raise Refused(f"{account}仅供比较，不能公开")
    if not account.is_open:
        raise Refused(f"{account}{account.get_status_display()}，不能再次申请公开")
    case, issue = load_case(account), Issue(next_number(account), disclosed)
    missing = list(dict.fromkeys(f"{slot.label}（{slot.slot}）" for slot in build(case, issue).missing))
    if missing:
        raise Refused(f"{account}还有 {len(missing)} 处说明没有填写：{listed(missing)}")
    made = PublishOrder.objects.create(
        account=account,
        unit=account.unit,
        year=account.year,
        number=issue.number,
        code="".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH)),
        disclosed=disclosed,
        input={"case": plain(case), "issue": {"number": issue.number, "disclosed": disclosed.isoformat()}},
        requested_by=actor(by),
    )
    move(account, Account.Status.ORDERED, by=by)
    return made


def next_number(account: Account) -> int:
    taken = PublishOrder.objects.filter(unit=account.unit, year=account.year).exclude(state=State.CANCELLED)
    last: int | None = taken.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def plain(case: Case) -> dict[str, Any]:
    """The case as the database gives it back."""
    data: dict[str, Any] = json.loads(json.dumps(as_data(case)))
    return data


def frozen(order: PublishOrder) -> tuple[Case, Issue]:
    """What the version is made from."""
    issue = order.input["issue"]
    return from_data(order.input["case"]), Issue(issue["number"], date.fromisoformat(issue["disclosed"]))


def publish(order: PublishOrder) -> Publication:
    """Make the files of an order and publish them. Doing it again gives the same publication.

    PublishFailed leaves the order failed with its error: publish it again, or cancel it.
    """
    done = Publication.objects.filter(order=order).first()
    if done:
        return done
    order.refresh_from_db()
    refuse_cancelled(order)
    making.begin(order)
    try:
        case, issue = frozen(order)
        contents = rendering.files(case, issue, making.teller(order))
        manifest = {name: archive.keep(content) for name, content in sorted(contents.items())}
        return complete(order, manifest, title=build(case, issue).title, unit_name=case.unit.name)
    except Refused:
        raise
    except Exception as error:
        told = str(error) or type(error).__name__
        log.exception("version %s of %s was not made", order.number, order.account)
        making.fail(order, told)
        raise PublishFailed(f"{order.account}第{order.number}版没有生成：{told}") from error


@transaction.atomic
def complete(
    order: PublishOrder, manifest: dict[str, FileEntry], *, title: str, unit_name: str
) -> Publication:
    """All files are stored: the version exists from here on."""
    account, order = locked(order.account), locked_order(order)
    done = Publication.objects.filter(order=order).first()
    if done:
        return done
    refuse_cancelled(order)
    publication = Publication.objects.create(
        order=order,
        unit=order.unit,
        year=order.year,
        number=order.number,
        code=order.code,
        edition=order.input["case"]["edition"],
        title=title,
        unit_name=unit_name,
        disclosed=order.disclosed,
        requested_by=order.requested_by,
        manifest=manifest,
    )
    settle(order, State.DONE)
    account.disclosed_on = order.disclosed
    account.save(update_fields=["disclosed_on"])
    move(account, Account.Status.PUBLISHED, by=order.requested_by, reason=f"公开第{order.number}版")
    return publication


@transaction.atomic
def cancel(order: PublishOrder, *, by: str) -> None:
    """Give up an order that is not yet published: its number is free again, its account open."""
    account, order = locked(order.account), locked_order(order)
    if order.state == State.DONE:
        raise Refused(f"{account}第{order.number}版已经公开，不能取消")
    if order.state != State.CANCELLED:
        settle(order, State.CANCELLED)
        move(account, Account.Status.DRAFT, by=by, reason=f"取消公开第{order.number}版")


@transaction.atomic
def reopen(account: Account, *, by: str, reason: str) -> None:
    """Set a published account back to draft, for a correction. What is published stays as it is."""
    account = locked(account)
    if account.status != Account.Status.PUBLISHED:
        raise Refused(f"{account}{account.get_status_display()}，不需要重新打开")
    if not reason.strip():
        raise Refused("重新打开已公开的决算要写明理由")
    move(account, Account.Status.DRAFT, by=by, reason=reason.strip())


@transaction.atomic
def close_unchanged(account: Account, *, by: str) -> bool:
    """Close a reopened account that again says what its current version says; whether it did."""
    account = locked(account)
    if not account.is_open or not is_current(account):
        return False
    move(account, Account.Status.PUBLISHED, by=by, reason="与已公开的版本一致")
    return True


def is_current(account: Account) -> bool:
    """Whether the account says what its current version says, whatever list of subjects is loaded now."""
    current = Publication.objects.current().filter(unit=account.unit, year=account.year)
    version = current.select_related("order").first()
    return version is not None and without_lists(version.order.input["case"]) == without_lists(
        plain(load_case(account))
    )


def issue_of(account: Account) -> Issue:
    """The version that a published account stands for; a draft's where it is not published or open again."""
    if account.status != Account.Status.PUBLISHED:
        return Issue()
    current = Publication.objects.current().get(unit=account.unit, year=account.year)
    return Issue(current.number, current.disclosed)


def without_lists(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "subjects"}


def locked_order(order: PublishOrder) -> PublishOrder:
    return PublishOrder.objects.select_for_update().get(pk=order.pk)


def settle(order: PublishOrder, state: State) -> None:
    order.state, order.error, order.told_at = state, "", timezone.now()
    order.save(update_fields=["state", "error", "told_at"])


def refuse_cancelled(order: PublishOrder) -> None:
    if order.state == State.CANCELLED:
        raise Refused(f"第{order.number}版的公开申请已取消")
