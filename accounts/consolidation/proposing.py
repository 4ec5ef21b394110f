"""What summing would change in a department's account: new, changed, blanked, equal, and hand-typed. Pure."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Literal

from accounts.case import Case
from accounts.cells import Changes
from accounts.consolidation.adding import Sum, fingerprint, fitted
from accounts.figures import Address, Figures

Status = Literal["new", "changed", "blanked", "hand"]
STATUSES: dict[Status, str] = {"new": "新填", "changed": "改动", "blanked": "清空", "hand": "手工填写"}
ALL = "*"


@dataclass(frozen=True)
class Line:
    """A cell that is not the sum; a blank is None. `hand`: a person typed it, and it stays unless taken."""

    address: Address
    before: Decimal | None
    after: Decimal | None
    status: Status

    @property
    def word(self) -> str:
        return STATUSES[self.status]


@dataclass(frozen=True)
class Proposal:
    """What the preview shows and the confirmation means: `mark` is the same while all of it is."""

    sum: Sum
    lines: tuple[Line, ...]
    equal: int
    mark: str

    def changes(self, taken: Collection[str] = ()) -> Changes:
        """What is written; of the cells typed by hand those that are taken (`*`: all)."""
        return {line.address: line.after for line in self.lines if is_written(line, taken)}

    def kept(self, taken: Collection[str] = ()) -> list[Address]:
        """What stays as it was typed."""
        return [line.address for line in self.lines if not is_written(line, taken)]

    def seen(self) -> Changes:
        return {line.address: line.before for line in self.lines}

    @property
    def by_hand(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.status == "hand")


def is_written(line: Line, taken: Collection[str]) -> bool:
    return line.status != "hand" or ALL in taken or str(line.address) in taken


def sum_of(case: Case) -> Sum:
    return Sum(case.edition, case.units, case.adjustments)


def proposal(case: Case, by_hand: Collection[Address]) -> Proposal:
    """`by_hand`: the cells of the department's account that a person typed and the sum has not replaced."""
    made = sum_of(case)
    due = fitted(case.edition, case.scale, made.figures)
    own = {cell for cell in case.figures if case.edition.adds(cell)}
    lines = [
        Line(cell, before, after, status(before, after, cell in by_hand))
        for cell in sorted(own | set(due))
        if (before := case.figures.get(cell)) != (after := due.get(cell))
    ]
    return Proposal(made, tuple(lines), len(own | set(due)) - len(lines), mark(case, lines))


def status(before: Decimal | None, after: Decimal | None, hand: bool) -> Status:
    if before is None:
        return "new"
    return "hand" if hand else "blanked" if after is None else "changed"


def mark(case: Case, lines: Iterable[Line]) -> str:
    """Of the units as they are and stand, the adjustments and all that would be changed."""
    said = [
        [[unit.code, unit.standing, print_of(case, unit.figures)] for unit in case.units],
        [[str(each.address), str(each.amount), each.unit] for each in case.adjustments],
        [[str(line.address), str(line.before), str(line.after), line.status] for line in lines],
    ]
    return sha256(json.dumps(said).encode()).hexdigest()


def print_of(case: Case, figures: Figures | None) -> str:
    return "" if figures is None else fingerprint(case.edition, figures)
