"""Half-width punctuation in Chinese text, and blanks between Chinese words."""

import re
from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Dimension, Level, Seen, rule
from disclosures.wording.notes import CLEAN, NOTHING_WRITTEN, Hit, fault
from disclosures.wording.reading import Reading, readings

SOURCE = "中文文字用全角标点，全文一种写法"
CHINESE = r"\u4e00-\u9fff，。、；：！？）》”】（《“【"
FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）", "...": "……"}
MARK = re.compile(
    rf"\.{{3}}(?=[{CHINESE}]|$)"
    rf"|(?<=[{CHINESE}%％])[,;:?!]|(?<!^)[,;:?!](?=[{CHINESE}])"
    rf"|(?<=[\u4e00-\u9fff）”》%％])(?<!^[一二三四五六七八九十])\.(?![.A-Za-z0-9])",
    re.MULTILINE,
)
PAIR = re.compile(r"[(（]([^()（）\n]*)[)）]")
STRAIGHT = re.compile(r'"([^"\n]*[\u4e00-\u9fff][^"\n]*)"')
HAN = re.compile(r"[\u4e00-\u9fff]")
NEAR = 2


@rule(
    "W21",
    title="中文里的半角标点",
    level=Level.REASON,
    source=SOURCE,
    dimension=Dimension.FORM,
    idle=NOTHING_WRITTEN,
)
def rule_half_width(case: Case) -> Iterator[Seen]:
    """中文的逗号、分号、冒号、句号、括号、引号应为全角；数字和外文里的除外。"""
    for reading in readings(case):
        marks, brackets = _marks(reading.text), _brackets(reading.text)
        if hits := marks + brackets:
            level = None if marks else Level.NOTICE
            yield fault(reading, hits, "是半角标点，或半角全角不配对", level=level)
        else:
            yield CLEAN


def _marks(text: str) -> list[Hit]:
    return [Hit(match.start(), match.end(), FULL[match[0]]) for match in MARK.finditer(text)]


def _brackets(text: str) -> list[Hit]:
    hits: list[Hit] = []
    if "(" in text or ")" in text:
        for match in PAIR.finditer(text):
            start, end = match.span()
            if HAN.search(text, max(start - NEAR, 0), min(end + NEAR, len(text))):
                hits += [Hit(n, n + 1, FULL[text[n]]) for n in (start, end - 1) if text[n] in "()"]
    if '"' in text:
        for match in STRAIGHT.finditer(text):
            start, end = match.span()
            hits += [Hit(start, start + 1, "“"), Hit(end - 1, end, "”")]
    return hits


BLANK = re.compile(r"[\u4e00-\u9fff，。、；：](?:[ \u00a0\u3000]+[\u4e00-\u9fff，。、；：])+")
"""With the characters on both sides: a quote of a blank says nothing."""


@rule(
    "W25",
    title="中文里的空格",
    level=Level.NOTICE,
    source="中文的字与字之间不留空格",
    dimension=Dimension.FORM,
    idle="没有填写的文字",
)
def rule_blank(case: Case) -> Iterator[Seen]:
    """填写的中文字与字之间不应有空格。"""
    for reading in readings(case):
        passage = reading.passage
        if passage.given:
            continue  # the blanks there come from extraction
        raw = Reading(passage, passage.text, ())
        hits = [Hit(*match.span(), "".join(match[0].split())) for match in BLANK.finditer(passage.text)]
        yield fault(raw, hits, "中间有空格") if hits else CLEAN
