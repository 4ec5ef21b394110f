"""Of several copies of a table the one of the account's unit and year, where the others say that they are of
another: last year's sheets kept in the file, a sheet for each unit. Pure.
"""

from collections.abc import Iterator

from accounts.case import Case
from accounts.editions.definitions import Table
from disclosures.workbook.foreign import doubts
from disclosures.workbook.foreign.captions import Said, said
from disclosures.workbook.foreign.heads import Headed, Heads
from disclosures.workbook.foreign.recognised import Unused
from disclosures.workbook.foreign.regions import Region


def own_of(found: list[Region], table: Table, case: Case) -> tuple[list[Region], list[Unused]]:
    """Those to be read, and why the others are not. What says nothing of unit and year goes with the one
    before it. Where no table is left (a list of contents is none) all of them are read, and asked about."""
    if len(found) < 2:
        return found, []
    kept, others, last = [], [], ""
    for region in found:
        told = against(region, table, case)
        last = last if told is None else told
        if last:
            others.append(Unused(region.view.name, region.named.words, f"{last}，这张没有读取"))
        else:
            kept.append(region)
    return (kept, others) if any(heads(region, table, case) for region in kept) else (found, [])


def against(region: Region, table: Table, case: Case) -> str | None:
    """What says that it is of another unit or year; empty where it is of ours, None where nothing does."""
    own = [each for each in captions(region, table, case) if each.kind in ("unit", "year")]
    if other := next(doubts.of_whose(region, own, case), None):
        return other.reason
    return "" if own or region.named.owner else None


def captions(region: Region, table: Table, case: Case) -> Iterator[Said]:
    """Above the first head."""
    parts = heads(region, table, case)
    until = parts[0].first - 1 if parts else region.last
    return said(region.view, region.view.rows(region.top, until))


def heads(region: Region, table: Table, case: Case) -> list[Headed]:
    return Heads(region.view, table, case.year).parts(region.first, region.last)
