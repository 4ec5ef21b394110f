"""How rules are registered, run and judged."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from accounts.case import Case
from accounts.checks import engine
from accounts.checks.engine import (
    Agreement,
    Check,
    CouldNotRun,
    Fault,
    Level,
    NotApplicable,
    Result,
    Seen,
    State,
    outcome,
    rule,
)
from accounts.figures import at
from tests.casebook import case

CELL = at("t03/205/total")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "RULES", {})


def run_one(check: Check, **more: object) -> Result:
    rule("X01", title="试", source="试", **more)(check)  # type: ignore[arg-type]
    return outcome(engine.RULES["X01"], case())


def agrees(case: Case) -> Iterator[Seen]:
    yield Agreement((CELL,))


def faulty(case: Case) -> Iterator[Seen]:
    yield Fault("不对", (CELL,), (Decimal(1), Decimal(2)), Decimal(-1), "更正")


def silent(case: Case) -> Iterator[Seen]:
    yield from ()


def noticing(case: Case) -> Iterator[Seen]:
    yield Agreement((CELL,), rounded=True)
    yield Fault("差末位", (CELL,), level=Level.NOTICE)


def stumbling(case: Case) -> Iterator[Seen]:
    yield Agreement((CELL,))
    raise KeyError("t99")


def lacking(case: Case) -> Iterator[Seen]:
    raise CouldNotRun("没有上年决算")
    yield


def idle(case: Case) -> Iterator[Seen]:
    raise NotApplicable("没有项目")
    yield


def test_a_code_used_twice_is_refused() -> None:
    rule("X01", title="试", source="试")(agrees)
    with pytest.raises(ValueError, match="X01 is registered twice"):
        rule("X01", title="试", source="试")(faulty)


def test_a_rule_passes_fails_does_not_apply_or_could_not_run() -> None:
    assert run_one(agrees).state is State.PASSED


def test_a_fault_becomes_a_finding_of_the_rule_and_its_level() -> None:
    result = run_one(faulty, level=Level.REASON)
    (finding,) = result.findings
    assert result.state is State.FAILED
    assert (finding.rule, finding.level, finding.cells) == ("X01", Level.REASON, (CELL,))
    assert (finding.numbers, finding.difference, finding.remedy) == ((1, 2), -1, "更正")


def test_a_notice_does_not_fail_a_rule_and_roundings_are_counted() -> None:
    result = run_one(noticing)
    assert (result.state, len(result.findings), result.roundings) == (State.PASSED, 1, 1)


@pytest.mark.parametrize(
    ("check", "state", "reason"),
    [
        (stumbling, State.COULD_NOT_RUN, "检查中断：KeyError 't99'"),
        (lacking, State.COULD_NOT_RUN, "没有上年决算"),
        (idle, State.NOT_APPLICABLE, "没有项目"),
        (silent, State.COULD_NOT_RUN, "没有可核对的数"),
    ],
)
def test_what_did_not_run_to_its_end_has_not_passed(check: Check, state: State, reason: str) -> None:
    result = run_one(check)
    assert (result.state, result.reason) == (state, reason)


def test_a_rule_that_compared_nothing_says_why_it_does_not_apply() -> None:
    result = run_one(silent, idle="表中没有数")
    assert (result.state, result.reason) == (State.NOT_APPLICABLE, "表中没有数")


def test_a_rule_of_another_edition_does_not_apply() -> None:
    assert run_one(faulty, editions=("shanghai-2024-unit",)).state is State.NOT_APPLICABLE
    monkey = engine.RULES.pop("X01")
    assert monkey.editions == ("shanghai-2024-unit",)
    assert run_one(faulty, editions=("jilin-2024-unit",)).state is State.FAILED


def test_rules_run_in_the_order_of_their_codes() -> None:
    for code in ("X02", "X01"):
        rule(code, title="试", source="试")(agrees)
    assert [each.rule.code for each in engine.run(case())] == ["X01", "X02"]
