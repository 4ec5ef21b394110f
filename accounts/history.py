"""What was changed in an account, when, by whom, from what to what: figures and texts in one list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from accounts.models import Account, Change, Step, TextChange

FIELDS = ("at", "id", "kind", "where", "was", "becomes", "by")


@dataclass(frozen=True)
class Line:
    """One change. `was` and `becomes` are amounts in 元 as text, or texts; empty where there was nothing."""

    at: datetime
    id: int
    kind: str
    """figure or text."""
    where: str
    was: str
    becomes: str
    by: str


@dataclass(frozen=True)
class Net:
    """A cell or text that was changed since a step: how it was then, how it is now, who wrote last."""

    kind: str
    where: str
    was: str
    becomes: str
    by: str
    at: datetime
    times: int

    @property
    def reverted(self) -> bool:
        """Changed, and changed back."""
        return self.was == self.becomes


def lines(account: Account, *, where: str = "", by: str = "", since: Step | None = None) -> QuerySet[Any]:
    """Every change, the newest first, as tuples of FIELDS; `where` is a place or the beginning of one."""
    figures, texts = Change.objects.filter(account=account), TextChange.objects.filter(account=account)
    if since:
        figures = figures.filter(id__gt=since.figures_until)
        texts = texts.filter(id__gt=since.texts_until)
    if by:
        figures, texts = figures.filter(by=by), texts.filter(by=by)
    if where:
        figures, texts = figures.filter(address__startswith=where), texts.filter(place__startswith=where)
    return (
        told(figures, "figure", "address")
        .union(told(texts, "text", "place"), all=True)
        .order_by("-at", "-id")
    )


def told(changes: QuerySet[Any], kind: str, place: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = (
        changes.order_by()
        .annotate(
            kind=Value(kind, CharField()),
            where=Cast(F(place), TextField()),
            was=Cast("before", TextField()),
            becomes=Cast("after", TextField()),
        )
        .values_list(*FIELDS)
    )
    return rows


def as_lines(rows: Iterable[tuple[Any, ...]]) -> list[Line]:
    return [
        Line(at, pk, kind, where, was or "", becomes or "", by)
        for at, pk, kind, where, was, becomes, by in rows
    ]


def writers(account: Account) -> list[str]:
    """Everybody who changed something."""
    names = {*Change.objects.filter(account=account).order_by().values_list("by", flat=True).distinct()}
    names |= {*TextChange.objects.filter(account=account).order_by().values_list("by", flat=True).distinct()}
    return sorted(names)


def submissions(account: Account) -> list[Step]:
    """Every time it was submitted, the newest first."""
    return list(Step.objects.filter(account=account, after=Account.Status.SUBMITTED).order_by("-id"))


def compared_with(account: Account, submitted: list[Step]) -> Step | None:
    """The submission before the one at hand: while it is a draft, the last there was."""
    return next(iter(submitted if account.is_open else submitted[1:]), None)


def changes_since(account: Account, step: Step) -> list[Net]:
    """Every cell and text written since the step, before and after; those changed back come last."""
    return sorted(net(as_lines(lines(account, since=step))), key=lambda each: each.reverted)


def net(newest_first: Iterable[Line]) -> Iterator[Net]:
    """In the order in which each was first written."""
    by_place: dict[tuple[str, str], list[Line]] = {}
    for line in reversed(list(newest_first)):
        by_place.setdefault((line.kind, line.where), []).append(line)
    for (kind, where), found in by_place.items():
        last = found[-1]
        yield Net(kind, where, found[0].was, last.becomes, last.by, last.at, len(found))
