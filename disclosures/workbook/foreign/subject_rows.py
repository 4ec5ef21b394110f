"""Rows of a table by subject: by code in one column or in three, or by name in the tree of subjects. Pure.

The tree is this repository's list of functional subjects; a code that it does not know is taken all the same.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import accounts.subjects
from accounts.case import Case
from accounts.figures import TOTAL
from accounts.subjects import branch, is_code
from disclosures.workbook.foreign.fixed import Rows
from disclosures.workbook.foreign.lines import Line
from disclosures.workbook.foreign.words import name

LIST = Path(accounts.subjects.__file__).parent / "data" / "functional-2024.csv"
NAMED_AT_MOST = 4


@lru_cache(1)
def official() -> Mapping[str, str]:
    return {each.code: each.name for each in accounts.subjects.read(LIST.read_bytes()).lines}


class Tree:
    """Names of subjects: the account's own before the list's."""

    def __init__(self, case: Case) -> None:
        self.names: dict[str, str] = {**official(), **case.subjects, **case.names}
        self.codes: dict[str, list[str]] = {}
        for code, called in self.names.items():
            self.codes.setdefault(name(called), []).append(code)

    def of(self, called: str) -> list[str]:
        return self.codes.get(name(called), [])


def place(found: Iterable[Line], tree: Tree) -> Rows:
    rows = Rows({}, {})
    last = ""
    for line in found:
        if line.is_total:
            rows.keys[line.number] = TOTAL
        elif any(line.codes):
            code = assembled(line.codes, last)
            if fault := wrong(code, line, tree):
                rows.told[line.number] = fault
            else:
                rows.keys[line.number] = last = code
        elif line.name:
            codes = by_name(tree.of(line.name), last)
            if len(codes) == 1:
                rows.keys[line.number] = last = codes[0]
            else:
                rows.told[line.number] = unknown(line.name, codes)
    return rows


def assembled(codes: tuple[str, ...], last: str) -> str:
    """类 款 项 of three columns as one; what a row leaves out is that of the row above."""
    filled = [code for code in codes if code]
    if len(filled) == 1 and (is_code(filled[0]) or len(codes) < 3):
        return filled[0]
    if len(filled) > 1 and all(is_code(code) for code in filled) and filled[-1].startswith(filled[0]):
        return filled[-1]
    deepest = max(n for n, code in enumerate(codes) if code)
    above = (last[:3], last[3:5], last[5:7])
    levels = [code.zfill(2) if n else code for n, code in enumerate(codes)]
    return "".join(
        level if codes[n] else above[n] for n, level in enumerate(levels[:3]) if codes[n] or n < deepest
    )


def wrong(code: str, line: Line, tree: Tree) -> str:
    if not is_code(code):
        return f"“{line.said[:40]}”的编码不是 3、5 或 7 位数字，没有读取"
    others = tree.of(line.name) if line.name else []
    own = tree.names.get(code, "")
    if not others or code in others:
        return ""
    return f"编码 {code} 是“{own or '未知科目'}”，名称“{line.name[:40]}”是 {'、'.join(others[:4])}，没有读取"


def by_name(codes: list[str], last: str) -> list[str]:
    """The subjects of that name that can follow the last one in the order of the tree; else all of them."""
    above = set(branch(last))
    following = [code for code in codes if code > last and (len(code) == 3 or branch(code)[-2] in above)]
    return following if len(following) == 1 else codes


def unknown(called: str, codes: list[str]) -> str:
    if not codes:
        return f"没有编码，也不认识科目“{called[:40]}”，没有读取"
    several = "、".join(sorted(codes)[:NAMED_AT_MOST])
    more = f"等 {len(codes)} 个" if len(codes) > NAMED_AT_MOST else ""
    return f"没有编码，“{called[:40]}”可能是 {several}{more}，不能确定，没有读取"


def no_total_between(rows: Rows, filled: list[int]) -> None:
    """A 合计 between other rows is the sum of something else."""
    for row, key in list(rows.keys.items()):
        if key == TOTAL and row in filled and row not in (filled[0], filled[-1]):
            del rows.keys[row]
            rows.told[row] = "“合计”在各行中间，不能确定是什么的合计，没有读取"
