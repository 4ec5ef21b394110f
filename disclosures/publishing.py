"""How an account becomes a published version: ordered, published, cancelled, reopened.

An order freezes all that the version is made from, as it was approved. Publishing reads the order alone.
"""

import errno
import json
import logging
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts import acceptance, workflow
from accounts.case import Case, as_data, from_data
from accounts.checks.standing import Given, Standing, judged
from accounts.ledger import load_case
from accounts.models import Account, Step
from accounts.refusals import Refused, listed
from accounts.steps import locked, move, name_of
from disclosures import (
    archive,
    codes,
    corrections,
    differences,
    logbook,
    making,
    queue,
    rendering,
    sealing,
    served,
    withdrawing,
)
from disclosures.assembly import build
from disclosures.catalogue import keeping as catalogue
from disclosures.checks import run
from disclosures.datasets import following
from disclosures.differences import Difference
from disclosures.models import Publication, PublicationQuerySet, PublishOrder
from disclosures.publiclog.manifests import FileEntry
from disclosures.report import Correction, Issue

log = logging.getLogger(__name__)

State = PublishOrder.State
Verb = Step.Verb


class PublishFailed(Exception):
    """The files of a version could not be made; its order is kept, to be tried again or cancelled."""


@transaction.atomic
def order(account: Account, *, by: Any, disclosed: date, seen: int | None = None) -> PublishOrder:
    """Reserve the next number and freeze all input, of an account that says what was approved."""

    def freeze(account: Account) -> str:
        mark = workflow.settled(account)
        correction = corrections.standing(account)
        case, issue = load_case(account), Issue(next_number(account), disclosed, correction=correction)
        refuse_missing(account, case, issue)
        refuse_lapsed(account, case)
        refuse_unfit(account, case, correction)
        made = PublishOrder.objects.create(
            account=account,
            unit=account.unit,
            year=account.year,
            number=issue.number,
            code=codes.new(),
            disclosed=disclosed,
            input=input_of(case, issue, acceptance.holding(account)),
            seal=sealing.current(account.unit),
            requested_by=name_of(by),
        )
        queue.enqueue(made)
        return mark

    workflow.take(account, Verb.ORDER, by=by, seen=seen, check=freeze)
    return PublishOrder.objects.filter(account=account).exclude(state=State.CANCELLED).latest("requested_at")


def refuse_missing(account: Account, case: Case, issue: Issue) -> None:
    missing = list({slot.slot: slot.label for slot in build(case, issue).missing}.values())
    if missing:
        raise Refused(f"{account}还有 {len(missing)} 处说明没有填写：{listed(missing)}")


def refuse_lapsed(account: Account, case: Case) -> None:
    """What a finding compares may be another account's, as a unit's below, and may have changed meanwhile."""
    found = judged(case, run(case), acceptance.given(account))
    lapsed = [each.finding.message for each in found if each.blocks and each.standing is Standing.LAPSED]
    if lapsed:
        told = f"{account}有 {len(lapsed)} 个问题在说明之后变了，原说明不再有效：{listed(lapsed)}"
        raise Refused(f"{told}。请退回填报人重新处理")


def refuse_unfit(account: Account, case: Case, correction: Correction | None) -> None:
    """A correction changes something, and figures only where that was agreed. After a withdrawal the version
    before it may come back under a new number.
    """
    version = newest_public(account)
    if correction is None or version is None:
        return
    changed = since(version, case)
    if not changed and version == current(account):
        raise Refused(f"{account}与已公开的版本一致，没有可以更正的；请退回后改用“内容未变，恢复为已公开”")
    corrections.refuse_unfit(correction, changed)


def next_number(account: Account) -> int:
    taken = PublishOrder.objects.filter(unit=account.unit, year=account.year).exclude(state=State.CANCELLED)
    last: int | None = taken.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def input_of(case: Case, issue: Issue, given: Iterable[Given]) -> dict[str, Any]:
    """What `frozen` and `explained` read again."""
    return {
        "case": plain(as_data(case)),
        "issue": {"number": issue.number, "disclosed": issue.disclosed and issue.disclosed.isoformat()},
        "correction": None if issue.correction is None else plain(asdict(issue.correction)),
        "explained": [plain(asdict(each)) for each in given],
    }


def plain(data: dict[str, Any]) -> dict[str, Any]:
    """As the database gives it back."""
    found: dict[str, Any] = json.loads(json.dumps(data, default=lambda day: day.isoformat()))
    return found


def frozen(order: PublishOrder) -> tuple[Case, Issue]:
    """What the version is made from."""
    issue, told = order.input["issue"], order.input.get("correction")
    correction = told and Correction(**{**told, "first": date.fromisoformat(told["first"])})
    disclosed = date.fromisoformat(issue["disclosed"])
    seal = bytes(order.seal.picture) if order.seal else b""
    return from_data(order.input["case"]), Issue(issue["number"], disclosed, order.code, correction, seal)


def explained(order: PublishOrder) -> list[Given]:
    """Why findings stand that the version is published with."""
    told = order.input.get("explained", [])
    return [Given(**{**each, "at": datetime.fromisoformat(each["at"])}) for each in told]


def corrected(order: PublishOrder) -> Publication | None:
    """The version that it corrects: the newest before it that is public; None where there is none."""
    versions = Publication.objects.public().filter(unit=order.unit, year=order.year, number__lt=order.number)
    return versions.select_related("order").order_by("-number").first()


