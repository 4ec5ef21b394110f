"""What a table shows, what its columns and rows are summed from, and which rules look at it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from accounts.checks.engine import Rule
from accounts.editions import EDITIONS
from accounts.editions.definitions import Block, Column, ProjectRows, Row, SubjectRows, Table
from accounts.invented import invent
from disclosures.checks import run

MEASURES = {"money": "金额", "count": "填个数，不填金额", "percent": "填百分数，不写百分号"}
TRIED = tuple((f"help-{n}", size) for size in ("office", "bureau", "institution") for n in range(3))
"""Small and large ones, so that every table has figures in one of them."""


@dataclass(frozen=True)
class Entry:
    """A column or a row, and what there is to say of it."""

    name: str
    words: str


@dataclass(frozen=True)
class Help:
    table: Table
    about: tuple[str, ...]
    columns: tuple[Entry, ...]
    rows: tuple[Entry, ...]
    rules: tuple[Rule, ...]


@cache
def help_for(edition: str, table: str) -> Help:
    """For one table of an edition; the same for every account, so it is made once."""
    form = EDITIONS[edition]
    found = form.table(table)
    blocks = found.blocks
    return Help(
        table=found,
        about=tuple(about(found, printed=form.prints(table))),
        columns=tuple(dict.fromkeys(each for block in blocks for each in columns(block))),
        rows=tuple(dict.fromkeys(each for block in blocks for each in rows(block))),
        rules=rules_at(edition).get(table, ()),
    )


def about(table: Table, *, printed: bool) -> Iterator[str]:
    yield from table.notes
    if not printed:
        yield "补充资料：不印在报告中，随数据公开；决算情况说明和检查要用。"
    if table.empty:
        yield f"没有这类收支的不用填，报告中写明：“{table.empty}”"
    for block in table.blocks:
        if isinstance(block.rows, SubjectRows):
            yield "按科目列行：用编码或名称添加科目，上级科目自动补齐；合计、类、款等于下级之和。"
        if isinstance(block.rows, ProjectRows):
            yield "每个项目列各项资金，项目在“项目”页建立。"


def columns(block: Block) -> Iterator[Entry]:
    names = {each.key: name(each) for each in block.columns}
    wholes = {part: names[each.key] for each in block.columns for part in each.parts}
    for each in block.columns:
        parts = "＋".join(names[part] for part in each.parts if part in names)
        plain = f"计入“{wholes[each.key]}”" if each.key in wholes else MEASURES[each.measure]
        yield Entry(names[each.key], f"＝{parts}" if parts else plain)


def name(column: Column) -> str:
    return "·".join((*column.group, column.title))


def rows(block: Block) -> Iterator[Entry]:
    """Those that are sums, and those that count something else than money."""
    titles = {each.key: each.title for each in block.fixed_rows if each.key}
    for each in block.fixed_rows:
        if words := said(each, titles):
            yield Entry(each.title, words)


def said(row: Row, titles: dict[str, str]) -> str:
    parts = "＋".join(titles[part] for part in row.parts if part in titles)
    if parts:
        return f"＝{parts}"
    if row.measure in ("count", "percent"):
        return f"{MEASURES[row.measure]}{f'（{row.unit}）' if row.unit else ''}"
    return ""


@cache
def rules_at(edition: str) -> dict[str, tuple[Rule, ...]]:
    """The rules by the tables whose cells they compare, as seen on made-up accounts of the edition."""
    seen: dict[str, dict[str, Rule]] = {}
    for seed, size in TRIED:
        case = invent(EDITIONS[edition], seed, size)  # type: ignore[arg-type]
        for result in run(case):
            cells = [cell for each in result.agreements for cell in each.cells]
            cells += [cell for each in result.findings for cell in each.cells]
            for table in {cell.table for cell in cells}:
                seen.setdefault(table, {})[result.rule.code] = result.rule
    return {table: tuple(found[code] for code in sorted(found)) for table, found in seen.items()}
