"""Words that contradict each other, no figure needed."""

import re
from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Level, Seen, rule
from disclosures.wording.notes import CLEAN, NOTHING_WRITTEN, Hit, Note, fault, noted
from disclosures.wording.reading import Reading, readings

CLAUSE = re.compile(r"[^；。\n]+")
NONE_OF_IT = re.compile(r"无此项(收入|支出)(?![和及与、]|收入|支出)")
SPOKEN_OF = re.compile(r"(收入|支出)(?:合计|预算|决算)?为?\d")
OTHER = {"收入": "支出", "支出": "收入"}


@rule(
    "W41",
    title="收入说成支出，支出说成收入",
    may_stand=False,
    source="支出的说明写“均无此项支出”，收入的说明写“均无此项收入”",
    idle=NOTHING_WRITTEN,
)
def rule_income_is_not_spending(case: Case) -> Iterator[Seen]:
    """说支出的句子应写“均无此项支出”，说收入的句子应写“均无此项收入”。"""
    before = ""
    for reading in readings(case):
        subject = before if reading.passage.given else _subject_of(reading.place)
        hits = list(_crossed(reading, subject)) if "无此项" in reading.text else []
        yield fault(reading, hits, "与这一句所说的项目相反") if hits else CLEAN
        before = _left_open(reading)


def _crossed(reading: Reading, subject: str) -> Iterator[Hit]:
    text = reading.text + reading.beyond
    for clause in CLAUSE.finditer(text):
        if clause.start():
            subject = subject if not reading.passage.given else ""
        for match in NONE_OF_IT.finditer(text, *clause.span()):
            spoken = SPOKEN_OF.findall(text, clause.start(), match.start())
            about = spoken[-1] if spoken else subject
            if len(set(spoken)) > 1:
                continue  # income and spending in one clause: nobody knows which
            if about and about != match[1] and match.start() < len(reading.text):
                yield Hit(match.start(), match.end(), f"无此项{about}")


def _left_open(reading: Reading) -> str:
    """What the last clause of a given line speaks of, where it runs on in the next line."""
    if not reading.beyond:
        return ""
    spoken = SPOKEN_OF.findall(re.split("[；。]", reading.text)[-1])
    return spoken[-1] if spoken else ""


def _subject_of(place: str) -> str:
    """What a slot speaks of: reason.income.other, reason.fund.spending."""
    words = place.split(".")
    if words[0] != "reason":
        return ""
    return "收入" if "income" in words else "支出" if "spending" in words else ""


CHANGE = "减少|压缩|下降|降低|增加|增长|上涨|控制"
UNCHANGED = "无此项|不涉及|没有|未发生|相同|一致|不变|持平|有增有减|相抵"
FLAT = (
    Note(
        "持平",
        rf"持平[，,]主要(?:原因)?(?:是|为|系|：|:)(?![^。；]*(?:{UNCHANGED}))[^。；]*?(?:{CHANGE})[^，。；]*",
    ),
)


@rule(
    "W42",
    title="持平却说变动原因",
    level=Level.NOTICE,
    source="与上年持平的，没有变动原因可说",
    idle=NOTHING_WRITTEN,
)
def rule_flat_has_no_reason(case: Case) -> Iterator[Seen]:
    """写了“持平”的，后面不应再说减少或增加的原因。"""
    yield from noted(case, FLAT, "前说持平，后说变动", "核对实际变动；确实持平的删去原因")


NO_RESULT = re.compile(r"(?:本(?:单位|部门))?(?:不涉及|未开展|没有开展|无)(?:此项|该项|部门评价)?[。.]?")


@rule(
    "W43",
    title="开展了部门评价，结果却说不涉及",
    level=Level.REASON,
    source="开展了部门绩效评价的，应当公开评价结果",
    idle="没有填写部门评价结果",
)
def rule_evaluation_has_a_result(case: Case) -> Iterator[Seen]:
    """项目开展了部门绩效评价的，填写的“部门评价结果”不应是不涉及。"""
    evaluated = any(project.department_evaluated for project in case.projects)
    for reading in readings(case):
        if reading.place == "evaluation.result":
            denied = evaluated and NO_RESULT.fullmatch(reading.text.strip())
            whole = Hit(0, len(reading.text))
            remedy = "写明部门评价的结果；没有开展部门评价的，更正前面的说明"
            yield fault(reading, [whole], "与“开展了部门绩效评价”矛盾", remedy=remedy) if denied else CLEAN
