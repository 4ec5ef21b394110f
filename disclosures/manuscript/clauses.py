"""A clause: what it says apart from its numbers and directions, and these by themselves. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Direction = Literal["up", "down", "flat", "more", "less", "open"]
"""`open`: a choice of the template that was never made, 增加（减少）."""
Role = Literal["", "change", "rate", "flat", "completion", "unplanned", "against"]

CUT = re.compile(
    r"[。;:]|(?<!\d),|,(?!\d{3}(?!\d))|(?<=\(项\))(?![。;:,])|主要(?:原因(?:是|为)?|是|用于|包括)(?![是为:])"
)
"""Where a clause ends: at punctuation, after （项）, and after the words that a reason follows."""
NUMBER = r"(?<![\d.])[-−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
UNIT = r"亿元|万元|元|%|人次|批次|台\(套\)|个|辆|台|套|分|年|月|日"
STOPS = frozenset("。;:,")
WORDS: dict[Direction, tuple[str, ...]] = {
    "open": (
        "增加(减少)",
        "减少(增加)",
        "增长(下降)",
        "下降(增长)",
        "增长(降低)",
        "增(减)",
        "大(小)于",
        "小(大)于",
    ),
    "up": ("增加", "增长", "上升"),
    "down": ("减少", "下降", "降低"),
    "flat": ("持平", "一致"),
    "more": ("大于", "高于"),
    "less": ("小于", "低于"),
}
MEANING: dict[str, Direction] = {word: meaning for meaning, words in WORDS.items() for word in words}
PIECE = re.compile(
    f"(?P<number>{NUMBER})(?P<unit>{UNIT})?|(?P<mark>{'|'.join(map(re.escape, MEANING))})"
    r"|(?P<self>本部门|本单位)|(?P<quote>[“”\"‘’'])"
)
NUMBERING = re.compile(r"\d{1,3}[.、](?!\d)|\(\d{1,2}\)|\([一二三四五六七八九十]{1,3}\)")
SHOWN: dict[Direction, str] = {
    "up": "±",
    "down": "±",
    "more": "<>",
    "less": "<>",
    "flat": "持平",
    "open": "±",
}


@dataclass(frozen=True)
class Told:
    """A number in a clause."""

    text: str
    value: Decimal
    unit: str
    start: int
    end: int
    unit_end: int

    @property
    def places(self) -> int:
        return len(self.text.partition(".")[2])

    @property
    def is_date(self) -> bool:
        return self.unit in ("年", "月", "日")


@dataclass(frozen=True)
class Mark:
    """A word that says which way something went."""

    text: str
    direction: Direction
    start: int
    end: int


@dataclass(frozen=True)
class Clause:
    text: str
    told: tuple[Told, ...]
    marks: tuple[Mark, ...]
    mask: str
    """The words, with a sign for each number and direction."""
    grams: frozenset[str]
    role: Role

    @property
    def amounts(self) -> tuple[Told, ...]:
        return tuple(each for each in self.told if not each.is_date)


def cuts(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each clause, its numbering and its punctuation left out."""
    start = 0
    for cut in CUT.finditer(text):
        yield from trimmed(text, start, cut.start() if cut.group() in STOPS else cut.end())
        start = cut.end()
    yield from trimmed(text, start, len(text))


def trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    numbering = NUMBERING.match(text, start, end)
    start = numbering.end() if numbering else start
    if start < end:
        yield start, end


def clause(text: str) -> Clause:
    told: list[Told] = []
    marks: list[Mark] = []
    mask: list[str] = []
    done = 0
    for piece in PIECE.finditer(text):
        mask.append(text[done : piece.start()])
        mask.append(sign(piece, told, marks))
        done = piece.end()
    mask.append(text[done:])
    shown = "".join(mask)
    return Clause(text, tuple(told), tuple(marks), shown, bigrams(shown), role(shown))


def sign(piece: re.Match[str], told: list[Told], marks: list[Mark]) -> str:
    if piece["number"]:
        text = piece["number"].replace("−", "-")
        value = Decimal(text.replace(",", ""))
        unit = piece["unit"] or ""
        told.append(Told(piece["number"], value, unit, piece.start(), piece.end("number"), piece.end()))
        return "#" + unit if told[-1].is_date else "#"
    if piece["mark"]:
        marks.append(Mark(piece["mark"], MEANING[piece["mark"]], piece.start(), piece.end()))
        return SHOWN[marks[-1].direction]
    return "本" if piece["self"] else ""


def bigrams(text: str) -> frozenset[str]:
    return frozenset(text[n : n + 2] for n in range(len(text) - 1)) or frozenset((text,))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's measure of two sets of pairs of characters."""
    return 2 * len(one & other) / (len(one) + len(other))


ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("rate", re.compile(r"±(?:不足|超过)?#")),
    ("completion", re.compile(r"完成.*预算的?(?:不足|超过)?#")),
    ("unplanned", re.compile(r".*未安排预算")),
    ("against", re.compile(r".*(?:<>|±|与)预算数.*")),
    ("flat", re.compile(r".*持平")),
    ("change", re.compile(r".*±#.*")),
)


def role(mask: str) -> Role:
    return next((name for name, pattern in ROLES if pattern.fullmatch(mask)), "")
