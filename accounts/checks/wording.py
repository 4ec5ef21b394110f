"""How a finding names cells and amounts to a clerk. Pure."""

from collections.abc import Sequence
from decimal import Decimal

from accounts.case import Case
from accounts.editions.definitions import Block, ProjectRows, SubjectRows
from accounts.figures import TOTAL, Address
from accounts.refusals import row_title, shown

NAMED_AT_MOST = 4


def where(case: Case, address: Address) -> str:
    """《支出决算表》“2080599 其他行政事业单位养老支出”行“项目支出”栏."""
    if not case.edition.has(address.table):
        return f"“{address}”"
    table = case.edition.table(address.table)
    block = table.block_of(address.row)
    column = block.column(address.column) if block else None
    head = "·".join((*column.group, column.title)) if column else address.column
    return f"《{table.title}》“{row_name(case, address)}”行“{head}”栏"


def row_name(case: Case, address: Address) -> str:
    block = case.edition.table(address.table).block_of(address.row)
    if block is None:
        return address.row
    if isinstance(block.rows, SubjectRows):
        return subject_name(case, address.row)
    if isinstance(block.rows, ProjectRows):
        return project_row(case, block, address.row)
    title = row_title(block, address.row)
    return f"{block.title}·{title}" if block.title and block.title != title else title


def subject_name(case: Case, code: str) -> str:
    return "合计" if code == TOTAL else f"{code} {case.name_of(code)}".strip()


def project_row(case: Case, block: Block, row: str) -> str:
    key = row.rpartition(".")[0]
    name = next((project.name for project in case.projects if project.key == key), key)
    return f"{name}·{row_title(block, row).rpartition(' ')[2]}"


def amount(case: Case, address: Address) -> str:
    """The amount that stands at the address; 空白 where none does."""
    return shown(case.edition, case.scale, address, case.figures.get(address))


def as_at(case: Case, address: Address, value: Decimal) -> str:
    """A computed amount, written as one at the address would be."""
    return shown(case.edition, case.scale, address, value)


def terms(case: Case, addresses: Sequence[Address]) -> str:
    """The parts of a sum in a few words: “205 教育支出”60.00万元、….."""
    telling = [a for a in addresses if case.figures.get(a)] or list(addresses)
    named = "、".join(f"“{row_name(case, a)}”{amount(case, a)}" for a in telling[:NAMED_AT_MOST])
    more = len(addresses) - NAMED_AT_MOST
    return f"{named}等{len(addresses)}项" if more > 0 else named


def places(case: Case, addresses: Sequence[Address]) -> str:
    """Parts that stand in several tables."""
    return "、".join(f"{where(case, a)}{amount(case, a)}" for a in addresses)


def heads(case: Case, addresses: Sequence[Address]) -> str:
    """The parts of a sum across a row: “基本支出”60.00万元、“项目支出”40.00万元."""
    return "、".join(f"“{column_title(case, a)}”{amount(case, a)}" for a in addresses)


def column_title(case: Case, address: Address) -> str:
    block = case.edition.table(address.table).block_of(address.row)
    column = block.column(address.column) if block else None
    if column is None:
        return address.column
    return "".join((*column.group[-1:], column.title)) if column.title in ("小计", "合计") else column.title
