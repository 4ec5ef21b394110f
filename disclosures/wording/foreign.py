"""Foreign words in Chinese text."""

import re
from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Dimension, Level, Seen, rule
from disclosures.wording.notes import CLEAN, NOTHING_WRITTEN, Hit, fault
from disclosures.wording.reading import Reading, readings

IN_CHINESE = {
    "and": "和",
    "or": "或",
    "of": "的",
    "the": "",
    "etc": "等",
    "with": "与",
    "by": "由",
    "for": "为",
    "to": "至",
    "in": "在",
    "from": "自",
    "as": "作为",
    "total": "合计",
}
"""Words that have no business in a Chinese sentence, and what stands there in Chinese."""
_ALLOWED = """
app apps wifi wi-fi km cm mm kg kw kwh kv kva mw gb mb tb mbps gbps ph excel word office wps
windows linux android ios web internet email e-mail qq wechat vpn html pdf ofd bim ai gis gps
ups led co pm ppm mg ml db hz khz mhz ghz ipad iphone token cpu gpu nas san iptv vlog nan none
null undefined
"""
ALLOWED = frozenset(_ALLOWED.split())
"""Units, names of programs; acronyms in capitals are allowed without standing here."""
ADDRESS = re.compile(
    r"(?:https?://|www\.)[\x21-\x7e]+"
    r"|(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]+"
    r"|(?<![A-Za-z0-9-])[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]+)+"
    r"|(?<![A-Za-z0-9])/[A-Za-z0-9-]+/[A-Za-z0-9/#._-]*"
)
TAG = re.compile(r"</?[A-Za-z][^<>]*>|&[a-z]+;")
WORD = re.compile(r"[A-Za-z][A-Za-z'-]+")
LOWER = re.compile(r"[a-z]{2}|AND|OR")


@rule(
    "W23",
    title="中文里的外文词",
    level=Level.NOTICE,
    source="公开的文字用规范汉字，外文词译成中文",
    dimension=Dimension.FORM,
    idle=NOTHING_WRITTEN,
)
def rule_foreign_word(case: Case) -> Iterator[Seen]:
    """中文句子里不应夹用“and”“or”等外文词；缩略语、计量单位和软件名称除外。"""
    for reading in readings(case):
        words = _words(reading) if LOWER.search(reading.text) else []
        clear = [hit for hit in words if hit.instead is not None]
        other = [hit for hit in words if hit.instead is None]
        found: list[Seen] = [
            *([fault(reading, clear, "是外文词，应写中文", level=Level.ERROR)] if clear else []),
            *([fault(reading, other, "是外文词", remedy="译成中文；确是名称的可以不改")] if other else []),
        ]
        yield from found or [CLEAN]


def _words(reading: Reading) -> list[Hit]:
    text = TAG.sub(_blank, ADDRESS.sub(_blank, reading.text))
    return [
        Hit(match.start(), match.end(), None if _among_foreign(match) else IN_CHINESE.get(match[0].lower()))
        for match in WORD.finditer(text)
        if not _may_stand(match[0])
    ]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _among_foreign(match: re.Match[str]) -> bool:
    """Internet of Things: within a foreign phrase a small word is not to be put into Chinese alone."""
    before, after = match.string[: match.start()].rstrip(), match.string[match.end() :].lstrip()
    return bool(re.search("[A-Za-z]$", before) or re.match("[A-Za-z]", after))


def _may_stand(word: str) -> bool:
    if word.lower() in ("and", "or"):
        return False
    return word.isupper() or word.lower() in ALLOWED or not word.lower().strip("x")
