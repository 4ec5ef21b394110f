"""What a clerk typed, what the page had shown, what stands there now: which of them is written. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from disclosures.desk.projects.forms import Row


@dataclass(frozen=True)
class Merged:
    """`write` is what shall stand there; `conflicts` by name what a colleague has written meanwhile."""

    write: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, str] = field(default_factory=dict)


def fields(typed: Mapping[str, str], seen: Mapping[str, str], now: Mapping[str, str]) -> Merged:
    """Only what was changed on the page is written, and only where it is still as it was seen."""
    found = Merged()
    for name, text in typed.items():
        if text in (seen.get(name, ""), now.get(name, "")):
            continue
        if now.get(name, "") == seen.get(name, ""):
            found.write[name] = text
        else:
            found.conflicts[name] = now.get(name, "")
    return found


def rows(typed: Sequence[Row], seen: Sequence[Row], now: Sequence[Row]) -> tuple[Row, ...] | None:
    """The rows that shall stand there; None where both have changed them in different ways.

    Where no row was added, moved or removed each cell stands for itself.
    """
    typed, seen, now = tuple(typed), tuple(seen), tuple(now)
    if typed in (seen, now):
        return now
    if now == seen:
        return typed
    if not len(typed) == len(seen) == len(now):
        return None
    merged = []
    for mine, before, theirs in zip(typed, seen, now, strict=True):
        cells = [cell(*each) for each in zip(mine, before, theirs, strict=True)]
        if None in cells:
            return None
        merged.append(tuple(each for each in cells if each is not None))
    return tuple(merged)


def cell(mine: str, before: str, theirs: str) -> str | None:
    if mine in (before, theirs):
        return theirs
    return mine if theirs == before else None
