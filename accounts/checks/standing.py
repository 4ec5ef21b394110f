"""Where a finding stands: open, accepted with a reason, or lapsed because what was accepted has changed.

Pure. A fingerprint says what a finding is about: the rule, its cells with their values, the numbers compared,
and the words in question. It does not hold our wording, so a better sentence lets no acceptance lapse.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import Enum
from hashlib import sha256
from typing import Any

from accounts.case import Case
from accounts.checks.engine import Finding, Level, Result

AROUND = 6
"""Characters on each side of quoted words that belong to them."""


class Standing(Enum):
    OPEN = "open"
    ACCEPTED = "accepted"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class Given:
    """An acceptance as it was recorded. One that was retracted counts no more."""

    id: int
    rule: str
    place: str
    fingerprint: str
    message: str
    reason: str
    by: str
    at: datetime
    name: str = ""
    """The person's name; `by` is what they log in with."""
    retracted_by: str = ""
    retracted_at: datetime | None = None


@dataclass(frozen=True)
class Judged:
    """A finding and where it stands. `given` is the acceptance that holds, or the one that has lapsed."""

    finding: Finding
    fingerprint: str
    standing: Standing
    given: Given | None = None

    @property
    def blocks(self) -> bool:
        """错误 and 需说明 block submission until they are mended or accepted."""
        return self.finding.level is not Level.NOTICE and self.standing is not Standing.ACCEPTED


def fingerprint(case: Case, finding: Finding) -> str:
    """SHA-256 over what the finding is about."""
    subject = {
        "rule": finding.rule,
        "cells": [[str(cell), plain(case.figures.get(cell))] for cell in finding.cells],
        "numbers": [plain(number) for number in finding.numbers],
        "place": finding.place,
        "text": None if finding.place == finding.slot else text_in_question(case, finding),
    }
    return sha256(json.dumps(subject, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def text_in_question(case: Case, finding: Finding) -> Any:
    """The quoted words and a little around them, so that mending another place lets nothing lapse."""
    text = text_at(case, finding.place)
    if finding.quote is None or not isinstance(text, str):
        return text
    return text[max(finding.quote.start - AROUND, 0) : finding.quote.end + AROUND]


def marked(case: Case, findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding with its fingerprint; those that are about the very same thing are numbered."""
    seen: Counter[str] = Counter()
    for finding in findings:
        mark = fingerprint(case, finding)
        seen[mark] += 1
        yield finding, mark if seen[mark] == 1 else sha256(f"{mark} {seen[mark]}".encode()).hexdigest()


def plain(number: Any) -> str | None:
    """1.50 and 1.5 are the same number."""
    return None if number is None else f"{number.normalize():f}"


def text_at(case: Case, place: str) -> Any:
    """What stands there: the text of a slot, a line of the given text, a sheet, an indicator, a field."""
    head, _, rest = place.partition("/")
    if head == "given":
        lines = case.given.splitlines()
        return lines[int(rest) - 1] if rest.isdigit() and 0 < int(rest) <= len(lines) else None
    if head != "project":
        return case.texts.get(place)
    key, *words = rest.split("/")
    sheet: Any = next((asdict(sheet) for sheet in case.projects if sheet.key == key), None)
    for word in words:
        if isinstance(sheet, dict) and word.isdigit():
            sheet = dict(enumerate(sheet["indicators"], 1)).get(int(word))
        else:
            sheet = sheet.get(word) if isinstance(sheet, dict) else None
    return sheet


def place_of(finding: Finding) -> str:
    """Where it is, whatever stands there: its first cell, or its place."""
    return str(finding.cells[0]) if finding.cells else finding.place


def judged(case: Case, results: Iterable[Result], given: Sequence[Given]) -> list[Judged]:
    """Every finding of the results, in their order, with where it stands."""
    marks = list(marked(case, (finding for result in results for finding in result.findings)))
    found = {mark for _, mark in marks}
    holding = {each.fingerprint: each for each in given if each.retracted_at is None}
    past = {(each.rule, each.place): each for each in holding.values() if each.fingerprint not in found}
    return [judge(finding, mark, holding, past) for finding, mark in marks]


def judge(
    finding: Finding, mark: str, holding: dict[str, Given], past: dict[tuple[str, str], Given]
) -> Judged:
    if mark in holding:
        return Judged(finding, mark, Standing.ACCEPTED, holding[mark])
    before = past.get((finding.rule, place_of(finding)))
    return Judged(finding, mark, Standing.LAPSED if before else Standing.OPEN, before)


def open_findings(case: Case, results: Iterable[Result], given: Sequence[Given]) -> Iterator[Judged]:
    """What stands in the way of submission. What could not run is listed elsewhere and does not block."""
    return (each for each in judged(case, results, given) if each.blocks)
