"""What a verb says when it refuses, in the clerk's words, and how it names a cell. Nothing was written."""

from collections.abc import Iterable
from decimal import Decimal

from accounts.editions.definitions import Block, Edition, ProjectRows
from accounts.figures import TOTAL, Address
from accounts.money import Scale, grouped, in_wan, plain

NAMED_AT_MOST = 3


class Refused(Exception):
    """A request that cannot be granted as things stand; the message is for the person who asked."""


class WrongAddress(Refused):
    """Cells or slots that the edition does not have, or amounts that cannot stand there."""


class Stale(Refused):
    """Cells that somebody else has changed since they were read."""


class Closed(Refused):
    """The account is not open for writing."""


def listed(faults: Iterable[str]) -> str:
    """The first few faults in full and how many more there are."""
    faults = list(faults)
    more = len(faults) - NAMED_AT_MOST
    return "；".join(faults[:NAMED_AT_MOST]) + (f"；另有 {more} 处" if more > 0 else "")


def place(edition: Edition, address: Address) -> str:
    """A cell as a clerk knows it: 《支出决算表》“2080599”行“项目支出”栏; unknown words as they are."""
    if not edition.has(address.table):
        return f"“{address}”"
    table = edition.table(address.table)
    block = table.block_of(address.row)
    column = block.column(address.column) if block else None
    row = row_title(block, address.row) if block else address.row
    head = "·".join((*column.group, column.title)) if column else address.column
    return f"《{table.title}》“{row}”行“{head}”栏"


def row_title(block: Block, key: str) -> str:
    rows, project = block.fixed_rows, ""
    if isinstance(block.rows, ProjectRows):
        project, _, key = key.rpartition(".")
        rows = block.rows.lines
    elif not rows and key == TOTAL:
        return "合计"
    title = next((row.title for row in rows if row.key == key), key)
    return f"{project} {title}" if project else title


def shown(edition: Edition, scale: Scale, address: Address, amount: Decimal | None) -> str:
    """An amount as the clerk of this account writes it."""
    if amount is None:
        return "空白"
    if edition.measure(address) != "money":
        return plain(amount)
    return f"{grouped(in_wan(amount))}万元" if scale is Scale.WAN else f"{grouped(amount)}元"
