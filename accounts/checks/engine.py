"""Rules that question an account: how they are registered, run, and what they may answer. Pure.

A rule is a small generator: for each thing it compared it yields an `Agreement` or a `Fault`; it raises
`NotApplicable` or `CouldNotRun` with the reason. A rule that compared nothing never counts as passed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from accounts.case import Case
from accounts.figures import Address


class Level(Enum):
    """错误 and 需说明 block submission until mended or accepted; 提示 informs."""

    ERROR = "错误"
    REASON = "需说明"
    NOTICE = "提示"


class State(Enum):
    """How a rule ended. One that found only 提示 has passed."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not applicable"
    COULD_NOT_RUN = "could not run"


class Dimension(Enum):
    """The five dimensions of an inspector's checklist."""

    COMPLETENESS = "完整性"
    DETAIL = "细化程度"
    TIMELINESS = "及时性"
    FORM = "公开形式"
    TRUTH = "真实性"


class NotApplicable(Exception):
    """The account has nothing that the rule could question; the message says why."""


class CouldNotRun(Exception):
    """Something is missing without which the rule cannot decide; the message says what."""


@dataclass(frozen=True)
class Addition:
    """A sum as a rule compared it: the cells of `plus` less those of `minus` should be `whole`."""

    whole: Address
    plus: tuple[Address, ...]
    minus: tuple[Address, ...]
    """Cells that hold a figure."""
    holds: bool
    """Within rounding."""


@dataclass(frozen=True)
class Agreement:
    """One comparison that holds; `rounded`: only because printed amounts are rounded (尾差)."""

    cells: tuple[Address, ...]
    rounded: bool = False
    addition: Addition | None = None


@dataclass(frozen=True)
class Quote:
    """Words in question in the passage that `place` names: where they stand in it, what to write instead."""

    text: str
    start: int
    end: int
    instead: str | None = None
    """One click writes this in their place; empty deletes them; None where no one can know."""


@dataclass(frozen=True)
class Fault:
    """One comparison that does not hold. `numbers`: what stands there, and what it should agree with."""

    message: str
    cells: tuple[Address, ...] = ()
    numbers: tuple[Decimal, ...] = ()
    difference: Decimal | None = None
    remedy: str = ""
    level: Level | None = None
    """Another level than the rule's."""
    place: str = ""
    """Where there is no cell: a slot, `project/<key>`, its indicator `project/<key>/<n>` from 1, its field
    `project/<key>/<field>`, or `given/<line>`, a line of the given text from 1."""
    quote: Quote | None = None
    slot: str = ""
    """Where an explanation is due and the report has a place for it: the slot it is written into."""
    addition: Addition | None = None


Seen = Agreement | Fault
Check = Callable[[Case], Iterable[Seen]]


@dataclass(frozen=True)
class Finding:
    """What the clerk is shown: the rule, how bad, what, where, and what to do."""

    rule: str
    level: Level
    message: str
    cells: tuple[Address, ...]
    numbers: tuple[Decimal, ...]
    difference: Decimal | None
    remedy: str
    place: str = ""
    quote: Quote | None = None
    slot: str = ""


@dataclass(frozen=True)
class Rule:
    code: str
    title: str
    level: Level
    may_stand: bool
    """Whether a finding may be accepted with a reason."""
    source: str
    """Where the demand comes from, in our words."""
    dimension: Dimension
    idle: str
    """Why the rule does not apply where there was nothing to compare."""
    editions: tuple[str, ...]
    """Codes of the editions it holds for; empty: all."""
    check: Check

    @property
    def sentence(self) -> str:
        """The docstring: what must agree with what."""
        return " ".join((self.check.__doc__ or "").split())

    def finding(self, fault: Fault) -> Finding:
        return Finding(
            rule=self.code,
            level=fault.level or self.level,
            message=fault.message,
            cells=fault.cells,
            numbers=fault.numbers,
            difference=fault.difference,
            remedy=fault.remedy,
            place=fault.place,
            quote=fault.quote,
            slot=fault.slot,
        )


@dataclass(frozen=True)
class Result:
    """How one rule ended on one account."""

    rule: Rule
    state: State
    findings: tuple[Finding, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    reason: str = ""
    """Why it does not apply or could not run."""
    additions: tuple[Addition, ...] = ()
    """The sums it compared, whether they hold or not."""

    @property
    def roundings(self) -> int:
        """尾差 n 处: sums that agree only within rounding."""
        return sum(each.rounded for each in self.agreements)


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    *,
    title: str,
    level: Level = Level.ERROR,
    may_stand: bool = True,
    source: str,
    dimension: Dimension = Dimension.TRUTH,
    idle: str = "",
    editions: tuple[str, ...] = (),
) -> Callable[[Check], Check]:
    """Register the function below under `code`; ValueError, at import, for a code that is taken."""

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"rule {code} is registered twice: {RULES[code].check} and {check}")
        RULES[code] = Rule(code, title, level, may_stand, source, dimension, idle, editions, check)
        return check

    return register


def run(case: Case, rules: Iterable[Rule] | None = None) -> list[Result]:
    """Every rule on one account, by code."""
    chosen = RULES.values() if rules is None else rules
    return [outcome(each, case) for each in sorted(chosen, key=lambda each: each.code)]


def outcome(each: Rule, case: Case) -> Result:
    if each.editions and case.edition.code not in each.editions:
        return Result(each, State.NOT_APPLICABLE, reason=f"{case.edition.title}没有这项检查")
    seen: list[Seen] = []
    try:
        seen.extend(each.check(case))
    except NotApplicable as reason:
        return Result(each, State.NOT_APPLICABLE, reason=str(reason))
    except CouldNotRun as reason:
        return Result(each, State.COULD_NOT_RUN, reason=str(reason))
    except Exception as error:  # whatever a rule stumbles over, the others run and this one has not passed
        return Result(each, State.COULD_NOT_RUN, reason=f"检查中断：{type(error).__name__} {error}")
    return judged(each, seen)


def judged(each: Rule, seen: list[Seen]) -> Result:
    findings = tuple(each.finding(fault) for fault in seen if isinstance(fault, Fault))
    if not seen and each.idle:
        return Result(each, State.NOT_APPLICABLE, reason=each.idle)
    if not seen:
        return Result(each, State.COULD_NOT_RUN, reason="没有可核对的数")
    blocking = any(finding.level is not Level.NOTICE for finding in findings)
    agreements = tuple(each for each in seen if isinstance(each, Agreement))
    additions = tuple(each.addition for each in seen if each.addition)
    state = State.FAILED if blocking else State.PASSED
    return Result(each, state, findings, agreements, additions=additions)


def findings(results: Iterable[Result]) -> Iterator[Finding]:
    for result in results:
        yield from result.findings
