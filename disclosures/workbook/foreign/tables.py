"""One table of the edition read from all places of the file in which it stands. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from accounts.case import Case
from accounts.checks.wording import row_name
from accounts.editions.definitions import Table
from accounts.figures import Address
from accounts.money import Scale
from disclosures.workbook.foreign import doubts
from disclosures.workbook.foreign.amounts import as_cell
from disclosures.workbook.foreign.captions import Around, Said, said
from disclosures.workbook.foreign.describing import Piece, account_of
from disclosures.workbook.foreign.heads import Headed, Heads
from disclosures.workbook.foreign.reader import Read, Reader
from disclosures.workbook.foreign.recognised import Doubt, Recognised, Unused
from disclosures.workbook.foreign.regions import Region
from disclosures.workbook.foreign.subject_rows import Tree
from disclosures.workbook.foreign.words import money_in
from disclosures.workbook.reading import Fault, Spot


def read(
    found: Recognised, table: Table, regions: list[Region], around: Around, case: Case, tree: Tree
) -> dict[Address, Decimal]:
    """Adds to `found` what the regions of the table hold; the amounts in 元."""
    reader = Reader(table, case, tree)
    pieces = [piece for region in regions for piece in of_region(found, reader, region, around)]
    if not any(piece.read.used for piece in pieces):
        return {}
    amounts = merged(found, table, pieces, case)
    names = list(dict.fromkeys(piece.region.view.name for piece in pieces))
    found.sheets[table.key] = "、".join(names)
    found.tables.append(account_of(table, pieces, len(amounts), case))
    rounded = Scale.WAN if any(piece.money == "万元" for piece in pieces) else case.scale
    found.doubts.extend(doubts.of_sums(table, columns_in(pieces), amounts, names[0], rounded))
    return amounts


def of_region(found: Recognised, reader: Reader, region: Region, around: Around) -> Iterator[Piece]:
    table, case, view = reader.table, reader.case, region.view
    parts = Heads(view, table, case.year).parts(region.first, region.last)
    if not parts:
        headless(found, table, region)
        return
    own = tuple(around_it(region, parts))
    money, told = around.money(own)
    if told and not money:
        found.faults.append(Fault(table.key, view.name, region.reference, told))
        return
    if not money:
        money, told = assumed(found, region, case)
    found.doubts.extend(doubts.of_region(region, own, case))
    for part in parts:
        piece = Piece(region, part, reader.read(view, part, money), own, money, told)
        tell(found, table, piece, case)
        yield piece


def tell(found: Recognised, table: Table, piece: Piece, case: Case) -> None:
    """What was not understood in a part, and what is strange about it."""
    found.faults.extend(piece.read.faults)
    found.names.extend(piece.read.names)
    found.doubts.extend(doubts.of_heads(table, piece.region, piece.part, piece.read.used, case))
    found.doubts.extend(doubts.of_columns(piece.region, piece.read.told))
    if not piece.read.used and not piece.read.faults:
        found.faults.append(strange(table, piece.region, piece.part))


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
