"""三公 as a list: the columns of the edition below each other, 预算数 and 决算数 side by side. Pure."""

from collections.abc import Iterable

from accounts.editions.definitions import Block, Table
from disclosures.workbook.foreign.columns import Placed
from disclosures.workbook.foreign.fixed import Rows
from disclosures.workbook.foreign.heads import Side
from disclosures.workbook.foreign.lines import Line
from disclosures.workbook.foreign.synonyms import DECORATION, TOTAL_ROWS
from disclosures.workbook.foreign.words import SUM, bare, name, tokens


def blocks(side: Side, table: Table, year: int) -> dict[int, list[int]]:
    """The columns that are called as a block is, and nothing else."""
    found: dict[int, list[int]] = {}
    for column in side.figures:
        said = frozenset().union(*(tokens(words, year) for words in column.path))
        for number, block in enumerate(table.blocks):
            own = tokens(block.title, year)
            if own <= said and said - own <= frozenset(DECORATION):
                found.setdefault(number, []).append(column.number)
    return found


def is_turned(side: Side, table: Table, year: int) -> bool:
    stubless = not any(block.stubs for block in table.blocks)
    return stubless and bool(side.of("item", "name")) and bool(blocks(side, table, year))


def place_columns(side: Side, table: Table, year: int) -> Placed:
    placed = Placed({}, {}, {})
    for block, columns in blocks(side, table, year).items():
        if len(columns) > 1:
            placed.refused.update(dict.fromkeys(columns, "几栏的表头相同，都没有读取"))
        else:
            placed.of_block[block] = {columns[0]: ""}
    known = {column for each in placed.of_block.values() for column in each} | placed.refused.keys()
    others = [each.number for each in side.figures if each.number not in known]
    placed.told.update(dict.fromkeys(others, "本表没有这一栏，没有读取"))
    return placed


def place_rows(found: Iterable[Line], table: Table) -> Rows:
    keys = called(table.blocks[0])
    rows = Rows({}, {})
    for line in found:
        key = keys.get(SUM) if bare(line.name) in TOTAL_ROWS else keys.get(name(line.name))
        if key:
            rows.keys[line.number] = key
        elif line.name:
            rows.told[line.number] = f"本表没有“{line.name[:40]}”这一项，没有读取"
    return rows


def called(block: Block) -> dict[str, str]:
    """A sum is called as its group."""
    return {
        (name(column.group[-1]) if column.group else SUM)
        if column.title in ("小计", "合计")
        else name(column.title): (column.key)
        for column in block.columns
    }
