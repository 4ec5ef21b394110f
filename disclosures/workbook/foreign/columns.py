"""Which column of the edition each column of a file is, by the words over it taken as a set: neither the
order of heads nor that of columns matters. Pure.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from accounts.editions.definitions import Block, Column, SubjectRows, Table
from disclosures.workbook.foreign.heads import HeadColumn, Side
from disclosures.workbook.foreign.synonyms import DECORATION, YEAR_WIDE
from disclosures.workbook.foreign.words import PART, SUM, tokens


@dataclass(frozen=True)
class Claim:
    """What a column of a block must be called: all of `own`, nothing but `all_of`."""

    block: int
    column: str
    title: str
    own: frozenset[str]
    all_of: frozenset[str]
    only: bool
    """Whether it is called 决算数 or the like, which any column may be."""
    whole: bool
    """Whether it is the 合计 of a table that has a 小计 too, so that 小计 alone is another."""

    def fits(self, said: frozenset[str], idle: frozenset[str]) -> bool:
        loose = {SUM} if self.whole else {SUM, PART}
        if not said or not self.own <= said or said - self.all_of - idle - loose:
            return False
        return bool(self.own or self.only or said & (self.all_of | {SUM}))


def claims(table: Table, year: int) -> tuple[Claim, ...]:
    has_parts = any(column.title == PART for block in table.blocks for column in block.columns)
    return tuple(
        claim(number, block, column, year, has_parts)
        for number, block in enumerate(table.blocks)
        for column in block.columns
    )


def claim(number: int, block: Block, column: Column, year: int, has_parts: bool) -> Claim:
    """A sum (小计, 本年支出合计) is known by the group it sums, if that is not the whole table's."""
    title = tokens(column.title, year)
    groups = [tokens(group, year) for group in column.group]
    of_block, sums, nothing = tokens(block.title, year), {SUM, PART}, frozenset(DECORATION)
    own = title - nothing
    if SUM in title:
        own = frozenset().union(title, *(groups[-1:] if title <= sums else ())) - {*YEAR_WIDE, *sums}
    whole = has_parts and not own and PART not in title
    if not block.stubs:  # its one row has no name but the block's, so that the head must say it
        own |= of_block | (title if not groups else own)
    all_of = title.union(of_block, *groups) - (nothing - of_block)
    called = "·".join(filter(None, (block.title, *column.group, column.title)))
    return Claim(number, column.key, called, own, all_of, bool(block.stubs) and title <= nothing, whole)


def idle_words(table: Table, year: int) -> frozenset[str]:
    """Words that say nothing here, because no column is told by them: 决算数 over all, 本年支出 over all,
    even if only other editions have it over that table."""
    found = claims(table, year)
    telling = frozenset().union(*(each.own for each in found))
    wide = frozenset(YEAR_WIDE) & frozenset().union(*(each.all_of for each in found))
    if not wide and isinstance(table.blocks[0].rows, SubjectRows):
        wide = frozenset(word for word in YEAR_WIDE if word.removeprefix("本年") in table.title)
    return (frozenset(DECORATION) | wide) - telling


@dataclass(frozen=True)
class Placed:
    """The column of the edition for each column of a side, by block; and why others have none."""

    of_block: dict[int, dict[int, str]]
    told: dict[int, str]
    """Columns that the table does not have."""
    refused: dict[int, str]
    """Columns that it may have, but that are not certain."""


def place(
    side: Side, table: Table, year: int, filled: Iterable[int], counted: Collection[int] = ()
) -> Placed:
    """`filled`: the columns that have anything below the head; `counted`: those that only number the rows."""
    all_claims, idle, full = claims(table, year), idle_words(table, year), set(filled)
    found: dict[tuple[int, str], list[HeadColumn]] = {}
    told: dict[int, str] = {}
    refused = dict.fromkeys(counted, "像行次（1、2、3……），不能确定是不是金额，没有读取")
    for column in side.figures:
        if column.number in counted:
            continue
        said = frozenset().union(*(tokens(words, year) for words in column.path))
        fitting = list(fits(all_claims, said, idle))
        for each in fitting:
            found.setdefault((each.block, each.column), []).append(column)
        if not fitting:
            told[column.number] = "本表没有这一栏，没有读取"
    placed: dict[int, dict[int, str]] = {}
    for (block, key), columns in found.items():
        several = [each for each in columns if each.number in full]
        if len(several) > 1:
            words = "、".join(f"“{each.words}”" for each in several)
            refused |= {each.number: f"几栏的表头都是同一栏（{words}），都没有读取" for each in several}
        elif several or columns:
            placed.setdefault(block, {})[(several or columns)[0].number] = key
    return Placed(placed, told, refused)


def fits(all_claims: Iterable[Claim], said: frozenset[str], idle: frozenset[str]) -> Iterator[Claim]:
    """In each block the claim that asks for most."""
    best: dict[int, Claim] = {}
    for each in all_claims:
        if each.fits(said, idle) and len(each.own) > len(best[each.block].own if each.block in best else ()):
            best[each.block] = each
        elif each.fits(said, idle):
            best.setdefault(each.block, each)
    return iter(best.values())
