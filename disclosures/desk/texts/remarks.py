"""What is said of a text beside its field: findings of the rules on words and numbers, hints. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from accounts.case import Case
from accounts.checks.engine import RULES, Finding, Rule
from accounts.checks.standing import Given, Judged, judged
from disclosures.checks import run
from disclosures.desk.cards import STYLES
from disclosures.desk.marking import SHORT, Piece, pieces, replaced

AROUND = 24
"""Letters shown before and after the words in question: the text itself stands beside."""


@dataclass(frozen=True)
class Remark:
    """One finding on a text."""

    rule: str
    mark: str
    level: str
    style: str
    message: str
    sentence: str
    remedy: str
    quoted: tuple[Piece, ...]
    instead: str | None
    changed: tuple[Piece, ...]
    accepted: str
    """The reason for which it stands."""

    @property
    def is_short(self) -> bool:
        return len(self.instead or "") <= SHORT

    @property
    def anchor(self) -> str:
        return f"f-{self.mark[:12]}"


def on_words() -> list[Rule]:
    """The rules on words (W) and on texts against the account (T)."""
    return [rule for code, rule in RULES.items() if code[0] in "WT"]


def remarks(case: Case, given: Sequence[Given]) -> dict[str, list[Remark]]:
    """By the place they speak of: a slot, or a place in a project."""
    found: dict[str, list[Remark]] = {}
    for each in judged(case, run(case, on_words()), given):
        if each.finding.place and not each.finding.place.startswith("given/"):
            text = case.texts.get(each.finding.place, "")
            found.setdefault(each.finding.place, []).append(remark(each, text))
    return found


def remark(each: Judged, text: str) -> Remark:
    """`text` is what stands at its place."""
    finding, rule = each.finding, RULES[each.finding.rule]
    quote = finding.quote
    return Remark(
        rule=rule.code,
        mark=each.fingerprint,
        level=finding.level.value,
        style=STYLES[finding.level],
        message=finding.message,
        sentence=rule.sentence,
        remedy=finding.remedy,
        quoted=quoted(text, finding),
        instead=quote.instead if quote else None,
        changed=replaced(quote.text, quote.instead)[1] if quote else (),
        accepted=each.given.reason if each.given and not each.blocks else "",
    )


def quoted(text: str, finding: Finding) -> tuple[Piece, ...]:
    """The words in question with a little of what stands around them."""
    quote = finding.quote
    if quote is None:
        return ()
    if text[quote.start : quote.end] != quote.text:
        return tuple(pieces(quote.text, [(0, len(quote.text))]))
    start, end = max(0, quote.start - AROUND), quote.end + AROUND
    before = ("…" if start else "") + text[start : quote.start]
    after = text[quote.end : end] + ("…" if end < len(text) else "")
    return (Piece(before, False), *replaced(quote.text, quote.instead)[0], Piece(after, False))


def hints(text: str, last: str, printed: str, year: int) -> Iterator[str]:
    """What no rule finds: last year's words unchanged, last year's year, a beginning that is not printed."""
    if text and last and words(text) == words(last):
        yield f"与{year - 1}年写的一字不差，请按今年的情况修改"
    if last and (named := [f"{y}年" for y in (year - 1, year - 2) if f"{y}年" in text and f"{y}年" in last]):
        yield f"文中写着“{'”“'.join(named)}”，上年也这样写，请核对年度"
    lead = text[: len(text) - len(text.lstrip())] + text.lstrip()
    if printed and not lead.startswith(printed[:4]) and lead.find(printed[:4]) in range(1, 12):
        yield f"开头的“{lead[: lead.find(printed[:4])].strip('，,：:')}”句中已有，不会重复印出"


def words(text: str) -> str:
    return "".join(text.split()).rstrip("。")


def worst(found: Iterable[Remark]) -> str:
    """The style of the gravest that is not accepted."""
    order = [*STYLES.values(), ""]
    return min((each.style for each in found if not each.accepted), key=order.index, default="")
