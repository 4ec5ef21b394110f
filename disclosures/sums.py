"""What adds up to what in a printed table, so that a reader can follow a total to its parts and back.

Pure. Read from the edition's `parts`; open subject rows add up by their codes: 合计, 类, 款, 项.
"""

from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.sums import subject_sums
from accounts.editions.definitions import Block, SubjectRows, Table
from disclosures.report import Sum


def of_table(table: Table, case: Case) -> tuple[Sum, ...]:
    """Each sum once: blocks of the same columns (预算数 and 决算数) say the same."""
    return tuple(dict.fromkeys(each for block in table.blocks for each in _of_block(table, block, case)))


def _of_block(table: Table, block: Block, case: Case) -> Iterator[Sum]:
    for column in block.columns:
        if column.parts:
            yield Sum("column", column.key, column.parts)
    if isinstance(block.rows, SubjectRows):
        listed = [code for code in case.figures.rows(table.key) if block.takes(code)]
        yield from (Sum("row", whole, parts) for whole, parts in subject_sums(listed))
    for row in block.fixed_rows:
        if row.parts:
            yield Sum("row", row.key, row.parts)
