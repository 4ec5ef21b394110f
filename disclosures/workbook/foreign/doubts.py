"""What speaks against a workbook as a whole: whose it is, of which year, which table, in what money. Pure.

A doubt takes nothing away; it is for a person to decide before anything is written.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from accounts.case import Case
from accounts.editions.definitions import Column, Table
from accounts.entry.offers import RELATIONS
from accounts.figures import ZERO, Address, Figures
from accounts.money import YUAN_PER_WAN, Scale, slack
from disclosures.workbook.foreign import columns
from disclosures.workbook.foreign.captions import Said, is_ours
from disclosures.workbook.foreign.heads import Headed
from disclosures.workbook.foreign.recognised import HEADLESS, Doubt
from disclosures.workbook.foreign.regions import Region
from disclosures.workbook.foreign.titles import readable
from disclosures.workbook.foreign.words import year_in
from disclosures.workbook.stream import letters


def of_region(region: Region, own: Iterable[Said], case: Case) -> Iterator[Doubt]:
    yield from of_whose(region, own, case)
    for against in region.against:
        reason = f"表名是“{region.named.words}”，{against}，请核对是哪张表"
        yield Doubt(region.view.name, region.reference, reason)


def of_whose(region: Region, own: Iterable[Said], case: Case) -> Iterator[Doubt]:
    ours = f"“{case.unit.name}”"
    for each in own:
        if each.kind == "unit" and not is_ours(each.text, case):
            yield Doubt(each.sheet, each.reference, f"单位写的是“{each.text}”，本决算是{ours}")
        elif each.kind == "year" and int(each.text) != case.year:
            yield Doubt(each.sheet, each.reference, f"写的是 {each.text} 年，本决算是 {case.year} 年度")
    owner = region.named.owner
    if owner and not is_ours(owner, case):
        yield Doubt(region.view.name, region.reference, f"表名里的单位是“{owner}”，本决算是{ours}")
    year = year_in(region.view.name)
    if year and year != case.year:
        yield Doubt(region.view.name, "", f"工作表名称写的是 {year} 年，本决算是 {case.year} 年度")


def of_heads(
    table: Table, region: Region, part: Headed, used: Collection[int], case: Case
) -> Iterator[Doubt]:
    """Heads that another table has more of than the one in the title."""
    wide = {column.number for side in part.sides for column in side.figures}
    if not used or wide <= set(used):
        return
    for other in readable(case.edition):
        fitting = {
            number
            for side in part.sides
            for of_block in columns.place(side, other, case.year, wide).of_block.values()
            for number in of_block
        }
        if other is not table and fitting > set(used):
            reason = f"表名是《{table.title}》，表头却更像《{other.title}》，请核对"
            yield Doubt(region.view.name, f"第 {part.first} 行", reason)
            return


def of_columns(region: Region, told: Mapping[int, str]) -> Iterator[Doubt]:
    """Figures without a head, which may be those of the heads beside them."""
    for column in sorted(c for c, why in told.items() if why == HEADLESS):
        reason = "有数，但没有表头，没有读取；请核对表头和数有没有错位"
        yield Doubt(region.view.name, f"{letters(column)} 列", reason)


Amounts = Mapping[Address, Decimal]
FEWEST = 2
"""Rows that do not add up, before the heads are doubted and not the rows."""


def of_sums(
    table: Table, has: Collection[str], amounts: Amounts, sheet: str, scale: Scale
) -> Iterator[Doubt]:
    """Heads that have changed places show in sums that are wrong in most rows. `has`: columns of the file;
    `scale`: the file's, in which it has rounded."""
    for block in table.blocks:
        for column in block.columns:
            if not column.parts or not set(column.parts) <= set(has):
                continue
            rows = {
                a.row for a in amounts if a.column == column.key and telling(table, column, a.row, amounts)
            }
            wrong = [row for row in rows if off(table, column, row, amounts, scale)]
            if len(wrong) >= FEWEST and 2 * len(wrong) > len(rows):
                parts = "、".join(each.title for each in block.columns if each.key in column.parts)
                told = f"{len(rows)} 行中有 {len(wrong)} 行“{column.title}”不等于{parts}之和"
                yield Doubt(sheet, "", f"《{table.title}》{told}，请核对表头有没有错位")


def parts_of(table: Table, column: Column, row: str, amounts: Amounts) -> list[Decimal]:
    return [amounts.get(Address(table.key, row, part), ZERO) for part in column.parts]


def telling(table: Table, column: Column, row: str, amounts: Amounts) -> bool:
    """A sum of one part says nothing of which is the sum."""
    return sum(map(bool, parts_of(table, column, row, amounts))) > 1


def off(table: Table, column: Column, row: str, amounts: Amounts, scale: Scale) -> bool:
    gap = amounts[Address(table.key, row, column.key)] - sum(parts_of(table, column, row, amounts))
    return abs(gap) > slack(len(column.parts), scale)


def of_scale(amounts: Amounts, case: Case) -> Iterator[Doubt]:
    """元 taken for 万元: what should be equal is ten thousand times as much."""
    read = Figures(amounts)
    for table, relations in RELATIONS.items():
        for cell, sources in relations:
            if cell in read and is_factor(read[cell], read.total(sources)):
                other = sources[0].table
                titles = [case.edition.table(key).title for key in (table, other) if case.edition.has(key)]
                yield Doubt("", "", f"《{titles[0]}》与《{titles[-1]}》的数相差一万倍，请核对金额单位")
                return
    both = [cell for cell in read if read[cell] and case.figures.get(cell)]
    times = sum(is_factor(read[cell], case.figures[cell]) for cell in both)
    if times > 1 and 2 * times > len(both):
        yield Doubt("", "", f"有 {times} 处与平台上的数相差一万倍，请核对金额单位")


def is_factor(one: Decimal, other: Decimal) -> bool:
    """Ten thousand times, up to the rounding of 万元."""
    small, large = sorted((abs(one), abs(other)))
    return bool(small) and abs(large / small / YUAN_PER_WAN - 1) < Decimal("0.01")
