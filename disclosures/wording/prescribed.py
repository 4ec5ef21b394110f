"""The 名词解释 of a given text against those that the edition prescribes."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from accounts.case import Case
from accounts.checks.engine import Dimension, Level, Seen, rule
from disclosures.wording.notes import CLEAN, Hit, fault, known, overlap
from disclosures.wording.reading import Reading, readings
from disclosures.wording.slip_notes import SURE

TERM = re.compile(
    r"^(?:[一二三四五六七八九十]+、|\d+[.．、]|[（(][一二三四五六七八九十\d]+[）)])\**([^：:*]{2,20})\**[：:]\**"
)
PLAIN = str.maketrans("，；：（）％", ",;:()%")
ALIKE = 0.6
"""What is less alike explains another thing under that name."""


@rule(
    "W34",
    title="名词解释被改动",
    level=Level.NOTICE,
    source="名词解释照编写格式印出，不改动",
    dimension=Dimension.FORM,
    idle="没有附上名词解释",
)
def rule_terms_as_prescribed(case: Case) -> Iterator[Seen]:
    """所附文本的名词解释应与编写格式一致。"""
    terms = {term.name: prescribed(case, term.text) for term in case.edition.terms}
    for reading in readings(case):
        head = TERM.match(reading.text) if reading.passage.given else None
        if head and head[1] in terms and reading.text.endswith("。"):
            hit = changed(reading, head.end(), terms[head[1]])
            hit = None if hit and any(overlap(hit, slip) for _, slip in known(reading, SURE)) else hit
            why = "与编写格式的解释不同"
            yield fault(reading, [hit], why, remedy=f"编写格式为“{terms[head[1]]}”") if hit else CLEAN


def prescribed(case: Case, text: str) -> str:
    return text.replace("{level}", case.unit.level).replace("{scope}", case.edition.wording.scope)


def changed(reading: Reading, start: int, should: str) -> Hit | None:
    """From the first difference to the last; None where there is none, or where all is different."""
    there, right = reading.text[start:].translate(PLAIN), should.translate(PLAIN)
    matcher = SequenceMatcher(None, there, right, autojunk=False)
    if there == right or matcher.ratio() < ALIKE:
        return None
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    begin, end = steps[0][1], steps[-1][2]
    wide = 1 if begin == end else 0  # where something is missing, with the character before it
    first = max(begin - wide, 0)
    return Hit(start + first, start + end, should[steps[0][3] - (begin - first) : steps[-1][4]])
