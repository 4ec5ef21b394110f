"""Digits written in two ways, and numbers without their unit or sign."""

import re
import unicodedata
from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Dimension, Level, Seen, rule
from disclosures.wording.notes import CLEAN, NOTHING_WRITTEN, Hit, Note, fault, noted
from disclosures.wording.reading import Reading, readings

WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)?")
YEAR = re.compile(r"(?<![一二三四五六七八九〇○零\dA-Za-z])[一二三四五六七八九〇○零OoＯ\d]{4}(?=年)")
CHINESE_YEAR = frozenset("一二三四五六七八九〇零")
VALUES = str.maketrans("〇零○OoＯ一二三四五六七八九", "000000123456789")
HALF_COUNTED = re.compile(r"\d[十百千](?=[一二三四五六七八九\d])")


@rule(
    "W24",
    title="数字写法不一",
    level=Level.REASON,
    source="同一份报告的数字用一种写法",
    dimension=Dimension.FORM,
    idle=NOTHING_WRITTEN,
)
def rule_one_kind_of_digits(case: Case) -> Iterator[Seen]:
    """数字应为半角阿拉伯数字，不应与全角数字、汉字数字混写。"""
    for reading in readings(case):
        wide = [
            Hit(m.start(), m.end(), unicodedata.normalize("NFKC", m[0])) for m in WIDE.finditer(reading.text)
        ]
        mixed = _mixed(reading)
        found: list[Seen] = [
            *([fault(reading, wide, "是全角字符，应为半角")] if wide else []),
            *([fault(reading, mixed, "混用了两种数字", remedy="全部改为阿拉伯数字")] if mixed else []),
        ]
        yield from found or [CLEAN]


def _mixed(reading: Reading) -> list[Hit]:
    years = [
        Hit(match.start(), match.end(), match[0].translate(VALUES))
        for match in YEAR.finditer(reading.text)
        if not match[0].isdigit() and not CHINESE_YEAR.issuperset(match[0])
    ]
    counts = [
        Hit(match.start(), match.end())
        for match in HALF_COUNTED.finditer(reading.text)
        if reading.is_tight(*match.span())
    ]
    return years + counts


NUMBER = r"\d+(?:\.\d+)?"
CLAUSE_END = r"(?=[，。；,;])"
NUMBERS = (
    Note(
        "占",
        rf"占(?![地用有])(?:[^，。；、\d]{{0,20}}的)?{NUMBER}{CLAUSE_END}",
        why="缺“%”",
        instead=r"\g<0>%",
    ),
    *(
        Note(w, rf"{w}(?:决算|预算|合计)?为?\d+\.\d+{CLAUSE_END}", why="缺单位“万元”", instead=r"\g<0>万元")
        for w in ("支出", "收入", "经费", "资金")
    ),
    Note(
        "万", rf"(?:支出|收入|经费|资金)(?:为)?{NUMBER}万(?=[，。；（(])", why="缺“元”字", instead=r"\g<0>元"
    ),
    *(
        Note(
            w, rf"{w}[-－﹣—](?=\d)", why="与负号重复表示减少，或与增加矛盾", remedy="按实际方向写，去掉负号"
        )
        for w in ("增加", "减少", "增长", "下降", "降低")
    ),
    *(Note(w, why="多了字", instead=one) for w, one in (("万元元", "万元"), ("万万元", "万元"))),
    Note("%%", r"(?<=\d)%%", why="多了字", instead="%"),
    Note("元万元", r"(?<=\d)元万元", why="多了字", instead="万元"),
    Note(".", r"\d+\.\d+\.\d+(?=万元|元|%)", why="不成数字", remedy="核对数字"),
    Note(
        "，",
        r"(?<=\d)，(?=\d{3}(?:\.\d+)?(?:万元|元|[，。；]))",
        why="是数字里的全角逗号",
        instead=",",
        level=Level.REASON,
    ),
    Note("。", r"(?<=\d)。(?=\d+(?:万元|元|%))", why="是数字里的句号", instead=".", level=Level.REASON),
)


@rule(
    "W27",
    title="数字缺单位或多符号",
    may_stand=False,
    source="金额写“万元”，占比和幅度写“%”，方向用“增加”“减少”表示",
    idle=NOTHING_WRITTEN,
)
def rule_number_is_whole(case: Case) -> Iterator[Seen]:
    """句子里的金额应带“万元”，占比应带“%”，增加、减少后不再用负号。"""
    yield from noted(case, NUMBERS)
