"""What is told of a table that was found: where, how its heads were understood, what is hidden or missing.

Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.case import Case
from accounts.editions.definitions import Table
from disclosures.workbook.foreign import columns
from disclosures.workbook.foreign.captions import Said
from disclosures.workbook.foreign.heads import Headed
from disclosures.workbook.foreign.reader import PartRead
from disclosures.workbook.foreign.recognised import Head, Part, TableFound
from disclosures.workbook.foreign.regions import Region
from disclosures.workbook.stream import letters


@dataclass(frozen=True)
class Piece:
    """A part of the table as it was read, with what stands around it."""

    region: Region
    part: Headed
    read: PartRead
    captions: tuple[Said, ...]
    money: str
    money_told: str


def account_of(table: Table, pieces: list[Piece], cells: int, case: Case) -> TableFound:
    used = {each for piece in pieces for several in piece.read.used.values() for each in several}
    claims = columns.claims(table, case.year)
    captions = [each for piece in pieces for each in piece.captions]
    return TableFound(
        table.key,
        table.title,
        tuple(part_of(table, piece, case) for piece in pieces),
        rows=len({(each.spot.sheet, each.row) for piece in pieces for each in piece.read.cells}),
        cells=cells,
        missing=tuple(each.title for each in claims if not has(used, each.block, each.column)),
        money=pieces[0].money,
        money_told=pieces[0].money_told,
        unit_name=next((each.text for each in captions if each.kind == "unit"), ""),
        year=next((int(each.text) for each in captions if each.kind == "year"), None),
    )


def has(used: set[tuple[int, str]], block: int, column: str) -> bool:
    """Turned, a column of the file is all columns of a block."""
    return (block, column) in used or (block, "") in used


def part_of(table: Table, piece: Piece, case: Case) -> Part:
    view, part, read = piece.region.view, piece.part, piece.read
    rows = {each.row for each in read.cells}
    numbers = [column.number for side in part.sides for column in (*side.stubs, *side.figures)]
    left, right = min(numbers, default=1), max(numbers, default=1)
    last = max(rows, default=part.last)
    hidden = [f"第 {row} 行" for row in sorted(rows & view.sheet.hidden_rows)]
    hidden += [f"{letters(c)} 列" for c in sorted(read.used.keys() & view.sheet.hidden_columns)]
    hidden += [f"工作表“{view.name}”"] if view.sheet.hidden else []
    return Part(
        sheet=view.name,
        range=f"{view.reference(part.first, left)}:{view.reference(last, right)}",
        head_rows=str(part.first) if part.first == part.last else f"{part.first}–{part.last}",
        heads=tuple(heads_of(table, piece, case)),
        rows=len(rows),
        hidden=tuple(hidden),
    )


def heads_of(table: Table, piece: Piece, case: Case) -> Iterator[Head]:
    """Every column of figures; then those that have no head."""
    titles = {(each.block, each.column): each.title for each in columns.claims(table, case.year)}
    told, known = piece.read.told, set()
    for side in piece.part.sides:
        for column in side.figures:
            known.add(column.number)
            used = sorted(piece.read.used.get(column.number, ()))
            title = (titles.get(used[0]) or table.blocks[used[0][0]].title) if used else ""
            yield Head(letters(column.number), column.words, title, told.get(column.number, ""))
    yield from (Head(letters(number), "", "", told[number]) for number in sorted(told.keys() - known))
