"""Within a table: totals, rows across, subjects down. One rule for each kind of sum and table. Pure."""

from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.comparing import adds_up, same
from accounts.checks.engine import Seen, rule
from accounts.checks.sums import codes, columns_add_up, rows_add_up, subjects_add_up
from accounts.editions.central_2024 import FISCAL_FUNDS
from accounts.editions.validation import NINE
from accounts.figures import TOTAL, Address, at

SOURCE = "决算报表的表内关系"
BLANK = "表中没有数"


@rule("A01", title="收入支出决算总表：合计、总计", source=SOURCE, idle=BLANK)
def rule_t01_totals(case: Case) -> Iterator[Seen]:
    """本年收入、本年支出合计等于各项之和，总计等于合计与结转、结余之和。"""
    yield from rows_add_up(case, "t01")


@rule("A05", title="收入支出决算总表：收支相等", source=SOURCE, idle=BLANK)
def rule_t01_balances(case: Case) -> Iterator[Seen]:
    """收入总计等于支出总计。"""
    yield from same(case, at("t01/income.grand_total/amount"), at("t01/spending.grand_total/amount"))


@rule("A07", title="收入决算表：本年收入合计", source=SOURCE, idle=BLANK)
def rule_t02_across(case: Case) -> Iterator[Seen]:
    """每一行的本年收入合计等于各类收入之和。"""
    yield from columns_add_up(case, "t02")


@rule("A08", title="收入决算表：类、款、项", source=SOURCE, idle=BLANK)
def rule_t02_down(case: Case) -> Iterator[Seen]:
    """每一栏的合计等于各类之和，类等于款之和，款等于项之和。"""
    yield from subjects_add_up(case, "t02")


@rule("A10", title="支出决算表：本年支出合计", source=SOURCE, idle=BLANK)
def rule_t03_across(case: Case) -> Iterator[Seen]:
    """每一行的本年支出合计等于基本、项目、上缴上级、经营、对附属单位补助支出之和。"""
    yield from columns_add_up(case, "t03")


@rule("A11", title="支出决算表：类、款、项", source=SOURCE, idle=BLANK)
def rule_t03_down(case: Case) -> Iterator[Seen]:
    """每一栏的合计等于各类之和，类等于款之和，款等于项之和。"""
    yield from subjects_add_up(case, "t03")


@rule("A12", title="财政拨款收入支出决算总表：合计、总计", source=SOURCE, idle=BLANK)
def rule_t04_totals(case: Case) -> Iterator[Seen]:
    """本年收入、年初结转、本年支出等于各项之和，总计等于本年数与结转之和。"""
    yield from rows_add_up(case, "t04")


@rule("A15", title="财政拨款收入支出决算总表：三本预算", source=SOURCE, idle=BLANK)
def rule_t04_across(case: Case) -> Iterator[Seen]:
    """支出方每一行的合计等于一般公共预算、政府性基金、国有资本经营预算之和。"""
    yield from columns_add_up(case, "t04")


@rule("A17", title="财政拨款收入支出决算总表：收支相等", source=SOURCE, idle=BLANK)
def rule_t04_balances(case: Case) -> Iterator[Seen]:
    """收入总计等于支出总计。"""
    yield from same(case, at("t04/income.grand_total/amount"), at("t04/spending.grand_total/total"))


@rule("A18", title="财政拨款收入支出决算总表：每本预算收支相等", source=SOURCE, idle=BLANK)
def rule_t04_funds_balance(case: Case) -> Iterator[Seen]:
    """一般公共预算、政府性基金、国有资本经营预算各自的年初结转加本年收入减本年支出等于年末结转。"""
    for key, _ in FISCAL_FUNDS:
        sources = [at(f"t04/income.opening_{key}/amount"), at(f"t04/income.{key}_budget/amount")]
        spent = [at(f"t04/spending.total/{key}")]
        yield from adds_up(case, at(f"t04/spending.closing/{key}"), sources, less=spent)


