"""What stands on top of the page: a few figures, where the money came from and went, the limits of the data,
and the figures that sentences speak of and no table prints: last year's, 年初预算, counts.

Pure. Changes on last year are worded by the rules of the narrative; amounts are written as in the tables.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from accounts.case import Case
from accounts.editions.definitions import ProjectRows, Table
from accounts.figures import TOTAL, ZERO, Address, at
from accounts.money import Scale, grouped, half_up, in_wan, percent
from disclosures import grids, narrative
from disclosures.narrative.story import Comparison, Story
from disclosures.phrases import Number, Run, Runs, Source
from disclosures.report import Breakdown, Headline, Paragraph, Slice, Summary

HEADLINES = (
    ("本年收入", "t02/total/total"),
    ("本年支出", "t03/total/total"),
    ("一般公共预算财政拨款支出", "t05/total/total"),
    ("项目支出", "t03/total/project"),
    ("“三公”经费支出", "t09/actual/total"),
)
BREAKDOWNS = (
    ("本年收入来源", "来源", "t01/income.total/amount"),
    ("本年支出去向（按功能分类）", "类", "t01/spending.total/amount"),
)
WHOLE = Decimal(100)
UNITS = ("万元", "%")


@dataclass(frozen=True)
class Piece:
    """Words of a line; `kept`: a number with its unit, which no line break may tear."""

    text: str
    kept: bool = False


@dataclass(frozen=True)
class Card(Headline):
    """A headline with last year's amount, and its change in pieces."""

    before: str = ""
    """In 万元 with separators; empty where no account of last year is known."""
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Unprinted:
    """A figure that a sentence speaks of and no table of this report prints. `text` is as tables print."""

    address: str
    """With its year: initial_budget/total/amount@2024."""
    title: str
    text: str
    unit: str
    """Empty for 万元."""


@dataclass(frozen=True)
class UnprintedTable:
    """The unprinted figures of one table and year."""

    title: str
    figures: tuple[Unprinted, ...]


@dataclass(frozen=True)
class Overview(Summary):
    """The summary with all that the page shows."""

    headlines: tuple[Card, ...] = ()
    unprinted: tuple[UnprintedTable, ...] = ()


def of(case: Case) -> Overview:
    return Overview(
        headlines=tuple(_headlines(case)),
        breakdowns=tuple(_breakdowns(case)),
        limits=tuple(_limits(case)),
        unprinted=tuple(_unprinted(case)),
    )


def _headlines(case: Case) -> Iterator[Card]:
    for title, text in HEADLINES:
        address = at(text)
        if not case.edition.has(address.table):
            continue
        amount = case.figures.get(address)
        table = case.edition.table(address.table)
        if amount is None:
            words = table.empty.rstrip("。") or "没有这项数据"
            yield Card(title, "", address, words, pieces=(Piece(words),))
        else:
            compared = _comparison(Story(case), table, address)
            before = "" if compared.before is None else grouped(in_wan(compared.before))
            pieces = tuple(_pieces(compared.words()))
            words = "".join(piece.text for piece in pieces)
            yield Card(title, grouped(in_wan(amount)), address, words, before, pieces)


def _pieces(runs: Runs) -> Iterator[Piece]:
    """A number takes its unit out of the words behind it."""
    number = ""
    for run in runs:
        if isinstance(run, Number):
            number = grouped(in_wan(abs(run.value))) if run.kind == "change" else run.text
            continue
        unit = next((unit for unit in UNITS if number and run.text.startswith(unit)), "")
        if number:
            yield Piece(number + unit, kept=True)
        if rest := run.text.removeprefix(unit):
            yield Piece(rest)
        number = ""
    if number:
        yield Piece(number, kept=True)


def _comparison(story: Story, table: Table, address: Address) -> Comparison:
    """Against last year's same cell. Comparison accounts hold the kinds of income and spending that the
    sentences need and not their totals: then against what adds up to it.
    """
    last = story.case.last
    parts = [str(part) for part in _parts(table, address)]
    if last is None or address in last or not parts:
        return story.compare(str(address))
    kinds = story.compare(*parts)
    known = any(at(part) in last for part in parts)
    return Comparison(story.value(str(address)), kinds.before if known else None, kinds.sources, story.year)


def _parts(table: Table, address: Address) -> list[Address]:
    block = table.block_of(address.row)
    column = block.column(address.column) if block else None
    return [address._replace(column=key) for key in (column.parts if column else ())]


