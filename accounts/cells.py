"""Whether a change of cells can be written: addresses, amounts, projects, what the clerk had seen. Pure."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from accounts.editions.definitions import Edition, Measure, ProjectRows, SubjectRows
from accounts.figures import TOTAL, Address
from accounts.money import CENT, Scale, grouped, plain
from accounts.refusals import place, shown
from accounts.subjects import is_code

LIMIT = Decimal(10) ** 16
Changes = Mapping[Address, Decimal | None]


def wrong(edition: Edition, scale: Scale, changes: Changes) -> Iterator[str]:
    """Why these amounts cannot stand at these addresses."""
    for address, amount in changes.items():
        fault = wrong_address(edition, address)
        if not fault and amount is not None:
            fault = wrong_amount(amount) or wrong_measure(edition.measure(address), scale, amount)
        if fault:
            yield f"{place(edition, address)}：{fault}"


def wrong_address(edition: Edition, address: Address) -> str:
    try:
        edition.measure(address)
    except KeyError:
        return f"{edition.title}没有这个单元格"
    block = edition.table(address.table).block_of(address.row)
    if block and isinstance(block.rows, SubjectRows) and address.row != TOTAL and not is_code(address.row):
        return f"“{address.row}”不是科目编码（3、5 或 7 位数字）"
    return ""


def wrong_amount(amount: Decimal) -> str:
    if not isinstance(amount, Decimal):
        return f"{amount!r} 不是十进制数"
    if not amount.is_finite() or abs(amount) >= LIMIT:
        return f"{amount} 不是可以记录的数"
    if amount != amount.quantize(CENT):
        return f"{amount} 的小数超过两位"
    return ""


def wrong_measure(measure: Measure, scale: Scale, amount: Decimal) -> str:
    if measure == "count" and (amount < 0 or amount != amount.to_integral_value()):
        return f"{plain(amount)} 不是个数（应为不小于零的整数）"
    if measure == "money" and amount % scale.step:
        return f"{grouped(amount)}元不能以万元两位小数表示，本决算以万元为单位"
    return ""


def project_of(edition: Edition, address: Address) -> str:
    """The key of the project whose money stands at the address; empty for all other cells."""
    block = edition.table(address.table).block_of(address.row)
    return address.row.rpartition(".")[0] if block and isinstance(block.rows, ProjectRows) else ""


def unknown_projects(
    edition: Edition, addresses: Collection[Address], known: Collection[str]
) -> Iterator[str]:
    """Money may only be written for a project that the account has."""
    for address in addresses:
        project = project_of(edition, address)
        if project and project not in known:
            yield f"{place(edition, address)}：没有代码为 {project} 的项目"


def stale(edition: Edition, scale: Scale, changes: Changes, seen: Changes, now: Changes) -> Iterator[str]:
    """Cells that are neither as the clerk saw them nor as the clerk wants them."""
    for address, amount in changes.items():
        before, current = seen.get(address), now.get(address)
        if current in (before, amount):
            continue
        told = [shown(edition, scale, address, value) for value in (before, current, amount)]
        yield f"{place(edition, address)}：打开时为 {told[0]}，现已被改为 {told[1]}，未写入您的 {told[2]}"