@rule("A19", title="一般公共预算财政拨款支出决算表：基本与项目", source=SOURCE, idle=BLANK)
def rule_t05_across(case: Case) -> Iterator[Seen]:
    """每一行的合计等于基本支出与项目支出之和，基本支出等于人员经费与公用经费之和。"""
    yield from columns_add_up(case, "t05")


@rule("A20", title="一般公共预算财政拨款支出决算表：类、款、项", source=SOURCE, idle=BLANK)
def rule_t05_down(case: Case) -> Iterator[Seen]:
    """每一栏的合计等于各类之和，类等于款之和，款等于项之和。"""
    yield from subjects_add_up(case, "t05")


@rule("A22", title="基本支出决算明细表：类、款与人员、公用经费", source=SOURCE, idle=BLANK)
def rule_t06_totals(case: Case) -> Iterator[Seen]:
    """类等于各款之和，人员经费等于301与303之和，公用经费等于302、307、310与399之和。"""
    yield from rows_add_up(case, "t06")


@rule("A25", title="政府性基金表：结转", source=SOURCE, idle=BLANK)
def rule_t07_carries_over(case: Case) -> Iterator[Seen]:
    """每一行的年初结转加本年收入减本年支出等于年末结转。"""
    yield from carries_over(case, "t07", "spending")


@rule("A26", title="政府性基金表：基本与项目", source=SOURCE, idle=BLANK)
def rule_t07_across(case: Case) -> Iterator[Seen]:
    """每一行的本年支出等于基本支出与项目支出之和。"""
    yield from columns_add_up(case, "t07")


@rule("A27", title="政府性基金表：类、款、项", source=SOURCE, idle=BLANK)
def rule_t07_down(case: Case) -> Iterator[Seen]:
    """每一栏的合计等于各类之和，类等于款之和，款等于项之和。"""
    yield from subjects_add_up(case, "t07")


@rule("A28", title="国有资本经营预算表：基本与项目，类、款、项，结转", source=SOURCE, idle=BLANK)
def rule_t08_adds_up(case: Case) -> Iterator[Seen]:
    """合计等于基本支出与项目支出之和，等于下级科目之和；六栏格式的年末结转由年初结转、收入、支出得出。"""
    yield from columns_add_up(case, "t08")
    yield from subjects_add_up(case, "t08")
    if case.edition.table("t08").blocks[0].column("closing"):
        yield from carries_over(case, "t08", "total")


@rule("A29", title="“三公”经费表：合计", source=SOURCE, idle=BLANK)
def rule_t09_across(case: Case) -> Iterator[Seen]:
    """预算数、决算数的合计各等于因公出国（境）费、公务用车费与公务接待费之和，公务用车费等于购置费与运行维护费之和。"""
    yield from columns_add_up(case, "t09")


@rule("A60", title="机构运行信息：采购总额与车辆合计", source=SOURCE, idle=BLANK)
def rule_operations_totals(case: Case) -> Iterator[Seen]:
    """政府采购总额等于货物、工程、服务之和，车辆合计等于各种用车之和（情况说明十一）。"""
    yield from rows_add_up(case, "operations")


KNOWN = frozenset((*NINE, "initial_budget", "operations", "adjustment", "project"))


@rule("A63", title="其他补充资料：合计", source=SOURCE, idle="没有列合计的其他补充资料")
def rule_further_tables_add_up(case: Case) -> Iterator[Seen]:
    """本报表格式另有的表和补充资料，合计等于各项之和。"""
    for table in case.edition.tables:
        if table.key not in KNOWN:
            yield from rows_add_up(case, table.key)
            yield from columns_add_up(case, table.key)


def carries_over(case: Case, table: str, spent: str) -> Iterator[Seen]:
    for row in (TOTAL, *codes(case, table)):
        sources = [Address(table, row, "opening"), Address(table, row, "income")]
        yield from adds_up(case, Address(table, row, "closing"), sources, less=[Address(table, row, spent)])
