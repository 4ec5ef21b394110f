"""Rests of the template: choices not made, blanks not filled, instructions and marks left standing."""

from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Dimension, Level, Seen, rule
from disclosures.wording.leftover_notes import CHOICES, EMPTY_WORDS, INSTRUCTIONS, MARKS, PLACEHOLDERS
from disclosures.wording.notes import CLEAN, NOTHING_WRITTEN, Hit, Note, fault, noted
from disclosures.wording.reading import Reading, readings

SOURCE = "公开的文字应当是写成的文字，不带模板的提示和待填处"


@rule(
    "W01",
    title="二选一的字样未选定",
    may_stand=False,
    source=SOURCE,
    dimension=Dimension.FORM,
    idle=NOTHING_WRITTEN,
)
def rule_choice(case: Case) -> Iterator[Seen]:
    """“增加（减少）”“增长（下降）”“大（小）于”等模板字样应按实际只留一个。"""
    why = "是模板里二选一的字样，没有选定"
    yield from noted(case, CHOICES, why, "按实际增减只留一个词；没有增减的写“与上年持平”")


@rule(
    "W02",
    title="待填处未填",
    may_stand=False,
    source=SOURCE,
    dimension=Dimension.COMPLETENESS,
    idle=NOTHING_WRITTEN,
)
def rule_placeholder(case: Case) -> Iterator[Seen]:
    """不应留有“XX”、下划线、空括号等待填的占位符。"""
    yield from noted(case, PLACEHOLDERS, "是待填的占位符", "填上实际内容，或删去这一句")


@rule(
    "W03",
    title="模板的填写说明未删",
    may_stand=False,
    source=SOURCE,
    dimension=Dimension.FORM,
    idle=NOTHING_WRITTEN,
)
def rule_instruction(case: Case) -> Iterator[Seen]:
    """写给填报人看的说明（按照如下格式说明、如持平作持平表述等）应删去。"""
    yield from noted(case, INSTRUCTIONS, "是模板写给填报人的说明", "删去这句说明")


@rule(
    "W04",
    title="排版和软件的记号",
    may_stand=False,
    source="正文不应有排版记号、软件的错误提示和看不见的字符",
    dimension=Dimension.FORM,
    idle=NOTHING_WRITTEN,
)
def rule_mark(case: Case) -> Iterator[Seen]:
    """不应留有“**”、网页标签、“#REF!”等记号。"""
    yield from noted(case, MARKS, "是排版或软件留下的记号", "删去记号，补上应有的内容")


@rule(
    "W05",
    title="“不涉及”当作用途或原因",
    may_stand=False,
    source="没有的事项不写用途和原因，有的事项要写实际的用途和原因",
    dimension=Dimension.DETAIL,
    idle=NOTHING_WRITTEN,
)
def rule_empty_words(case: Case) -> Iterator[Seen]:
    """“本单位不涉及此项”不是用途，也不是变动的原因。"""
    why = "不是用途，也不是原因"
    yield from noted(case, EMPTY_WORDS, why, "没有这项收支的，删去这一句；有的，写明实际用途或原因")


@rule(
    "W06",
    title="照抄上级文本的“市（州）”",
    level=Level.REASON,
    source="职责照省级统一文本抄来时，应改成本地的说法",
    idle=NOTHING_WRITTEN,
)
def rule_pasted_level(case: Case) -> Iterator[Seen]:
    """市级或州级单位的报告应写“本市”或“本州”，不照抄“市（州）”。"""
    own = own_level(case)
    for reading in readings(case):
        hits = _levels(reading, own) if own else []
        why = f"是上级统一文本的说法，本报告应只说“{own}”"
        yield fault(reading, hits, why, remedy="按本地实际改写") if hits else CLEAN


PASTED = Note("州", r"(?P<who>其他|各|下辖)?(?:市[（(]州[）)]|州[（(]市[）)])")


def own_level(case: Case) -> str:
    """市 or 州 for the unit of a city or prefecture; empty for others, whose text may speak of both."""
    region = case.unit.region or case.unit.name
    if "自治州" in region:
        return "州"
    return "市" if "市" in region else ""


def _levels(reading: Reading, own: str) -> list[Hit]:
    if PASTED.needle not in reading.text:
        return []
    return [
        Hit(match.start(), match.end(), None if match["who"] else own)
        for match in PASTED.regex.finditer(reading.text)
    ]
