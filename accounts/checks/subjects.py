"""Signs of amounts, and the codes of subjects: their tree, and the budget they belong to. Pure."""

from collections.abc import Iterator, Mapping, Set
from functools import cache
from pathlib import Path

from accounts import subjects
from accounts.case import Case
from accounts.checks.engine import Agreement, CouldNotRun, Dimension, Fault, Level, Seen, rule
from accounts.checks.sums import codes
from accounts.checks.wording import amount, subject_name, where
from accounts.figures import Address

DATA = Path(subjects.__file__).parent / "data"
MAY_BE_NEGATIVE = frozenset({"income.other", "income.opening", "spending.closing"})
BY_BUDGET = (
    ("t05", "general", "一般公共预算"),
    ("t07", "fund", "政府性基金"),
    ("t08", "state_capital", "国有资本经营预算"),
)
ONLY_PUBLIC = frozenset({"income.service", "income.business", "spending.distribution"})
"""事业收入, 经营收入, 结余分配: what only public institutions have."""
SOURCE = "政府收支分类科目"


@rule("A06", title="收入支出决算总表：负数，单位性质", source="决算报表的填报口径", idle="表中没有数")
def rule_t01_is_not_negative(case: Case) -> Iterator[Seen]:
    """总表各数不小于零；其他收入、年初和年末结转可以为负，但要说明。事业收入、经营收入、结余分配只有事业单位才有。"""
    for cell, value in case.figures.items():
        if cell.table != "t01":
            continue
        if value and cell.row in ONLY_PUBLIC and case.unit.institution in NOT_PUBLIC:
            yield of_another_kind(case, cell)
        elif value >= 0:
            yield Agreement((cell,))
        else:
            yield negative(case, cell)


NOT_PUBLIC = {"administrative": "行政单位", "participating": "参照公务员法管理的事业单位"}


def of_another_kind(case: Case, cell: Address) -> Fault:
    """An error for 行政单位; units that are only managed like one are public institutions by law."""
    kind = case.unit.institution
    return Fault(
        f"{where(case, cell)}为{amount(case, cell)}，本单位是{NOT_PUBLIC[kind]}，通常没有这一项",
        (cell,),
        (case.figures[cell],),
        remedy="核对该项资金的性质，改列其他项；单位性质填错的，更正单位信息",
        level=None if kind == "administrative" else Level.REASON,
    )


def negative(case: Case, cell: Address) -> Fault:
    allowed = cell.row in MAY_BE_NEGATIVE
    return Fault(
        f"{where(case, cell)}为{amount(case, cell)}，" + ("是负数" if allowed else "不应为负数"),
        (cell,),
        (case.figures[cell],),
        remedy="说明为负的原因" if allowed else "核对正负号；冲减、退回应在对应的科目反映",
        level=Level.REASON if allowed else None,
    )


@rule(
    "A09",
    title="科目：项、款、类齐全",
    source="公开表的功能分类列至项级",
    dimension=Dimension.DETAIL,
    idle="没有按科目填列的表",
)
def rule_subjects_have_their_parents(case: Case) -> Iterator[Seen]:
    """每个项有它的款和类，每个类有款、每个款有项；编码的前几位就是上级科目。"""
    for table in ("t02", "t03", "t05", "t07", "t08"):
        listed = codes(case, table)
        column = case.edition.table(table).blocks[0].columns[0].key
        known = set(listed)
        detailed = {above for code in listed for above in subjects.branch(code)[:-1]}
        for code in listed:
            yield from lonely(case, Address(table, code, column), known, detailed)


def lonely(case: Case, cell: Address, listed: Set[str], detailed: Set[str]) -> Iterator[Seen]:
    """`detailed`: codes that have something listed below them."""
    missing = [above for above in subjects.branch(cell.row)[:-1] if above not in listed]
    if not missing and (len(cell.row) == 7 or cell.row in detailed):
        yield Agreement((cell,))
        return
    title = case.edition.table(cell.table).title
    name = subject_name(case, cell.row)
    for above in missing:
        lack = "类" if len(above) == 3 else "款"
        yield Fault(
            f"《{title}》有“{name}”，没有它的{lack} {above}", (cell,), remedy=f"补填 {above}，或更正编码"
        )
    if len(cell.row) < 7 and cell.row not in detailed:
        yield Fault(
            f"《{title}》“{name}”没有列出下级科目",
            (cell,),
            remedy="列至项级；确实不能细化的，说明原因",
            level=Level.REASON,
        )


@rule("A21", title="科目：属于本表的预算", source=SOURCE, idle="没有填到项级的财政拨款支出表")
def rule_subjects_belong_to_the_budget(case: Case) -> Iterator[Seen]:
    """一般公共预算、政府性基金、国有资本经营预算各表只列本预算的科目；科目表中没有的编码仅提示，科目表未核实的需说明。"""
    for table, budget, title in BY_BUDGET:
        column = case.edition.table(table).blocks[0].columns[0].key
        for code in codes(case, table):
            if len(code) == 7:
                yield belongs(case, Address(table, code, column), budget, title)


def belongs(case: Case, cell: Address, budget: str, title: str) -> Seen:
    official = listed_in(case.edition.year).get(cell.row)
    if official is not None and budget in official.fund.split(";"):
        return Agreement((cell,))
    name = subject_name(case, cell.row)
    here = f"《{case.edition.table(cell.table).title}》的“{name}”"
    if official is None:
        message = f"{here}不在{case.edition.year}年的科目表中"
        return Fault(message, (cell,), remedy="核对编码；编码无误的，不必更正", level=Level.NOTICE)
    sure = official.source != "recalled"
    remedy = "改列对应预算的表，或更正编码" if sure else "核对科目属于哪本预算；列错的，改列对应的表"
    return Fault(f"{here}不是{title}的科目", (cell,), remedy=remedy, level=None if sure else Level.REASON)


@cache
def listed_in(year: int) -> Mapping[str, subjects.SubjectLine]:
    """The subjects of that year whose budget is known, by code."""
    path = DATA / f"functional-{year}.csv"
    if not path.exists():
        raise CouldNotRun(f"没有{year}年的功能分类科目表")
    return {line.code: line for line in subjects.read(path.read_bytes()).lines if line.fund}
