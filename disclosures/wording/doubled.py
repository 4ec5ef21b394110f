"""Words and punctuation that stand twice."""

import re
from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Dimension, Level, Seen, rule
from disclosures.wording.notes import CLEAN, NOTHING_WRITTEN, Hit, Note, fault, faults
from disclosures.wording.reading import Reading, readings

LEAD = r"主要(?:是|用于|包括|原因(?:是|为|：|:))"
LEAD_INS = (
    Note("主要", rf"({LEAD})[，,：:]?\1", instead=r"\1"),
    Note("主要是", rf"主要是[，,：:]?({LEAD})", instead=r"\1"),
    Note("主要是", rf"({LEAD})[，,：:]?主要是", instead=r"\1"),
    Note("其中", r"其中([：:，,]?)其中[：:，,]?", instead=r"其中\1"),
)
PARTICLES = tuple(
    Note(
        char * 2,
        rf"(?<=[\u4e00-\u9fff])(?<![{before}{char}]){char}{{2}}(?!{char})",
        instead=char,
        level=Level.NOTICE,
    )
    for char, before in (
        ("的", "目标"),
        ("了", "为明受"),
        ("和", "共缓饱温总"),
        ("是", "于不但只总就也"),
        ("在", "存现所内潜实旨"),
        ("与", "参"),
        ("将", "即"),
        ("对", "面核应反相针"),
        ("已", "而不"),
        ("被", "棉"),
    )
)
REPEATED = re.compile(r"([\u4e00-\u9fff]{2,8}?)\1(?!\1)")
_HONEST = """
支出 收入 单位 管理 指标 年度 人员 中心 预算 决算 资产 部门 保险 基金 资金 补助 补贴
小学 工程 公务员 事业单位 社会保险 很多 非常
"""
HONEST = frozenset(_HONEST.split())
"""Two of these meet honestly where one phrase ends and the next begins (项目支出支出决算)."""


@rule(
    "W11",
    title="词语重复",
    level=Level.REASON,
    source="同一个词不连写两遍",
    dimension=Dimension.FORM,
    idle=NOTHING_WRITTEN,
)
def rule_doubled_word(case: Case) -> Iterator[Seen]:
    """同一个词语不应连着写两遍（主要是主要是）。"""
    why = "写了两遍"
    for reading in readings(case):
        lead_ins = faults(reading, LEAD_INS, why)
        found: list[Seen] = [*lead_ins, *faults(reading, PARTICLES, why)]
        if not lead_ins and (hits := _repeated(reading)):
            longest = max(hit.end - hit.start for hit in hits) // 2
            found.append(fault(reading, hits, why, level=None if longest > 2 else Level.NOTICE))
        yield from found or [CLEAN]


def _repeated(reading: Reading) -> list[Hit]:
    return [
        Hit(match.start(), match.end(), match[1])
        for match in REPEATED.finditer(reading.text)
        if match[1] not in HONEST and not match[1].startswith("一") and reading.is_tight(*match.span())
    ]


MARKS = "，。、；：！？,;"
DOUBLED_MARK = re.compile(rf"[{MARKS}](?:[ \u3000]*[{MARKS}])+")
STRONGEST = "。！？；：，、;,"


@rule(
    "W12",
    title="标点重复",
    level=Level.REASON,
    source="标点不连用两个",
    dimension=Dimension.FORM,
    idle=NOTHING_WRITTEN,
)
def rule_doubled_mark(case: Case) -> Iterator[Seen]:
    """不应连用两个点号（。。，，；。）。"""
    for reading in readings(case):
        hits = [
            Hit(match.start(), match.end(), next(mark for mark in STRONGEST if mark in match[0]))
            for match in DOUBLED_MARK.finditer(reading.text)
        ]
        yield fault(reading, hits, "是连用的标点") if hits else CLEAN
