"""Rows of a table whose rows are fixed: by their code or name and, where names repeat, by what stands above
and below. Pure.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from accounts.editions.definitions import Row, Table
from disclosures.workbook.foreign.lines import Line
from disclosures.workbook.foreign.words import bare, name, plain


@dataclass
class Rows:
    """The key of each row, by its number; and why others have none."""

    keys: dict[int, str]
    told: dict[int, str]


@dataclass(frozen=True)
class Known:
    place: int
    block: int
    row: Row
    name: str


def known_rows(table: Table) -> list[Known]:
    rows = [(n, row) for n, block in enumerate(table.blocks) for row in block.fixed_rows if row.key]
    return [Known(place, block, row, name(row.title)) for place, (block, row) in enumerate(rows)]


def place(found: Iterable[Line], table: Table, blocks: Collection[int]) -> Rows:
    """`blocks`: those that the heads leave open; narrowed to one where all names that are certain are its."""
    known = [each for each in known_rows(table) if each.block in blocks]
    choices = {line.number: (line, candidates(line, known)) for line in found if line.said}
    certain = {each[0].block for _, each in choices.values() if len(each) == 1}
    if len(certain) == 1:
        choices = {n: (line, within(each, certain)) for n, (line, each) in choices.items()}
    rows = Rows({}, {})
    sure = [(number, each[0].place) for number, (_, each) in choices.items() if len(each) == 1]
    numbers = [number for number, _ in sure]
    for number, (line, each) in choices.items():
        between = each if len(each) < 2 else narrowed(line, each, sure, bisect_left(numbers, number))
        if len(between) == 1:
            if fault := contradiction(line, between[0].row, known):
                rows.told[number] = fault
            else:
                rows.keys[number] = between[0].row.key
        elif each:
            rows.told[number] = f"“{line.said}”在本表有 {len(each)} 行，不能确定是哪一行，没有读取"
        else:
            rows.told[number] = f"本表没有“{line.said[:40]}”这一行，没有读取"
    return rows


def within(each: list[Known], blocks: Collection[int]) -> list[Known]:
    return [one for one in each if one.block in blocks] or each


def candidates(line: Line, known: list[Known]) -> list[Known]:
    code = "".join(line.codes)
    if code and any(each.row.code for each in known):
        return [each for each in known if each.row.code == code]
    called = name(line.name)
    return [each for each in known if each.name == called]


def narrowed(line: Line, each: list[Known], sure: list[tuple[int, int]], at: int) -> list[Known]:
    """Those between the nearest certain rows above and below; else the one of the same number and words."""
    above = sure[at - 1][1] if at else -1
    below = sure[at][1] if at < len(sure) else max(one.place for one in each) + 1
    between = [one for one in each if above < one.place < below]
    if len(between) == 1:
        return between
    numbered = plain(line.name) != bare(line.name)
    same = [one for one in each if numbered and plain(one.row.title) == plain(line.name)]
    return same if len(same) == 1 else each


def contradiction(line: Line, row: Row, known: list[Known]) -> str:
    """The code of one row with the name of another."""
    called = name(line.name)
    if not any(line.codes) or called == name(row.title) or all(each.name != called for each in known):
        return ""
    return f"编码 {row.code} 是“{row.title}”，名称却是“{line.name[:40]}”，不能确定是哪一行，没有读取"
