"""The results of the rules as a text for people and as plain JSON values. Pure."""

from collections.abc import Iterable, Iterator
from typing import Any

from accounts.checks.engine import Level, Result, State, findings

STATES = {
    State.PASSED: "通过",
    State.FAILED: "未通过",
    State.NOT_APPLICABLE: "不适用",
    State.COULD_NOT_RUN: "未能检查",
}


def errors(results: Iterable[Result]) -> int:
    return sum(finding.level is Level.ERROR for finding in findings(results))


def as_text(results: list[Result]) -> str:
    """Every finding, the gravest first; then what could not run; then how the rules ended."""
    return "\n".join((*found(results), *not_run(results), *summary(results)))


def found(results: list[Result]) -> Iterator[str]:
    for level in Level:
        for finding in findings(results):
            if finding.level is level:
                places = "、".join(map(str, finding.cells)) or finding.place
                yield f"{level.value} {finding.rule} {finding.message}。\n    {finding.remedy}。（{places}）"


def not_run(results: list[Result]) -> Iterator[str]:
    for result in results:
        if result.state is State.COULD_NOT_RUN:
            yield f"{STATES[result.state]} {result.rule.code} {result.rule.title}：{result.reason}"


def summary(results: list[Result]) -> Iterator[str]:
    levels = [finding.level for finding in findings(results)]
    yield "，".join(f"{level.value} {levels.count(level)} 处" for level in Level)
    ended = [result.state for result in results]
    states = "，".join(f"{word} {ended.count(state)} 项" for state, word in STATES.items())
    yield f"{states}；尾差 {sum(result.roundings for result in results)} 处"


def as_data(results: list[Result]) -> dict[str, Any]:
    """Plain values; amounts as text, in 元."""
    return {
        "findings": [
            {
                "rule": finding.rule,
                "level": finding.level.value,
                "state": result.state.value,
                "message": finding.message,
                "remedy": finding.remedy,
                "addresses": [str(cell) for cell in finding.cells],
                "numbers": [str(number) for number in finding.numbers],
                "difference": None if finding.difference is None else str(finding.difference),
                "place": finding.place,
            }
            for result in results
            for finding in result.findings
        ],
        "rules": [
            {
                "rule": result.rule.code,
                "title": result.rule.title,
                "dimension": result.rule.dimension.value,
                "state": result.state.value,
                "reason": result.reason,
                "roundings": result.roundings,
            }
            for result in results
        ],
    }
