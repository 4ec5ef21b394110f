"""审核意见: said by reviewers of a place, answered by clerks, closed by reviewers. Rows are only added."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.editions import edition_of
from accounts.figures import at
from accounts.models import Account, Answer, Closing, Comment, Membership, Project
from accounts.refusals import Refused, WrongAddress
from accounts.roles import require
from accounts.steps import locked, name_of

Role = Membership.Role
SAY = frozenset({Role.REVIEWER, Role.BUREAU})
ANSWER = frozenset({Role.CLERK})
LONGEST = 2000


def of(account: Account) -> QuerySet[Comment]:
    """All of the account with their answers and ends, the oldest first: two queries."""
    rows = Comment.objects.filter(account=account).select_related("closing")
    return rows.prefetch_related("answers").order_by("id")


def is_open(comment: Comment) -> bool:
    return not hasattr(comment, "closing")


def unanswered(comments: Iterable[Comment]) -> list[Comment]:
    """What stands in the way of submitting again."""
    return [each for each in comments if is_open(each) and not each.answers.all()]


@transaction.atomic
def comment(account: Account, place: str, text: str, *, by: Any) -> Comment:
    """Say something of a place. The same of the same place once more gives the comment there is."""
    account = locked(account)
    require(by, account, SAY, "提审核意见")
    if account.status in (Account.Status.ORDERED, Account.Status.PUBLISHED):
        raise Refused(f"{account}{account.get_status_display()}，不再接受审核意见；要更正，请先重新打开")
    place, text = place.strip(), worded(text)
    refuse_unknown(account, place)
    same = Comment.objects.filter(account=account, place=place, text=text, closing=None)
    return same.first() or Comment.objects.create(account=account, place=place, text=text, by=name_of(by))


def refuse_unknown(account: Account, place: str) -> None:
    """A place is a cell, a table, a section, a slot, something of a project, or the whole."""
    edition = edition_of(account.edition)
    head, *rest = place.split("/")
    sections = {section.key for part in edition.parts for section in part.sections}
    if not place or edition.has(place) or place in sections or edition.slot(place):
        return
    if head == "project" and rest and "." not in rest[0]:
        known = Project.objects.filter(account=account, key=rest[0]).exists()
    else:
        known = is_cell(account, place)
    if not known:
        raise WrongAddress(f"这份决算没有“{place}”这个位置，意见没有写入")


def is_cell(account: Account, place: str) -> bool:
    try:
        edition_of(account.edition).measure(at(place))
    except (KeyError, ValueError):
        return False
    return True


@transaction.atomic
def answer(account: Account, pk: int, text: str, *, by: Any) -> Answer:
    """What the clerk did about it. The same words once more give the answer there is."""
    account = locked(account)
    require(by, account, ANSWER, "答复审核意见")
    found, text = open_one(account, pk), worded(text)
    same = Answer.objects.filter(comment=found, text=text, by=name_of(by)).first()
    return same or Answer.objects.create(comment=found, text=text, by=name_of(by))


@transaction.atomic
def close(account: Account, pk: int, *, by: Any) -> Closing:
    """A reviewer is content. Doing it again changes nothing."""
    account = locked(account)
    require(by, account, SAY, "办结审核意见")
    found = one(account, pk)
    return Closing.objects.get_or_create(comment=found, defaults={"by": name_of(by)})[0]


def open_one(account: Account, pk: int) -> Comment:
    found = one(account, pk)
    if not is_open(found):
        raise Refused(f"这条意见已由{found.closing.by}办结，不再答复")
    return found


def one(account: Account, pk: int) -> Comment:
    found = Comment.objects.filter(account=account, pk=pk).select_related("closing").first()
    if found is None:
        raise Refused(f"{account}没有这条审核意见")
    return found


def worded(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused("内容是空的，没有写入")
    if len(text) > LONGEST:
        raise Refused(f"有 {len(text)} 字，最多 {LONGEST} 字；没有写入")
    return text
