"""Words of heads, titles and rows brought to one form, so that the same is the same. Pure."""

import re
import unicodedata
from functools import lru_cache

from disclosures.workbook.foreign.synonyms import SAME, SUMS

LOST = re.compile("[\\s\u200b\u200c\u200d\ufeff“”‘’「」『』《》\"'`*]+")
NUMBER = re.compile(
    r"^(第?[一二三四五六七八九十]+[、.,:]|\([一二三四五六七八九十]+\)|\(?\d{1,2}[、)]|\d{1,2}\.(?!\d)|[①-⑳]|"
    r"其中:?|加:|减:|[-+•·※])+"
)
MONEY_UNIT = re.compile(r"[(\[]?(?:金额|货币)?(?:单位)?:?(?:人民币)?(亿元|百万元|万元|千元|百元|元)[)\]]?$")
FORMULA = re.compile(r"\([0-9A-Z=+\-*×栏、,]*\)$")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?!\d)")
PARTING = re.compile(r"[-_·/>|:]+")
SUM, PART = "Σ", "小计"
"""For 合计, 小计 and their like; and, beside it, for 小计, which is that of a group."""
CANONICAL = {name: names[0] for names in SAME for name in names}


def plain(text: str) -> str:
    """NFKC, without white space, quotes and stars: “三公”经费 and 三公 经费 are one."""
    return LOST.sub("", unicodedata.normalize("NFKC", text[:400])).replace("〔", "(").replace("〕", ")")


def bare(text: str) -> str:
    """A name without its number: 一、, (二), 1., 其中：."""
    return NUMBER.sub("", plain(text)) or plain(text)


@lru_cache(8192)
def name(text: str) -> str:
    """What a row or subject is called: plain, without its number, the known synonyms as one."""
    found = bare(text)
    return CANONICAL.get(found, found)


def year_in(text: str) -> int | None:
    """The first year that is named: 2024年度部门决算; dates (2025年3月) are none."""
    found = YEAR.search(plain(text))
    return int(found[1]) if found else None


def money_in(head: str) -> str:
    """The unit of money at the end of a head: 决算数（元）; empty for none."""
    text = plain(head)
    found = MONEY_UNIT.search(text)
    return found[1] if found and (found[0] != found[1] or found[0] == text) else ""


def head(text: str, year: int) -> str:
    """A head without the unit of money, the account's own year, numbers of columns and its own number."""
    found = FORMULA.sub("", plain(text))
    if money_in(found):
        found = MONEY_UNIT.sub("", found) or found
    for each in (f"{year}年度", f"{year}年", str(year)):
        found = found.replace(each, "")
    return bare(found)


@lru_cache(8192)
def tokens(text: str, year: int) -> frozenset[str]:
    """What a head says, as a set: 基本支出小计 is 基本支出 and a sum."""
    found: set[str] = set()
    for part in PARTING.split(head(text, year)):
        if part in CANONICAL:
            found.add(CANONICAL[part])
            continue
        ending = next((word for word in SUMS if part.endswith(word)), "")
        stem = bare(part.removesuffix(ending)) if part != ending else ""
        found |= {SUM} if ending else set()
        found |= {PART} if ending == PART else set()
        found |= {CANONICAL.get(stem, stem)} if stem else set()
    return frozenset(found)
