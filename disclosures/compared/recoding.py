"""科目 that were given another code: only what a list with sources says, one code for one of the same level.

A subject that kept its code and changed its name needs no list: its reports say what it was called.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

TRUSTED = {"high": "高", "medium": "中"}
CODE = re.compile(r"(?<![0-9x])[0-9x]{3,7}(?![0-9x])")
LENGTHS = (3, 5, 7)


@dataclass(frozen=True)
class Recoding:
    """Accounts of `year` and later have `new` where earlier ones have `old`. x: any digit, kept."""

    old: str
    new: str
    year: int
    confidence: str
    source: str

    def after(self, code: str) -> str | None:
        """What the code became; None of another one."""
        return exchanged(code, self.old, self.new)

    def before(self, code: str) -> str | None:
        """What became the code."""
        return exchanged(code, self.new, self.old)

    @property
    def grounds(self) -> str:
        return f"科目变动表，可信度{TRUSTED[self.confidence]}，来源 {self.source}"


def exchanged(code: str, pattern: str, other: str) -> str | None:
    if len(code) != len(pattern) or any(a not in ("x", b) for a, b in zip(pattern, code, strict=True)):
        return None
    return "".join(b if a == "x" else a for a, b in zip(other, code, strict=True))


def read(content: bytes) -> tuple[Recoding, ...]:
    """Those of the list (accounts/data/changes.csv) that are trusted."""
    return tuple(found(csv.DictReader(io.StringIO(content.decode("utf-8-sig")))))


def found(rows: Iterable[dict[str, str]]) -> Iterator[Recoding]:
    for row in rows:
        if row["change"] != "recoded" or row["confidence"] not in TRUSTED:
            continue
        old, new = (codes(row[name]) or [row["code"]] for name in ("name_old", "name_new"))
        if len(old) == len(new) == 1 and len(old[0]) == len(new[0]) and old != new:
            yield Recoding(old[0], new[0], int(row["year"]), row["confidence"], row["source"])


def codes(words: str) -> list[str]:
    return [code for code in CODE.findall(words) if len(code) in LENGTHS and not code.isalpha()]


def current(code: str, year: int, known: Iterable[Recoding]) -> tuple[str, tuple[str, ...]]:
    """The code that an account of today has where that of `year` has this one, and how it became so."""
    steps: list[str] = []
    for each in sorted(known, key=lambda recoding: recoding.year):
        became = each.after(code)
        if became and year < each.year:
            code = became
            steps.append(f"{each.year}年起改为{code}（{each.grounds}）")
    return code, tuple(steps)
