"""What stands on top of the page: a few figures, where the money came from and went, the limits of the data.

Pure. Changes on last year are worded by the rules of the narrative.
"""

from collections.abc import Iterator
from decimal import Decimal

from accounts.case import Case
from accounts.editions.definitions import Table
from accounts.figures import ZERO, Address, at
from accounts.money import Scale, grouped, half_up, in_wan, percent
from disclosures.narrative.story import Comparison, Story
from disclosures.phrases import text_of
from disclosures.report import Breakdown, Headline, Slice, Summary

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


def of(case: Case) -> Summary:
    return Summary(
        headlines=tuple(_headlines(case)),
        breakdowns=tuple(_breakdowns(case)),
        limits=tuple(_limits(case)),
    )


def _headlines(case: Case) -> Iterator[Headline]:
    for title, text in HEADLINES:
        address = at(text)
        if not case.edition.has(address.table):
            continue
        amount = case.figures.get(address)
        table = case.edition.table(address.table)
        if amount is None:
            yield Headline(title, "", address, table.empty.rstrip("。") or "没有这项数据")
        else:
            words = text_of(_comparison(Story(case), table, address).words())
            yield Headline(title, grouped(in_wan(amount)), address, words)


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
    yield "收入、支出都是全年实际发生的决算数；写明“预算”的才是预算数。"


def _scope(case: Case) -> str:
    scope = case.edition.wording.scope
    members = len(case.unit.members)
    if case.unit.kind == "department":
        return f"范围：{scope}汇总决算" + (f"，汇总{members}个单位。" if members else "。")
    return f"范围：{scope}自身的决算，不含其他单位。"
