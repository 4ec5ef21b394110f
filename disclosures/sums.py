"""What adds up to what in a printed table, so that a reader can follow a total to its parts and back.

Pure. Read from the edition's `parts`; open subject rows add up by their codes: 合计, 类, 款, 项.
"""

from collections.abc import Iterator

from accounts.case import Case
from accounts.editions.definitions import Block, SubjectRows, Table
from accounts.figures import TOTAL
from disclosures.report import Sum


def of_table(table: Table, case: Case) -> tuple[Sum, ...]:
    return tuple(each for block in table.blocks for each in _of_block(table, block, case))


def _of_block(table: Table, block: Block, case: Case) -> Iterator[Sum]:
    for column in block.columns:
        if column.parts:
            yield Sum("column", column.key, column.parts)
    if isinstance(block.rows, SubjectRows):
        yield from _of_subjects([code for code in case.figures.rows(table.key) if block.takes(code)])
    for row in block.fixed_rows:
        if row.parts:
            yield Sum("row", row.key, row.parts)


def _of_subjects(codes: list[str]) -> Iterator[Sum]:
    """合计 of the shortest codes, and each code of those two digits longer that begin with it."""
    lengths = {len(code) for code in codes}
    if lengths:
        yield Sum("row", TOTAL, tuple(code for code in codes if len(code) == min(lengths)))
    for code in codes:
        below = tuple(c for c in codes if c.startswith(code) and len(c) == len(code) + 2)
        if below:
            yield Sum("row", code, below)