def publish(order: PublishOrder) -> Publication:
    """Make the files of an order and publish them. Doing it again gives the same publication.

    PublishFailed leaves the order failed with its error: publish it again, or cancel it.
    """
    done = Publication.objects.filter(order=order).first()
    if done:
        follow_on_commit(done)  # whoever published it may have been killed before that
        return done
    order.refresh_from_db()
    refuse_cancelled(order)
    making.begin(order)
    try:
        case, issue = frozen(order)
        corrects = corrected(order)
        before = frozen(corrects.order) if corrects else None
        contents = rendering.files(case, issue, making.teller(order), before, explained(order))
        manifest = {name: archive.keep(content) for name, content in sorted(contents.items())}
        title, unit_name = build(case, issue).title, case.unit.name
        return complete(order, manifest, corrects=corrects, title=title, unit_name=unit_name)
    except (Refused, OperationalError, InterfaceError):  # without a database nothing can be told
        raise
    except Exception as error:
        told = words_for(error)
        log.exception("version %s of %s was not made", order.number, order.account)
        making.fail(order, told)
        raise PublishFailed(f"{order.account}第{order.number}版没有生成：{told}") from error


def words_for(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "存放公开文件的磁盘已满，没有存下全部文件；请管理员腾出空间，然后重新生成"
    return str(error) or type(error).__name__


@transaction.atomic
def complete(
    order: PublishOrder,
    manifest: dict[str, FileEntry],
    *,
    corrects: Publication | None,
    title: str,
    unit_name: str,
) -> Publication:
    """All files are stored: the version exists from here on."""
    account, order = locked(order.account), locked_order(order)
    done = Publication.objects.filter(order=order).first()
    if done:
        return done
    refuse_cancelled(order)
    withdrawing.refuse_outdated(corrects, manifest)
    archive.hold(manifest)
    publication = version_of(order, manifest, corrects=corrects, title=title, unit_name=unit_name)
    publication.save(force_insert=True)
    logbook.append(publication, logbook.kind_of(publication), publication.published_at)
    follow_on_commit(publication)
    settle(order, State.DONE)
    account.disclosed_on = order.disclosed
    account.save(update_fields=["disclosed_on"])
    by, reason = order.requested_by, f"公开第{order.number}版"
    move(account, Account.Status.PUBLISHED, verb=Verb.PUBLISH, by=by, reason=reason)
    return publication


def version_of(
    order: PublishOrder,
    manifest: dict[str, FileEntry],
    *,
    corrects: Publication | None,
    title: str,
    unit_name: str,
) -> Publication:
    """Not yet saved."""
    return Publication(
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
        corrects=corrects,
        manifest=manifest,
    )


def follow_on_commit(publication: Publication) -> None:
    catalogue.follow_on_commit(publication)  # before what is made from it stands in line
    served.lay_out_on_commit(publication)
    following.follow_on_commit(publication)


@transaction.atomic
def retry(order: PublishOrder) -> None:
    """In line once more, an order that failed or that nobody makes; a settled one stays as it is."""
    order = locked_order(order)
    if order.state in (State.WAITING, State.FAILED):
        making.wait(order)
        queue.enqueue(order)


@transaction.atomic
def cancel(order: PublishOrder, *, by: Any) -> None:
    """Give up an order that is not yet published: its number is free again, its account 已批复 as before."""
    account, order = locked(order.account), locked_order(order)
    if order.state == State.DONE:
        raise Refused(f"{account}第{order.number}版已经公开，不能取消")
    if order.state != State.CANCELLED:
        settle(order, State.CANCELLED)
        workflow.take(account, Verb.CANCEL, by=by, reason=f"取消公开第{order.number}版")


@transaction.atomic
def close_unchanged(account: Account, *, by: Any) -> bool:
    """Close a reopened account that again says what its current version says; whether it did."""
    account = locked(account)
    if not account.is_open:
        return False
    version = current(account)
    if version is None or since(version, load_case(account)):
        return False
    workflow.take(account, Verb.CLOSE, by=by, reason="与已公开的版本一致")
    return True


def current(account: Account) -> Publication | None:
    """The newest version; None where it was never published, or was withdrawn."""
    return versions_of(account).current().first()


def newest_public(account: Account) -> Publication | None:
    """The same; where the newest was withdrawn, the one that is left of those before it."""
    return versions_of(account).public().order_by("-number").first()


def versions_of(account: Account) -> PublicationQuerySet:
    return Publication.objects.filter(unit=account.unit, year=account.year).select_related("order")


def since(version: Publication, case: Case) -> Difference:
    """What a reader would find otherwise than in that version."""
    old, issue = frozen(version.order)
    return differences.between((old, build(old, issue)), (case, build(case, Issue())))


def issue_of(account: Account) -> Issue:
    """The version that a published account stands for; a draft's where it is not published or open again."""
    version = current(account) if account.status == Account.Status.PUBLISHED else None
    return frozen(version.order)[1] if version else Issue()


def locked_order(order: PublishOrder) -> PublishOrder:
    return PublishOrder.objects.select_for_update().get(pk=order.pk)


def settle(order: PublishOrder, state: State) -> None:
    queue.withdraw(order)
    order.state, order.error, order.told_at = state, "", timezone.now()
    order.save(update_fields=["state", "error", "told_at"])


def refuse_cancelled(order: PublishOrder) -> None:
    if order.state == State.CANCELLED:
        raise Refused(f"第{order.number}版的公开申请已取消")
