"""The results of the rules as a text for people and as plain JSON values. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from accounts.checks.engine import Level, Quote, Result, State
from accounts.checks.standing import Judged, Standing

STATES = {
    State.PASSED: "通过",
    State.FAILED: "未通过",
    State.NOT_APPLICABLE: "不适用",
    State.COULD_NOT_RUN: "未能检查",
}


def errors(found: Sequence[Judged]) -> int:
    """错误 that are neither mended nor accepted."""
    return sum(each.finding.level is Level.ERROR and each.blocks for each in found)


def as_text(results: Sequence[Result], found: Sequence[Judged]) -> str:
    """Every open finding, the gravest first; what was accepted; what could not run; how the rules ended."""
    return "\n".join((*listed(found), *accepted(found), *not_run(results), *summary(results, found)))


def listed(found: Sequence[Judged]) -> Iterator[str]:
    for level in Level:
        for each in found:
            if each.finding.level is level and each.standing is not Standing.ACCEPTED:
                yield from lines(each)


def lines(each: Judged) -> Iterator[str]:
    finding = each.finding
    places = "、".join(map(str, finding.cells)) or finding.place
    yield f"{finding.level.value} {finding.rule} {finding.message}。\n    {finding.remedy}。（{places}）"
    if finding.quote:
        yield f"    {worded(finding.quote)}"
    if each.given:
        yield f"    曾有说明，所说的内容已变，不再有效：{each.given.reason}"


def worded(quote: Quote) -> str:
    if quote.instead is None:
        return f"“{quote.text}”"
    return f"“{quote.text}”改为“{quote.instead}”" if quote.instead else f"删去“{quote.text}”"


def accepted(found: Sequence[Judged]) -> Iterator[str]:
    for each in found:
        if each.given and each.standing is Standing.ACCEPTED:
            finding, given = each.finding, each.given
            yield f"已说明 {finding.rule} {finding.message}。"
            yield f"    {given.reason}（{given.name or given.by}，{given.at:%Y-%m-%d}）"


def not_run(results: Sequence[Result]) -> Iterator[str]:
    for result in results:
        if result.state is State.COULD_NOT_RUN:
            yield f"{STATES[result.state]} {result.rule.code} {result.rule.title}：{result.reason}"


def summary(results: Sequence[Result], found: Sequence[Judged]) -> Iterator[str]:
    yield totals(counts(found))
    ended = [result.state for result in results]
    states = "，".join(f"{word} {ended.count(state)} 项" for state, word in STATES.items())
    yield f"{states}；尾差 {sum(result.roundings for result in results)} 处"


COUNTED = {"errors": "错误", "reasons": "需说明", "notices": "提示", "accepted": "已说明"}


def counts(found: Sequence[Judged]) -> dict[str, int]:
    """What is open, by level, and what was accepted."""
    standing = [each.finding.level.value for each in found if each.standing is not Standing.ACCEPTED]
    return {
        **{key: standing.count(word) for key, word in COUNTED.items()},
        "accepted": len(found) - len(standing),
    }


def totals(counted: Mapping[str, int]) -> str:
    """错误 1 处，需说明 7 处，提示 4 处，已说明 2 处; the last only where there are any."""
    return "，".join(
        f"{word} {counted[key]} 处" for key, word in COUNTED.items() if key != "accepted" or counted[key]
    )


def as_data(results: Sequence[Result], found: Sequence[Judged]) -> dict[str, Any]:
    """Plain values; amounts as text, in 元."""
    return {
        "findings": [plain(each) for each in found],
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


def plain(each: Judged) -> dict[str, Any]:
    finding, quote, given = each.finding, each.finding.quote, each.given
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "state": each.standing.value,
        "message": finding.message,
        "remedy": finding.remedy,
        "addresses": [str(cell) for cell in finding.cells],
        "numbers": [str(number) for number in finding.numbers],
        "difference": None if finding.difference is None else str(finding.difference),
        "place": finding.place,
        "quote": None
        if quote is None
        else {"text": quote.text, "start": quote.start, "end": quote.end, "instead": quote.instead},
        "slot": finding.slot,
        "reason": given.reason if given else "",
        "by": given.by if given else "",
        "at": given.at.isoformat() if given else "",
    }
