"""部门 and 单位: the account of a department does not say 本单位, nor that of a unit 本部门."""

from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Level, Seen, rule
from disclosures.wording.notes import CLEAN, NOTHING_WRITTEN, Note, faults
from disclosures.wording.reading import readings

LONGEST_HEADING = 40
TITLES = "主要职责|职责|概况|决算单位构成|预算项目支出绩效自评表|决算情况说明|决算表|决算公开"
DUTIES = ("profile.duties", "profile.organisation")


def _notes(self: str, other: str) -> tuple[tuple[Note, ...], tuple[Note, ...]]:
    """For texts, and for headings of a given text. A unit within a department is rightly called 单位."""
    level = Level.REASON if self == "单位" else Level.NOTICE
    return (
        (Note(f"本{other}", instead=f"本{self}", level=level),),
        (Note(other, rf"(?<![属各级本]){other}(?=(?:{TITLES})(?:$|及))", instead=self, level=Level.REASON),),
    )


NOTES = {"单位": _notes("单位", "部门"), "部门": _notes("部门", "单位")}


@rule(
    "W54",
    title="部门、单位混用",
    level=Level.NOTICE,
    source="部门决算称“本部门”，单位决算称“本单位”",
    idle=NOTHING_WRITTEN,
)
def rule_department_or_unit(case: Case) -> Iterator[Seen]:
    """部门决算应称“本部门”，单位决算应称“本单位”。"""
    words, headings = NOTES[case.edition.wording.scope]
    why = f"用在{case.edition.wording.scope}决算里不合适"
    for reading in readings(case):
        if reading.place in DUTIES:
            continue  # 负责本部门的安全工作: the duties were written elsewhere
        is_heading = reading.passage.given and len(reading.text) <= LONGEST_HEADING
        notes = (*words, *headings) if is_heading else words
        yield from faults(reading, notes, why) or [CLEAN]
