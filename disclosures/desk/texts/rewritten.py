"""Figures that changed after a paragraph was rewritten: in the generated text they are marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.case import Case
from accounts.checks.wording import where
from accounts.figures import Address, at
from accounts.models import Account, Change, Explanation
from accounts.money import Scale
from accounts.refusals import shown
from disclosures.desk.marking import Piece
from disclosures.desk.texts.fields import Rewritten
from disclosures.phrases import Number, Source


@dataclass(frozen=True)
class Changed:
    """A cell as it was when the paragraph was rewritten, and as it is."""

    title: str
    was: str
    now: str
    by: str


@dataclass(frozen=True)
class Beside:
    """The generated paragraph with what changed marked, and what that was."""

    pieces: tuple[Piece, ...]
    changes: tuple[Changed, ...]
    by: str = ""
    at: datetime | None = None


def beside(account: Account, case: Case, parts: Iterable[Rewritten]) -> dict[str, Beside]:
    """By the key of the paragraph. Two queries at most, whatever the number of paragraphs."""
    parts = list(parts)
    rows = {row.slot: row for row in Explanation.objects.filter(account=account, slot__startswith="replace.")}
    wanted = {str(source.address) for part in parts if part.text for source in sources(part)}
    changes = list(
        Change.objects.filter(
            account__unit=account.unit_id,
            account__year__in=(account.year, account.year - 1),
            address__in=wanted,
            at__gt=min(row.at for row in rows.values()),
        )
        .select_related("account")
        .order_by("id")
        if wanted and rows
        else []
    )
    return {part.key: told(case, part, rows.get(part.slot), changes) for part in parts}


def sources(part: Rewritten) -> list[Source]:
    return [source for run in part.generated if isinstance(run, Number) for source in run.sources]


def told(case: Case, part: Rewritten, row: Explanation | None, changes: list[Change]) -> Beside:
    if row is None:
        return Beside(tuple(Piece(run.text, False) for run in part.generated), ())
    mine = {(source.year, source.address) for source in sources(part)}
    found: dict[tuple[int, Address], list[Change]] = {}
    for change in changes:
        cell = (change.account.year, at(change.address))
        if change.at > row.at and cell in mine:
            found.setdefault(cell, []).append(change)
    real = {cell: each for cell, each in found.items() if each[0].before != each[-1].after}
    return Beside(
        pieces=tuple(
            Piece(run.text, isinstance(run, Number) and any((s.year, s.address) in real for s in run.sources))
            for run in part.generated
        ),
        changes=tuple(changed(case, cell, each) for cell, each in real.items()),
        by=row.by,
        at=row.at,
    )


def changed(case: Case, cell: tuple[int, Address], changes: list[Change]) -> Changed:
    year, address = cell
    scale = Scale(changes[0].account.scale)
    was, now = (shown(case.edition, scale, address, n) for n in (changes[0].before, changes[-1].after))
    title = where(case, address)
    return Changed(title if year == case.year else f"{year}年度{title}", was, now, changes[-1].by)
