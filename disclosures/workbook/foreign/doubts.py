"""What speaks against a workbook as a whole: whose it is, of which year, which table, in what money. Pure.

A doubt takes nothing away; it is for a person to decide before anything is written.
"""

from collections.abc import Collection, Iterable, Iterator

from accounts.case import Case
from accounts.editions.definitions import Table
from disclosures.workbook.foreign import columns
from disclosures.workbook.foreign.captions import Said, is_ours
from disclosures.workbook.foreign.heads import Headed
from disclosures.workbook.foreign.recognised import Doubt
from disclosures.workbook.foreign.regions import Region
from disclosures.workbook.foreign.titles import readable
from disclosures.workbook.foreign.words import year_in


def of_region(region: Region, own: Iterable[Said], case: Case) -> Iterator[Doubt]:
    ours = f"“{case.unit.name}”"
    for each in own:
        if each.kind == "unit" and not is_ours(each.text, case):
            yield Doubt(each.sheet, each.reference, f"单位写的是“{each.text}”，本决算是{ours}")
        elif each.kind == "year" and int(each.text) != case.year:
            yield Doubt(each.sheet, each.reference, f"写的是 {each.text} 年，本决算是 {case.year} 年度")
    year = year_in(region.view.name)
    if year and year != case.year:
        yield Doubt(region.view.name, "", f"工作表名称写的是 {year} 年，本决算是 {case.year} 年度")
    for against in region.against:
        reason = f"表名是“{region.named.words}”，{against}，请核对是哪张表"
        yield Doubt(region.view.name, region.reference, reason)


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
