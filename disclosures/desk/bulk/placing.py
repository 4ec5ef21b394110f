"""Of which unit and year a workbook is: by its hidden sheet, its own words, its name. Never guessed. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from disclosures.workbook.base import Head

YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


class Unplaced(Exception):
    """Why nobody can say for certain whose account it is."""


@dataclass(frozen=True)
class Words:
    """What the tables of a foreign workbook say of their unit and year."""

    units: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()


@dataclass
class Units:
    """Those that may be imported for: by code, and by all names they have borne."""

    codes: set[str] = field(default_factory=set)
    names: dict[str, set[str]] = field(default_factory=dict)

    def add(self, code: str, names: Iterable[str]) -> None:
        self.codes.add(code)
        for name in names:
            if name:
                self.names.setdefault(squeezed(name), set()).add(code)


@dataclass(frozen=True)
class Placed:
    unit: str
    year: int
    told: str
    """Whence that is known."""


def place(units: Units, file: str, head: Head | None, words: Words, year: int | None) -> Placed:
    """`year`: the only one that is wanted, and the one where the file says none."""
    if head is not None and head.unit:
        placed = Placed(head.unit, head.year, "隐藏的工作表")
        if placed.unit not in units.codes:
            raise Unplaced(f"是“{head.unit_name}”（{head.unit}）的工作簿，没有这个单位，或不归您管")
    else:
        by_words, by_name = among_names(units, words.units), in_name(units, file)
        unit, told = agreed(by_words, by_name, words.units)
        placed = Placed(unit, year_of(file, words.years | ({head.year} if head else set()), year), told)
    if year is not None and placed.year != year:
        raise Unplaced(f"是 {placed.year} 年度的，只导入 {year} 年度")
    return placed


def among_names(units: Units, names: Collection[str]) -> set[str]:
    return {code for name in names for code in units.names.get(squeezed(name), ())}


def agreed(by_words: set[str], by_name: set[str], words: Collection[str]) -> tuple[str, str]:
    both = by_words & by_name
    if len(both) == 1:
        return min(both), "表中的单位名称和文件名"
    if by_words and by_name:
        raise Unplaced(f"表中写的是{named(by_words)}，文件名是{named(by_name)}")
    found = by_words or by_name
    if len(found) == 1:
        return min(found), "表中的单位名称" if by_words else "文件名"
    if found:
        raise Unplaced(f"名称对得上几个单位：{named(found)}；请在文件名中写单位代码")
    told = f"表中写的“{'、'.join(sorted(words))[:60]}”不是" if words else "表中和文件名都没有写"
    raise Unplaced(f"{told}您管的单位的名称；请在文件名中写单位代码，例如 代码-年度.xlsx")


def in_name(units: Units, file: str) -> set[str]:
    """By code as a word of the name; else by the longest name of a unit in it; else in the folders above."""
    for part in reversed(file.split("/")):
        stem = unicodedata.normalize("NFKC", part.rpartition(".")[0] if "." in part else part).lower()
        words = re.split(r"[^a-z0-9-]+", YEAR.sub(" ", stem))
        if codes := {word.strip("-") for word in words} & units.codes:
            return codes
        inside = [name for name in units.names if name in squeezed(stem)]
        longest = [n for n in inside if not any(n != other and n in other for other in inside)]
        if longest:
            return {code for name in longest for code in units.names[name]}
    return set()


def year_of(file: str, words: Collection[int], wanted: int | None) -> int:
    if len(words) == 1:
        return next(iter(words))
    for part in reversed(file.split("/")):
        named_years = {int(each) for each in YEAR.findall(part)}
        if len(named_years) == 1 and (not words or named_years & set(words)):
            return named_years.pop()
    if wanted is not None and (not words or wanted in words):
        return wanted
    told = f"表中有几个年度（{'、'.join(map(str, sorted(words)))}）" if words else "表中和文件名都没有写年度"
    raise Unplaced(f"{told}；请在文件名中写年度，或指定年度")


def named(codes: Collection[str]) -> str:
    return "、".join(sorted(codes))


def squeezed(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).lower()


def units_of(rows: Mapping[str, Iterable[str]]) -> Units:
    """From all names by code."""
    found = Units()
    for code, names in rows.items():
        found.add(code, names)
    return found
