"""Brackets and quotation marks that do not pair."""

import re
from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Dimension, Level, Seen, rule
from disclosures.wording.notes import CLEAN, NOTHING_WRITTEN, Hit, fault
from disclosures.wording.reading import Reading, readings

CLOSERS = {
    "（": "）",
    "(": ")",
    "“": "”",
    "‘": "’",
    "《": "》",
    "【": "】",
    "「": "」",
    "『": "』",
    "〔": "〕",
}
OPENERS = {closer: opener for opener, closer in CLOSERS.items()}
SAME = {"(": "（", ")": "）"}
"""A half-width bracket may close a full-width one: another rule speaks of that."""
SIGN = re.compile(f"[{re.escape(''.join((*CLOSERS, *OPENERS)))}]")
NUMBERING = re.compile(r"(?:^|[\s。；;：:，,、])[0-9a-zA-Z一二三四五六七八九十]{1,3}$")
"""1） numbers an item and closes nothing."""


@rule(
    "W22",
    title="括号、引号不成对",
    level=Level.REASON,
    source="括号和引号成对使用",
    dimension=Dimension.FORM,
    idle=NOTHING_WRITTEN,
)
def rule_pairs(case: Case) -> Iterator[Seen]:
    """括号、引号、书名号应当有开有合。"""
    waiting = ""
    for reading in readings(case):
        lost = unpaired(reading.text)
        if reading.passage.given:
            opened = "".join(reading.text[n] for n in lost)
            lost = [n for n in lost if not _elsewhere(reading, n, waiting)]
            waiting = opened
        yield (
            fault(reading, [Hit(n, n + 1) for n in lost], "没有配对", remedy="补上另一半，或删去")
            if lost
            else CLEAN
        )


def _elsewhere(reading: Reading, n: int, waiting: str) -> bool:
    """Whether the other half stands in the line before or after of a given text."""
    sign = reading.text[n]
    return CLOSERS[sign] in reading.beyond if sign in CLOSERS else OPENERS[sign] in waiting


def unpaired(text: str) -> list[int]:
    """Where signs stand that have no other half."""
    open_at: list[int] = []
    lost: list[int] = []
    for match in SIGN.finditer(text):
        n, sign = match.start(), match[0]
        if sign in CLOSERS:
            open_at.append(n)
        elif open_at and _wide(text[open_at[-1]]) == _wide(OPENERS[sign]):
            open_at.pop()
        elif not (sign in "）)" and NUMBERING.search(text[:n])):
            lost.append(n)
    return sorted(lost + open_at)


def _wide(sign: str) -> str:
    return SAME.get(sign, sign)
