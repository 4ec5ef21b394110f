"""How each rule ended on an account, and what was explained: what the readers of a version are told. Pure.

提示 are for the clerk alone: a rule that found nothing else has passed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from accounts.case import Case
from accounts.checks.engine import Addition, Finding, Level, Result, Rule, State
from accounts.checks.standing import Given, Judged, Standing, judged
from disclosures.checks import run


class Verdict(Enum):
    GOOD = "合格"
    BAD = "不合格"
    EXPLAINED = "说明后保留"
    IDLE = "不适用"
    UNKNOWN = "未能检查"


STYLES = {
    Verdict.GOOD: "good",
    Verdict.BAD: "bad",
    Verdict.EXPLAINED: "explained",
    Verdict.IDLE: "idle",
    Verdict.UNKNOWN: "unknown",
}
"""Also its name in open data."""
ENDED = {
    State.PASSED: Verdict.GOOD,
    State.NOT_APPLICABLE: Verdict.IDLE,
    State.COULD_NOT_RUN: Verdict.UNKNOWN,
}


@dataclass(frozen=True)
class Kept:
    """What does not agree, and why it stands; without reason where nobody gave one."""

    finding: Finding
    reason: str


@dataclass(frozen=True)
class Line:
    """One rule. `compared`: how many comparisons hold; `roundings`: of these only because of rounding."""

    rule: Rule
    verdict: Verdict
    kept: tuple[Kept, ...]
    compared: int
    roundings: int
    why: str
    """Why it does not apply or could not run."""
    additions: tuple[Addition, ...]


@dataclass(frozen=True)
class Group:
    verdict: Verdict
    lines: tuple[Line, ...]

    @property
    def style(self) -> str:
        return STYLES[self.verdict]


ORDER = (Verdict.BAD, Verdict.EXPLAINED, Verdict.UNKNOWN, Verdict.GOOD, Verdict.IDLE)
"""What a reader asks first."""


def groups(case: Case, given: Sequence[Given]) -> tuple[Group, ...]:
    """All rules by how they ended; every verdict is there, also without rules."""
    every = tuple(lines(case, given))
    return tuple(Group(each, tuple(line for line in every if line.verdict is each)) for each in ORDER)


def lines(case: Case, given: Sequence[Given]) -> Iterator[Line]:
    results = run(case)
    found: dict[str, list[Judged]] = {}
    for each in judged(case, results, given):
        found.setdefault(each.finding.rule, []).append(each)
    for result in results:
        of = found.get(result.rule.code, [])
        yield Line(
            rule=result.rule,
            verdict=verdict(result, of),
            kept=tuple(kept(of)),
            compared=len(result.agreements),
            roundings=result.roundings,
            why=result.reason,
            additions=result.additions,
        )


def verdict(result: Result, found: Sequence[Judged]) -> Verdict:
    if result.state is not State.FAILED:
        return ENDED[result.state]
    return Verdict.BAD if any(each.blocks for each in found) else Verdict.EXPLAINED


def kept(found: Sequence[Judged]) -> Iterator[Kept]:
    for each in found:
        if each.finding.level is not Level.NOTICE:
            accepted = each.given if each.standing is Standing.ACCEPTED else None
            yield Kept(each.finding, accepted.reason if accepted else "")
