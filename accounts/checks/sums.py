"""What adds up to what in a table: by the edition's `parts`, and by the codes of its subjects. Pure."""

from collections.abc import Iterable, Iterator

from accounts.case import Case
from accounts.checks.comparing import adds_up
from accounts.checks.engine import Seen
from accounts.editions.definitions import Block, ProjectRows, SubjectRows
from accounts.figures import TOTAL, Address


def rows_add_up(case: Case, table: str) -> Iterator[Seen]:
    """Every fixed row against its parts, column by column."""
    for block in case.edition.table(table).blocks:
        for row in block.fixed_rows:
            for column in block.columns if row.parts else ():
                parts = [Address(table, part, column.key) for part in row.parts]
                yield from adds_up(case, Address(table, row.key, column.key), parts)


def columns_add_up(case: Case, table: str) -> Iterator[Seen]:
    """Every column against its parts, row by row."""
    for block in case.edition.table(table).blocks:
        keys = rows_of(case, table, block)
        for column in block.columns:
            for row in keys if column.parts else ():
                parts = [Address(table, row, part) for part in column.parts]
                yield from adds_up(case, Address(table, row, column.key), parts)


def rows_of(case: Case, table: str, block: Block) -> list[str]:
    """The rows of a block that hold figures, the total first."""
    if isinstance(block.rows, SubjectRows):
        return [TOTAL, *codes(case, table)]
    return [row.key for row in block.fixed_rows if row.key]


def subjects_add_up(case: Case, table: str) -> Iterator[Seen]:
    """合计 against its 类, each 类 against its 款, each 款 against its 项, in every column of figures."""
    sums = list(subject_sums(codes(case, table)))
    for column in case.edition.table(table).blocks[0].columns:
        for whole, below in sums:
            parts = [Address(table, code, column.key) for code in below]
            yield from adds_up(case, Address(table, whole, column.key), parts)


def codes(case: Case, table: str) -> list[str]:
    """The subject codes that have a figure in the table, in order."""
    return [row for row in case.rows.get(table, ()) if row.isdigit()]


def subject_sums(listed: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """合计 and the shortest codes; each code and those two digits longer that begin with it."""
    listed = list(listed)
    if listed:
        shortest = min(map(len, listed))
        yield TOTAL, tuple(code for code in listed if len(code) == shortest)
    below: dict[str, list[str]] = {}
    for code in listed:
        below.setdefault(code[:-2], []).append(code)
    yield from ((code, tuple(below[code])) for code in listed if code in below)


def projects_add_up(case: Case, table: str = "project") -> Iterator[Seen]:
    """The fund lines of each project, in the columns of money."""
    for block in case.edition.table(table).blocks:
        if isinstance(block.rows, ProjectRows):
            sums = [row for row in block.rows.lines if row.parts]
            columns = [column.key for column in block.columns if column.measure == "money"]
            for project in case.projects:
                for row in sums:
                    for column in columns:
                        parts = [Address(table, f"{project.key}.{part}", column) for part in row.parts]
                        yield from adds_up(case, Address(table, f"{project.key}.{row.key}", column), parts)
