"""A comparison as lines of text, for the command. Pure."""

from collections.abc import Iterator

from disclosures.workbook.comparing import Comparison, Line


def lines(found: Comparison) -> Iterator[str]:
    for group in found.groups:
        yield f"{group.title}：{group.counts}"
        for line in group.lines:
            yield f"  {told(line)}"
    if found.passed:
        yield f"没有读取的工作表：{'、'.join(found.passed)}"
    if not found.plan.entries:
        yield "没有可以写入的改动"


def told(line: Line) -> str:
    where = f"［{line.where}］" if line.where else ""
    if line.status in ("unread", "absent") and not line.place:
        return f"{line.word} {where}{line.title}"
    change = f"{flat(line.before)} → {flat(line.after)}"
    reason = f"（{line.told}）" if line.told else ""
    return f"{line.word} {where}{line.title}：{change}{reason}"


def flat(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:79]}…"
