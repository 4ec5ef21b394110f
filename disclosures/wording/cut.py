"""Texts that break off in the middle of a phrase. No full stop is missed: the sentence brings its own."""

import re
from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Dimension, Level, Seen, rule
from disclosures.wording.notes import CLEAN, Hit, fault
from disclosures.wording.reading import Reading, readings

_UNFINISHED = """
因为 由于 为了 所以 因此 但是 并且 而且 或者 以及 以便 从而 按照 根据 进一步 不仅 不断
并 且 或 及 把 被 这 那 某 将 使 其 该 各 每 第 较 尚
"""
UNFINISHED = tuple(_UNFINISHED.split())
"""Nothing ends with these; the honest words that end alike stand below."""
BEGUN = {
    "预": "参干",
    "因": "原起成病死主诱基归动",
    "由": "理自事缘案任",
    "与": "参给赋授",
    "和": "总缓饱温共中平柔祥随谐",
    "对": "面核应反相校比",
    "于": "",
    "从": "服听遵跟适",
    "贯": "连一全横纵",
    "衔": "头军",
    "促": "督敦紧",
    "购": "采收订选统申请网团代",
    "综": "错",
    "尽": "穷用详竭未不殆",
}
"""A last character that begins a word, and the characters before it with which it ends one."""
_HONEST = """
植被 棉被 地被 不及 得及 推及 论及 企及 尤其 极其 与其 比较 计较 相较 随之 总之 反之
即将 行使 驱使 天使 大使 兼并 合并 归并 涉及 普及 触及 顾及 危及 波及 遍及 高尚 崇尚
时尚 风尚 应该 源源不断 连续不断
"""
HONEST = tuple(_HONEST.split())
BEGUN_ALONE = re.compile("[，。；、：]所$")
OF_TIME = "周时间期年增成较过延很太特加更最全冗漫程线路条链途距度绵徐纵"
OF_PERSONS = "局处科校院队站所部股班组厅县市区乡镇村州会董家船店厂首师专生助擅见"
LONG = re.compile(f"(?<![{OF_TIME}{OF_PERSONS}])长$")
NOUNS = "款项|资金|经费|项目|工作|人员|支出|任务|指标|设备|单位|事项|费用|业务"
NO_VERB = re.compile(f"(?:所以|因此|因而)[^，。；：]{{0,3}}(?:{NOUNS})$")
DANGLING = "，、,（(“《：:"
TYPED = ("reason.", "purpose.", "evaluation.", "project.", "project/", "profile.", "replace.")


@rule(
    "W61",
    title="文字没有写完",
    level=Level.REASON,
    source="导出、粘贴时被截断的文字应补全",
    dimension=Dimension.COMPLETENESS,
    idle="没有填写的文字",
)
def rule_cut_off(case: Case) -> Iterator[Seen]:
    """填写的文字不应在半句话、半个词处中断。"""
    for reading in readings(case):
        if reading.place.startswith(TYPED) and not reading.place.endswith(("/name", "/implementer")):
            yield _cut(reading)


def _cut(reading: Reading) -> Seen:
    text = reading.text.rstrip()
    length, level = broken_off(text)
    if not length:
        return CLEAN
    start = max(len(text) - max(length, 8), 0)
    where = "像是没有写完就断了" if level is Level.NOTICE else "没有写完就断了"
    return fault(reading, [Hit(start, len(text))], where, remedy="补全后面的文字", level=level)


def broken_off(text: str) -> tuple[int, Level]:
    """How many characters at the end show that the text breaks off (0: none), and how surely."""
    last = text[-1:]
    if last in DANGLING:
        return 1, Level.REASON
    if word := next((word for word in UNFINISHED if text.endswith(word)), ""):
        return (0 if text.endswith(HONEST) else len(word)), Level.REASON
    if BEGUN_ALONE.search(text) or (last in BEGUN and text[-2:-1] not in tuple(BEGUN[last])):
        return 1, Level.REASON
    if match := NO_VERB.search(text) or LONG.search(text):
        return len(match[0]), Level.NOTICE
    return 0, Level.NOTICE
