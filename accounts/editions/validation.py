"""What is wrong with an edition: it may only refer to what it has. `accounts.system_checks` asks."""

from collections import Counter
from collections.abc import Iterable, Iterator

from accounts.editions.definitions import CLASS, Block, Edition, ProjectRows, Row, SubjectRows, Table

NINE = tuple(f"t{n:02}" for n in range(1, 10))
"""The tables of these keys mean the central nine in every edition."""
PROJECT_FORMS = frozenset("ABC")


def faults(edition: Edition) -> list[str]:
    """One line for each fault, with the edition's code and the key of what is missing or wrong."""
    found = [
        *table_keys(edition),
        *(fault for table in edition.tables for fault in table_faults(table)),
        *classes(edition),
        *outline(edition),
        *terms(edition),
        *project_forms(edition),
    ]
    return [f"{edition.code}：{fault}" for fault in found]


def table_keys(edition: Edition) -> Iterator[str]:
    yield from (f"没有表 {key}" for key in NINE if not edition.has(key))
    yield from bad_keys("表", (table.key for table in edition.tables))


def table_faults(table: Table) -> Iterator[str]:
    name = f"{table.key}《{table.title}》"
    rows = [row for block in table.blocks for row in block.fixed_rows if row.key]
    for fault in bad_keys("行", (row.key for row in rows)):
        yield f"{name}{fault}"
    for missing in missing_parts(rows):
        yield f"{name}{missing}"
    for block in table.blocks:
        for fault in block_faults(block):
            yield f"{name}{fault}"
    yield from (f"{name}{fault}" for fault in broken_lines(table))
    if table.paired and not is_pair(table):
        yield f"{name}的各块不能成对印刷：栏应相同，不能有项目栏、科目行和末行"


def is_pair(table: Table) -> bool:
    heads = {tuple((c.key, c.group, c.title) for c in block.columns) for block in table.blocks}
    return len(heads) == 1 and all(
        not block.stubs and isinstance(block.rows, tuple) and block.footer is None for block in table.blocks
    )


def block_faults(block: Block) -> Iterator[str]:
    keys = [column.key for column in block.columns]
    yield from bad_keys("栏", keys)
    ends = isinstance(block.rows, SubjectRows) and block.rows.total_last
    if ends and any(stub.beside_total for stub in block.stubs):
        yield "合计在最后一行，类、款、项应各占一栏（split）"
    for column in block.columns:
        for part in column.parts:
            if part not in keys:
                yield f"栏 {column.key} 由栏 {part} 组成，但没有这一栏"
    if isinstance(block.rows, ProjectRows):
        yield from bad_keys("行", (row.key for row in block.rows.lines))
        yield from missing_parts(block.rows.lines)


def missing_parts(rows: Iterable[Row]) -> Iterator[str]:
    rows = list(rows)
    keys = {row.key for row in rows}
    for row in rows:
        for part in row.parts:
            if part not in keys:
                yield f"行 {row.key} 由行 {part} 组成，但没有这一行"


def bad_keys(what: str, keys: Iterable[str]) -> Iterator[str]:
    for key, times in Counter(keys).items():
        if times > 1:
            yield f"{what} {key} 出现 {times} 次"
        if not key or "/" in key or key.split() != [key]:
            yield f"{what} “{key}”不能用作地址（空白，或含斜线、空格）"


def broken_lines(table: Table) -> Iterator[str]:
    """行次 run from 1 without a gap through all blocks."""
    lines = [row.line for block in table.blocks for row in block.fixed_rows if row.line is not None]
    for expected, line in enumerate(lines, 1):
        if line != expected:
            yield f"行次 {expected} 处为 {line}，不连续"
            return


def classes(edition: Edition) -> Iterator[str]:
    """The 类 of table 01 are those of table 04, and the total of each table counts them all."""
    found = {key: class_rows(edition.table(key)) for key in ("t01", "t04") if edition.has(key)}
    known = sorted({row for rows in found.values() for row in rows})
    for key, rows in found.items():
        total = edition.table(key).row("spending.total")
        yield from (f"{key} 没有行 {row}" for row in known if row not in rows)
        if not rows:
            yield f"{key} 没有支出功能分类的类"
        if total is None:
            yield f"{key} 没有行 spending.total"
        else:
            yield from (f"{key} 行 spending.total 未包括 {row}" for row in rows if row not in total.parts)


def class_rows(table: Table) -> list[str]:
    rows = [row.key for block in table.blocks for row in block.fixed_rows]
    return [key for key in rows if key.startswith(CLASS) and key.removeprefix(CLASS).isdigit()]


def outline(edition: Edition) -> Iterator[str]:
    sections = [section for part in edition.parts for section in part.sections]
    yield from bad_keys("部分", (part.key for part in edition.parts))
    yield from bad_keys("节", (section.key for section in sections))
    yield from bad_keys("说明位置", (slot.key for slot in edition.slots))
    for section in sections:
        if section.kind == "table" and not edition.has(section.key):
            yield f"节“{section.title}”没有表 {section.key}"


def terms(edition: Edition) -> Iterator[str]:
    for term in edition.terms:
        for address in term.shown_by:
            try:
                edition.measure(address)
            except KeyError:
                yield f"名词解释“{term.name}”用到单元格 {address}，但没有这个单元格"


def project_forms(edition: Edition) -> Iterator[str]:
    if not edition.project_forms:  # also where none is printed: a clerk fills one in
        yield "没有项目支出绩效自评表的表样"
    for form in edition.project_forms:
        if form not in PROJECT_FORMS:
            yield f"没有项目支出绩效自评表表样 {form}"