def _breakdowns(case: Case) -> Iterator[Breakdown]:
    for title, item, text in BREAKDOWNS:
        address = at(text)
        whole = (
            case.edition.table(address.table).row(address.row) if case.edition.has(address.table) else None
        )
        if whole is None:
            continue
        total = case.figures.amount(address)
        slices = [_slice(case, address._replace(row=key), total) for key in whole.parts]
        shown = [each for each in slices if each is not None]
        if shown:
            yield Breakdown(title, item, tuple(shown))


def _slice(case: Case, address: Address, total: Decimal) -> Slice | None:
    """One row of the whole; nothing where it is blank or zero."""
    amount = case.figures.amount(address)
    row = case.edition.table(address.table).row(address.row)
    if row is None or not in_wan(amount):
        return None
    title = row.title.partition("、")[2] or row.title
    is_share = total > 0 and 0 <= amount <= total
    share = percent(amount, total) if is_share else ""
    width = half_up(amount / total * WHOLE, 1) if is_share else ZERO
    return Slice(title, grouped(in_wan(amount)), address, share, f"{width:f}")


def _limits(case: Case) -> Iterator[str]:
    yield "金额单位为万元，保留两位小数。每个数各自四舍五入，合计与各项之和可能有尾差。"
    if case.scale is Scale.WAN:
        yield "本决算按万元填报（两位小数），数据文件中的元由万元换算，不比万元更精确。"
    else:
        yield "本决算按元填报，数据文件中的金额精确到分。"
    yield _scope(case)
    if case.last is None:
        yield "没有上年数据，不作比较。"
    else:
        yield f"与上年比较用{case.year - 1}年度的决算数，增减百分比由未舍入的金额计算。"
        if case.last_source:
            yield f"{case.year - 1}年度的决算{case.last_source}，不在本站公开。"
    yield "收入、支出都是全年实际发生的决算数；写明“预算”的才是预算数。"


def _scope(case: Case) -> str:
    scope = case.edition.wording.scope
    members = len(case.unit.members)
    if case.unit.kind == "department":
        return f"范围：{scope}汇总决算" + (f"，汇总{members}个单位。" if members else "。")
    return f"范围：{scope}自身的决算，不含其他单位。"


def _unprinted(case: Case) -> Iterator[UnprintedTable]:
    """Last year first, then this year's supplementary tables, each in the order of the edition."""
    order = {table.key: place for place, table in enumerate(case.edition.tables)}
    sections = case.edition.sections
    printed = {section.key for section in sections if section.kind == "table"}
    if any(section.kind == "projects" for section in sections):
        printed.add("project")
    paragraphs = [p for s in sections if s.kind == "text" for p in narrative.write(case, s.key)]
    spoken = [
        source
        for source in dict.fromkeys((*_headline_sources(case), *_sources(paragraphs)))
        if source.address.table in order  # the forms of projects print their own
        and (source.year != case.year or source.address.table not in printed)
    ]
    spoken.sort(key=lambda source: (source.year, order[source.address.table]))
    for (year, key), sources in groupby(spoken, key=lambda source: (source.year, source.address.table)):
        title = f"{year}年度{case.edition.table(key).title}"
        yield UnprintedTable(title, tuple(_figure(case, source) for source in sources))


def _headline_sources(case: Case) -> Iterator[Source]:
    for _, text in HEADLINES:
        address = at(text)
        if case.edition.has(address.table) and address in case.figures:
            compared = _comparison(Story(case), case.edition.table(address.table), address)
            yield from (each for each in compared.sources if case.last and each.address in case.last)


def _sources(paragraphs: Iterable[Paragraph]) -> Iterator[Source]:
    runs: Iterable[Run] = (run for paragraph in paragraphs for run in paragraph.runs)
    for run in runs:
        if isinstance(run, Number):
            yield from run.sources


def _figure(case: Case, source: Source) -> Unprinted:
    figures = case.figures if source.year == case.year else case.last
    amount = figures.amount(source.address) if figures else ZERO
    table = case.edition.table(source.address.table)
    block = table.block_of(source.address.row)
    is_project = block is not None and isinstance(block.rows, ProjectRows)
    rows = grids.rows_of(table, block, case) if block and is_project else ()
    row = next((each for each in rows if each.key == source.address.row), table.row(source.address.row))
    column = block.column(source.address.column) if block else None
    measure = (row.measure if row else None) or (column.measure if column else "money")
    named = row.title if row else "合计" if source.address.row == TOTAL else case.name_of(source.address.row)
    words = [named]
    if block and column and len(block.columns) > 1:
        words.append(" ".join((*column.group, column.title)))
    unit = "" if measure == "money" else "%" if measure == "percent" else row.unit if row else ""
    text = grids.printed(amount, measure)
    return Unprinted(f"{source.address}@{source.year}", " · ".join(filter(None, words)), text, unit)
