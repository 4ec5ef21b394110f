"""The unit's own name: written wrongly, and written short."""

from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Level, Seen, rule
from disclosures.wording.notes import CLEAN, NOTHING_WRITTEN, Hit, fault
from disclosures.wording.reading import readings

SHORTEST = 6
"""Shorter names meet by chance."""
ORGANS = frozenset("局科处室所站院部委办股厅队组会")
COUNTING = frozenset("一二三四五六七八九十东西南北中上下大小")
"""第一中学 and 第二中学 are two schools, not a misprint."""


@rule(
    "W51",
    title="单位名称写错",
    level=Level.REASON,
    source="全文用批复的单位全称，一字不差",
    idle=NOTHING_WRITTEN,
)
def rule_own_name(case: Case) -> Iterator[Seen]:
    """单位名称应与本报告的单位一字不差。"""
    names = own_names(case)
    for reading in readings(case):
        hits = [hit for name in names for hit in near_misses(reading.text, name, names)]
        why = "与单位名称只差一个字"
        yield fault(reading, hits, why, remedy="核对单位名称") if hits else CLEAN


def own_names(case: Case) -> tuple[str, ...]:
    """The unit's and its members' names, without the additions （汇总） and 本级."""
    names = (case.unit.name, *case.unit.members)
    bare = (name.removesuffix("（汇总）").removesuffix("本级") for name in names)
    return tuple(dict.fromkeys(name for name in bare if len(name) >= SHORTEST))


def near_misses(text: str, name: str, names: tuple[str, ...]) -> Iterator[Hit]:
    """What is one character off the name: then one of its halves stands there whole."""
    middle = len(name) // 2
    seen: set[int] = set()
    for half, offset in ((name[:middle], 0), (name[middle:], middle)):
        place = text.find(half)
        while place >= 0:
            if hit := _near(text, place - offset, name, names, from_end=offset > 0):
                if hit.start not in seen:
                    yield hit
                seen.add(hit.start)
            place = text.find(half, place + 1)


def _near(text: str, start: int, name: str, names: tuple[str, ...], *, from_end: bool) -> Hit | None:
    """The window about `start` that is one character off; None where the name itself stands there."""
    end = start + len(name)
    if text[max(start, 0) : end] == name:
        return None
    for step in (0, -1, 1):
        one, other = (start - step, end) if from_end else (start, end + step)
        if one < 0 or other > len(text):
            continue
        window = text[one:other]
        if one_off(window, name) and not any(window in known or known in window for known in names):
            return Hit(one, other, name)
    return None


def one_off(window: str, name: str) -> bool:
    """Whether one character was changed, left out or added; not where that makes an honest other name."""
    first = next((n for n, (a, b) in enumerate(zip(window, name, strict=False)) if a != b), None)
    if first is None:
        return False  # one begins with the other: the name cut short, or followed by something
    if len(window) == len(name):
        a, b = window[first], name[first]
        is_end = first == len(name) - 1
        honest = {a, b} <= COUNTING or (is_end and a not in ORGANS) or not "\u4e00" <= a <= "\u9fff"
        return window[first + 1 :] == name[first + 1 :] and not honest
    if len(window) < len(name):
        return window[first:] == name[first + 1 :]
    return window[first + 1 :] == name[first:] and "\u4e00" <= window[first] <= "\u9fff"


@rule(
    "W53",
    title="单位名称用了简称",
    level=Level.NOTICE,
    source="表头和正文的单位名称用全称",
    idle=NOTHING_WRITTEN,
)
def rule_full_name(case: Case) -> Iterator[Seen]:
    """单位名称应写全称。"""
    forms = [form for name in own_names(case) for form in short_forms(name, case.unit.region)]
    for reading in readings(case):
        hits: list[Hit] = []
        for short, full in forms:
            place = reading.text.find(short)
            while place >= 0:
                if not any(hit.start < place + len(short) and place < hit.end for hit in hits):
                    hits.append(Hit(place, place + len(short), full))
                place = reading.text.find(short, place + 1)
        yield fault(reading, hits, "是简称，应写全称") if hits else CLEAN


def short_forms(name: str, region: str) -> list[tuple[str, str]]:
    """延边朝鲜族自治州某局: 延边州某局, 延边某局; 辽源市某局: 辽源某局."""
    place = region.partition("省")[2] or region.partition("自治区")[2] or region
    if not place or not name.startswith(place) or len(name) - len(place) < 3:
        return []
    tail = name[len(place) :]
    if place.endswith("自治州"):
        return [(f"{place[:2]}{end}{tail}", name) for end in ("州", "")]
    return [(f"{place[:-1]}{tail}", name)] if place[-1] in "市县区州盟" and len(place) > 2 else []
