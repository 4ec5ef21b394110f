"""撤回: a version that must not be public is taken away, and its content with it (decision 20).

In one transaction its row, its line in the public log, the step of its account, and the content that the
database keeps. The files follow by `purge`, which may be done again at any time and by any process. What
stays: the version's row with the hashes of its files, its lines in the log, their proofs.
"""

import logging
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.models import Account, Step
from accounts.refusals import Refused
from accounts.roles import require
from accounts.steps import locked, move, name_of
from accounts.transitions import WITHDRAW
from disclosures import archive, logbook, served
from disclosures.artefacts import QUOTING
from disclosures.catalogue.models import Entry
from disclosures.datasets import following
from disclosures.models import Publication, PublicationQuerySet, PublishOrder, Withdrawal
from disclosures.publiclog.manifests import FileEntry

log = logging.getLogger(__name__)

LONGEST = 2000


class Outdated(Exception):
    """What was made quotes a version that is public no more."""


@transaction.atomic
def withdraw(publication: Publication, *, by: Any, reason: str) -> Withdrawal:
    """Take the version away. A second time, as by a second click, gives the withdrawal there is.

    The account is open again where the version was what it stands for; else it goes on as it was.
    """
    account, reason = locked(publication.order.account), reason.replace("\r\n", "\n").strip()
    require(by, account, WITHDRAW.roles, "撤回已公开的版本")
    done = Withdrawal.objects.filter(publication=publication).first()
    if done:
        return done
    if not reason:
        raise Refused("撤回要写明理由，没有办理")
    if len(reason) > LONGEST:
        raise Refused(f"理由有 {len(reason)} 个字，最多 {LONGEST} 个，没有办理")
    made = Withdrawal.objects.create(publication=publication, reason=reason, by=name_of(by))
    told = f"第{publication.number}版：{reason}"
    move(account, status_after(account, publication), verb=Step.Verb.WITHDRAW, by=by, reason=told)
    forget(publication)
    logbook.append(publication, "withdrawal", made.at)
    transaction.on_commit(purge_later, robust=True)
    return made


def status_after(account: Account, publication: Publication) -> Account.Status:
    newest = Publication.objects.newest().filter(pk=publication.pk).exists()
    return WITHDRAW.after if newest and account.status == WITHDRAW.before else Account.Status(account.status)


def forget(publication: Publication) -> None:
    """What the database keeps of the content: what readers search, the version's own order, and those of its
    account that came to nothing.
    """
    Entry.objects.filter(publication=publication).delete()
    own, cancelled = Q(publication=publication), Q(account=publication.order.account, state="cancelled")
    PublishOrder.objects.filter(own | cancelled).update(input={})


def purge_later() -> None:
    """What cannot be deleted now is by a worker some minutes later, or by `manage.py withdraw --finish`."""
    try:
        purge()
    except Exception:
        log.exception("files of withdrawn versions were not deleted")


def purge() -> int:
    """Delete every file of withdrawn versions, and every difference that quotes one, unless a public version
    has it too; how many were still there. What a web server serves by itself goes first: as long as a file
    lies in the storage, something is left to do.
    """
    Entry.objects.exclude(publication__withdrawal=None).delete()  # one that was made meanwhile
    deleted = 0
    for publication in without_files():
        if left := files_left(publication):
            following.take_away(publication)
            served.take_down(publication)
            deleted += sum(map(purged, left))
    return deleted


def without_files() -> PublicationQuerySet:
    """Versions that are without some of their files, or all."""
    gone = Publication.objects.exclude(withdrawal=None, corrects__withdrawal=None)
    return gone.select_related("unit", "withdrawal", "corrects__withdrawal")


def files_left(publication: Publication) -> set[str]:
    """The hashes of those it is without that still lie in the storage and are no public version's."""
    gone = publication.manifest.keys() - publication.files.keys()
    hashes = {publication.manifest[name]["sha256"] for name in gone}
    return {sha256 for sha256 in hashes if archive.is_there(sha256) and not is_public(sha256)}


@transaction.atomic
def purged(sha256: str) -> bool:
    """Delete that file unless a public version has come to have it; whether it was deleted."""
    archive.hold_alone()
    if is_public(sha256):
        return False
    archive.delete(sha256)
    return True


def is_public(sha256: str) -> bool:
    versions = Publication.objects.public().with_file(sha256).select_related("corrects__withdrawal")
    return any(sha256 == entry["sha256"] for each in versions for entry in each.files.values())


def refuse_outdated(corrects: Publication | None, manifest: dict[str, FileEntry]) -> None:
    """Within the transaction that publishes: Outdated where the version that the new one quotes was withdrawn
    while it was made. What was made of it is deleted.
    """
    if corrects is None or not Withdrawal.objects.filter(publication=corrects).exists():
        return
    for name in QUOTING & manifest.keys():
        archive.delete(manifest[name]["sha256"])
    raise Outdated(f"第{corrects.number}版在生成期间撤回了，与它的对照不能公开；请重试")
