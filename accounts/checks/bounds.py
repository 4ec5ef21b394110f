"""Between tables: what cannot exceed what, what is usually equal, and which table cannot be empty. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from accounts.case import Case
from accounts.checks.between import BLANK, BY_FUND, SOURCE, both
from accounts.checks.comparing import adds_up, at_most, roundings, within
from accounts.checks.engine import Agreement, Dimension, Fault, Level, Seen, rule
from accounts.checks.sums import codes, subject_sums
from accounts.checks.wording import amount, as_at, where
from accounts.figures import TOTAL, ZERO, Address, at
from accounts.money import slack

FORM_SOURCE = "部门决算公开的报表目录：九张表，无数据的列空表并说明"
HABIT = "各单位决算的通常情况，不是规定"


@rule("B44", title="各科目：财政拨款不大于全部支出", source=SOURCE, idle=BLANK)
def rule_fiscal_spending_is_within_t03(case: Case) -> Iterator[Seen]:
    """财政拨款各表的每个科目都在支出决算表中，合计、基本、项目支出（三本预算相加）都不大于支出决算表。"""
    both(case, "t03")
    rows = sorted({row for _, table, _ in BY_FUND for row in codes(case, table)})
    for row in (TOTAL, *rows):
        for column in ("total", "basic", "project"):
            parts = [
                Address(table, row, spent if column == "total" else column) for _, table, spent in BY_FUND
            ]
            yield from within(case, parts, Address("t03", row, column))


@rule("B45", title="各功能类：财政拨款支出不大于总支出", source=SOURCE, idle=BLANK)
def rule_fiscal_classes_are_within_t01(case: Case) -> Iterator[Seen]:
    """财政拨款总表每一功能类的合计不大于总表同一类的支出。"""
    both(case, "t01", "t04")
    for code in case.edition.classes:
        yield from at_most(case, at(f"t04/spending.{code}/total"), at(f"t01/spending.{code}/amount"))


THREE_PUBLIC = (("30212", "overseas"), ("31013", "purchase"), ("30231", "running"), ("30217", "reception"))


@rule("B47", title="“三公”经费：基本支出不大于决算数", source=SOURCE, idle=BLANK)
def rule_basic_three_public_is_within_t09(case: Case) -> Iterator[Seen]:
    """基本支出中的因公出国（境）、公务用车购置、公务用车运行维护、公务接待费各不大于“三公”经费决算数；
    三公经费还含项目支出，不要求相等。"""
    both(case, "t06", "t09")
    for code, column in THREE_PUBLIC:
        yield from at_most(case, at(f"t06/{code}/amount"), at(f"t09/actual/{column}"))


@rule(
    "B50",
    title="有收支的表不能是空表",
    may_stand=False,
    source=FORM_SOURCE,
    dimension=Dimension.COMPLETENESS,
    idle="没有应当列出明细的收支",
)
def rule_a_table_with_money_is_not_empty(case: Case) -> Iterator[Seen]:
    """其他表中有政府性基金、国有资本经营预算或基本支出的，相应的表必须列出；没有的列空表。"""
    for table, shown_by in told_by(case).items():
        told = next((cell for cell in map(at, shown_by) if case.figures.get(cell)), None)
        if told and not case.figures.has_amounts(table):
            yield empty_table(case, table, told)
        elif told:
            yield Agreement((told,))


def told_by(case: Case) -> dict[str, tuple[str, ...]]:
    """The cells that demand each table; what was carried over demands an 08 that has such a column."""
    carried = case.edition.table("t08").blocks[0].column("opening")
    return TOLD_BY | {"t08": (*TOLD_BY["t08"], *(["t04/income.opening_capital/amount"] if carried else []))}


TOLD_BY = {
    "t02": ("t01/income.total/amount",),
    "t03": ("t01/spending.total/amount",),
    "t04": ("t02/total/fiscal",),
    "t05": ("t04/spending.total/general",),
    "t06": ("t05/total/basic",),
    "t07": (
        "t04/income.fund_budget/amount",
        "t04/spending.total/fund",
        "t04/income.opening_fund/amount",
        "t01/income.fund_budget/amount",
    ),
    "t08": (
        "t04/spending.total/capital",
        "t04/income.capital_budget/amount",
        "t01/income.capital_budget/amount",
    ),
    "t09": ("t06/30212/amount", "t06/31013/amount", "t06/30231/amount", "t06/30217/amount"),
}


def empty_table(case: Case, table: str, told: Address) -> Fault:
    title = case.edition.table(table).title
    return Fault(
        f"《{title}》是空表，但{where(case, told)}为{amount(case, told)}",
        (told,),
        (case.figures[told],),
        remedy=f"填列《{title}》；确实没有的，更正前一处",
    )


USUALLY = (
    (("2210201",), ("30113",)),
    (("2080505",), ("30108",)),
    (("2080506",), ("30109",)),
    (("2101101", "2101102", "2101103"), ("30110", "30111")),
)
"""Functional subjects whose basic spending usually stands under these economic ones."""


@rule("B48", title="社保缴费、公积金：功能与经济科目", level=Level.NOTICE, source=HABIT, idle=BLANK)
def rule_contributions_usually_agree(case: Case) -> Iterator[Seen]:
    """住房公积金、养老保险、职业年金、医疗保险的基本支出通常等于明细表的相应科目；不等的请确认。"""
    both(case, "t05", "t06")
    for functional, economic in USUALLY:
        here = [at(f"t05/{code}/basic") for code in functional]
        there = [at(f"t06/{code}/amount") for code in economic]
        if any(cell in case.figures for cell in here):
            yield usually(case, here, there)


def usually(case: Case, here: list[Address], there: list[Address]) -> Seen:
    one, other = case.figures.total(here), case.figures.total(there)
    cells = tuple(cell for cell in (*here, *there) if cell in case.figures)
    off = as_at(case, here[0], one - other)
    if abs(one - other) <= slack(roundings(case, cells) - 1, case.scale):
        return Agreement(cells, rounded=one != other)
    return Fault(
        f"{together(case, here)}为{as_at(case, here[0], one)}，"
        f"{together(case, there)}为{as_at(case, there[0], other)}，通常相等，相差{off}",
        cells,
        (one, other),
        one - other,
        "核对是否列错科目；确有其他情况的，不必更正",
    )


def together(case: Case, cells: list[Address]) -> str:
    return where(case, cells[0]) + (f"等{len(cells)}处合计" if len(cells) > 1 else "")


@rule(
    "B49", title="项目执行数不大于项目支出", level=Level.REASON, source=SOURCE, idle="没有一般公共预算的项目"
)
def rule_projects_are_within_project_spending(case: Case) -> Iterator[Seen]:
    """各项目一般公共预算的全年执行数之和不大于一般公共预算的项目支出；不要求相等。"""
    general = [project.key for project in case.projects if project.fund == "general"]
    lines = [at(f"project/{key}.{line}/executed") for key in general for line in ("current", "carried")]
    lines = [line for line in lines if line in case.figures]
    limit = at("t05/total/project")
    spent, allowed = case.figures.total(lines), case.figures.amount(limit)
    over = spent - allowed
    if lines and over <= slack(roundings(case, [*lines, limit]) - 1, case.scale):
        yield Agreement((*lines, limit))
    elif lines:
        yield Fault(
            f"{len(general)}个项目的执行数合计{as_at(case, limit, spent)}，大于{where(case, limit)}的"
            f"{amount(case, limit)}，多{as_at(case, limit, over)}",
            (limit, *lines),
            (spent, allowed),
            over,
            "核对项目的资金来源和执行数；确属一般公共预算以外资金的，改填其他资金",
        )


@rule("A61", title="年初预算：类、款、项与合计", source="情况说明五（三）的口径", idle="没有填年初预算")
def rule_initial_budget_covers_its_items(case: Case) -> Iterator[Seen]:
    """各项年初预算之和不大于合计；列出类、款的，合计、类、款等于所列的类、款、项之和。只列项的，合计大于各项的差额应是
    有预算而无支出的科目（情况说明五（三））。"""
    listed = codes(case, "initial_budget")
    if not any(len(code) == 3 for code in listed):
        items = [code for code in listed if len(code) == 7] or listed
        remedy = "确认差额是有年初预算而没有支出的科目；不是的，更正合计或各项"
        yield from covers(case, TOTAL, items, Level.NOTICE, remedy)
    for code, below in subject_sums(listed):
        if code != TOTAL or len(below[0]) == 3:
            remedy = "补填有年初预算而没有支出的科目，或更正错的一处"
            yield from covers(case, code, below, Level.REASON, remedy)


def budget(code: str) -> Address:
    return Address("initial_budget", code, "amount")


def covers(case: Case, whole: str, parts: Sequence[str], level: Level, remedy: str) -> Iterator[Seen]:
    """A sum; where the whole is more than its parts, of that level only."""
    for seen in adds_up(case, budget(whole), [budget(part) for part in parts]):
        if isinstance(seen, Fault) and seen.difference and seen.difference > ZERO:
            yield replace(seen, level=level, remedy=remedy)
        else:
            yield seen
