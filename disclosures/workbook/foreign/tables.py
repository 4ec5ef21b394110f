"""One table of the edition read from all places of the file in which it stands. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from accounts.case import Case
from accounts.checks.wording import row_name
from accounts.editions.definitions import Table
from accounts.figures import Address
from accounts.money import Scale
from disclosures.workbook.foreign import columns, doubts
from disclosures.workbook.foreign.amounts import as_cell
from disclosures.workbook.foreign.captions import Around, Said, said
from disclosures.workbook.foreign.heads import Headed, Heads
from disclosures.workbook.foreign.reader import PartRead, Read, Reader
from disclosures.workbook.foreign.recognised import Doubt, Head, Part, Recognised, TableFound, Unused
from disclosures.workbook.foreign.regions import Region
from disclosures.workbook.foreign.subject_rows import Tree
from disclosures.workbook.foreign.words import money_in
from disclosures.workbook.reading import Fault, Spot
from disclosures.workbook.stream import letters


@dataclass(frozen=True)
class Piece:
    region: Region
    part: Headed
    read: PartRead


def read(
    found: Recognised, table: Table, regions: list[Region], around: Around, case: Case, tree: Tree
) -> dict[Address, Decimal]:
    """Adds to `found` what the regions of the table hold; the amounts in 元."""
    reader = Reader(table, case, tree)
    pieces: list[Piece] = []
    captions: list[Said] = []
    money = told = ""
    for region in regions:
        parts = Heads(region.view, table, case.year).parts(region.first, region.last)
        if not parts:
            headless(found, table, region)
            continue
        own = list(around_it(region, parts))
        captions.extend(own)
        money, told = around.money(own)
        if told and not money:
            found.faults.append(Fault(table.key, region.view.name, region.reference, told))
            continue
        if not money:
            money, told = assumed(found, region, case)
        found.doubts.extend(doubts.of_region(region, own, case))
        for part in parts:
            piece = Piece(region, part, reader.read(region.view, part, money))
            pieces.append(piece)
            found.faults.extend(piece.read.faults)
            found.names.extend(piece.read.names)
            found.doubts.extend(doubts.of_heads(table, region, part, piece.read.used, case))
            found.doubts.extend(doubts.of_columns(region, piece.read.told))
            if not piece.read.used and not piece.read.faults:
                found.faults.append(strange(table, region, part))
    if not any(piece.read.used for piece in pieces):
        return {}
    amounts = merged(found, table, pieces, case)
    names = list(dict.fromkeys(piece.region.view.name for piece in pieces))
    found.sheets[table.key] = "、".join(names)
    found.tables.append(account_of(table, pieces, len(amounts), captions, money, told, case))
    found.doubts.extend(doubts.of_sums(table, columns_in(pieces), amounts, names[0], case))
    return amounts


def columns_in(pieces: list[Piece]) -> set[str]:
    return {key for piece in pieces for used in piece.read.used.values() for _, key in used}


def around_it(region: Region, parts: list[Headed]) -> Iterator[Said]:
    """From the title, or the top of the sheet, to the head; and the heads themselves."""
    view = region.view
    yield from said(view, view.rows(region.top, parts[0].first - 1))
    for part in parts:
        for row in view.rows(part.first, part.last):
            for column, cell in view.cells(row).items():
                if money := money_in(cell.text):
                    yield Said("money", money, view.name, view.reference(row, column))


def headless(found: Recognised, table: Table, region: Region) -> None:
    view = region.view
    rows = view.rows(region.first, region.last)
    found.unused.append(Unused(view.name, region.named.words, "没有找到表头"))
    if sum(cell.kind == "number" for row in rows for cell in view.cells(row).values()) > 2:
        reason = f"有《{table.title}》的表名，但没有找到表头，没有读取"
        found.faults.append(Fault(table.key, view.name, region.reference, reason))


def assumed(found: Recognised, region: Region, case: Case) -> tuple[str, str]:
    money = "万元" if case.scale is Scale.WAN else "元"
    reason = f"文件里没有写金额单位，按本决算的“{money}”读取，请核对"
    found.doubts.append(Doubt(region.view.name, region.reference, reason))
    return money, "文件没有写，按本决算"


def strange(table: Table, region: Region, part: Headed) -> Fault:
    words = "、".join(f"“{column.words}”" for side in part.sides for column in side.figures[:6])
    reason = f"表头（{words}）没有一栏是《{table.title}》的，没有读取；请核对表名"
    return Fault(table.key, region.view.name, f"第 {part.first} 行", reason)


def merged(found: Recognised, table: Table, pieces: list[Piece], case: Case) -> dict[Address, Decimal]:
    """The cells of all parts as figures; a row that says two things for one cell is not read."""
    by_address: dict[Address, list[Read]] = {}
    for piece in pieces:
        for each in piece.read.cells:
            by_address.setdefault(each.address, []).append(each)
    torn: dict[str, list[Read]] = {}
    for address, several in by_address.items():
        if len({each.amount for each in several if each.amount is not None}) > 1:
            torn.setdefault(address.row, []).extend(each for each in several if each.amount is not None)
    for several in torn.values():
        where = "、".join(dict.fromkeys(f"{e.spot.sheet}!{e.spot.reference}" for e in several[:6]))
        row = row_name(case, several[0].address)
        reason = f"“{row}”这一行出现几次而数不同（{where}），都没有读取"
        found.faults.append(Fault(table.key, several[0].spot.sheet, several[0].spot.reference, reason))
    amounts: dict[Address, Decimal] = {}
    for address, several in by_address.items():
        filled = [each for each in several if each.amount is not None]
        if address.row in torn:
            continue
        if not filled:
            found.blanks[address] = several[0].spot
            continue
        each = filled[0]
        assert each.amount is not None
        cell = as_cell(each.amount, case.edition.measure(address), case.scale)
        found.figures[address] = Spot(each.spot.sheet, each.spot.reference, cell)
        amounts[address] = each.amount
    return amounts


def account_of(
    table: Table,
    pieces: list[Piece],
    cells: int,
    captions: Iterable[Said],
    money: str,
    told: str,
    case: Case,
) -> TableFound:
    used = {each for piece in pieces for several in piece.read.used.values() for each in several}
    claims = columns.claims(table, case.year)
    missing = tuple(each.title for each in claims if not has(used, each.block, each.column))
    units = [each.text for each in captions if each.kind == "unit"]
    years = [int(each.text) for each in captions if each.kind == "year"]
    return TableFound(
        table.key,
        table.title,
        tuple(part_of(table, piece, case) for piece in pieces),
        len({(each.spot.sheet, each.row) for piece in pieces for each in piece.read.cells}),
        cells,
        missing,
        money,
        told,
        units[0] if units else "",
        years[0] if years else None,
    )


def has(used: set[tuple[int, str]], block: int, column: str) -> bool:
    """Turned, a column of the file is all columns of a block."""
    return (block, column) in used or (block, "") in used


def part_of(table: Table, piece: Piece, case: Case) -> Part:
    view, part, read = piece.region.view, piece.part, piece.read
    titles = {(each.block, each.column): each.title for each in columns.claims(table, case.year)}
    heads = []
    for side in part.sides:
        for column in side.figures:
            used = sorted(read.used.get(column.number, ()))
            title = (titles.get(used[0]) or table.blocks[used[0][0]].title) if used else ""
            heads.append(Head(letters(column.number), column.words, title, read.told.get(column.number, "")))
    known = {column.number for side in part.sides for column in side.figures}
    heads += [Head(letters(c), "", "", told) for c, told in sorted(read.told.items()) if c not in known]
    rows = {each.row for each in read.cells}
    numbers = [column.number for side in part.sides for column in (*side.stubs, *side.figures)]
    last = max(rows, default=part.last)
    left, right = min(numbers, default=1), max(numbers, default=1)
    area = f"{view.reference(part.first, left)}:{view.reference(last, right)}"
    hidden = [f"第 {row} 行" for row in sorted(rows & view.sheet.hidden_rows)]
    hidden += [f"{letters(c)} 列" for c in sorted(read.used.keys() & view.sheet.hidden_columns)]
    hidden += [f"工作表“{view.name}”"] if view.sheet.hidden else []
    return Part(view.name, area, f"第 {part.first}–{part.last} 行", tuple(heads), len(rows), tuple(hidden))
