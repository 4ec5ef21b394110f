"""Institutions of another place: a text pasted from elsewhere."""

import re
from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Level, NotApplicable, Seen, rule
from disclosures.wording.notes import CLEAN, NOTHING_WRITTEN, Hit, fault
from disclosures.wording.place_names import CITIES, PROVINCES
from disclosures.wording.reading import Reading, readings

END = re.compile("[市州盟省区]")
LENGTHS = sorted({len(name) for name in CITIES | PROVINCES}, reverse=True)
ORGAN = re.compile(
    r"[^，。；、：！？“”（）\s的和与及在对向从到参开学]{0,12}?"
    r"(?:局|厅|处|中心|委员会|医院|学院|大学|学校|中学|小学|办公室|支队|大队|管理所|监狱)"
)


@rule(
    "W52",
    title="外地单位的名称",
    level=Level.NOTICE,
    source="照抄外地文本时留下的外地名称应改",
    idle=NOTHING_WRITTEN,
)
def rule_other_place(case: Case) -> Iterator[Seen]:
    """职责和机构的文字里不应有外地单位的名称。"""
    home = f"{case.unit.region} {case.unit.name}"
    foreign = others(home)
    for reading in readings(case):
        hits = _institutions(reading, foreign)
        level = Level.REASON if _is_duty(reading) else None
        why = "是外地的单位"
        yield (
            fault(reading, hits, why, remedy="改为本地的说法；确有关系的可以保留", level=level)
            if hits
            else CLEAN
        )


def others(home: str) -> frozenset[str]:
    """The places that are not home: other provinces, and for a unit of a city or prefecture other cities."""
    provinces = frozenset(place for place in PROVINCES if place not in home)
    if len(provinces) == len(PROVINCES) and not any(city in home for city in CITIES):
        raise NotApplicable("不知道本单位在哪个地区")
    is_local = any(city in home for city in CITIES)
    return provinces | (
        frozenset(city for city in CITIES if not _is_home(city, home)) if is_local else frozenset()
    )


def _is_home(city: str, home: str) -> bool:
    """延边州 is 延边朝鲜族自治州; 吉林市 is not 吉林省."""
    return city in home or (city.endswith("州") and city[:2] in home)


def _institutions(reading: Reading, foreign: frozenset[str]) -> list[Hit]:
    hits: list[Hit] = []
    text = reading.text
    for match in END.finditer(text):
        end = match.end()
        place = next((name for n in LENGTHS if (name := text[max(end - n, 0) : end]) in foreign), "")
        organ = ORGAN.match(text, end) if place else None
        if organ:
            hits.append(Hit(end - len(place), organ.end()))
    return hits


def _is_duty(reading: Reading) -> bool:
    return reading.place.startswith("profile.") or (reading.passage.given and "负责" in reading.text)
