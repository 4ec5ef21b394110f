"""Between tables: one number in two of them. A table that is empty altogether is the matter of B50. Pure."""

from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.comparing import adds_up, same
from accounts.checks.engine import Fault, NotApplicable, Seen, rule
from accounts.checks.sums import codes
from accounts.checks.wording import amount, where
from accounts.editions.central_2024 import FISCAL_FUNDS, INCOME_KINDS
from accounts.figures import TOTAL, Address, at

SOURCE = "决算报表之间的勾稽关系"
BLANK = "相关的表中没有数"
BY_FUND = (("general", "t05", "total"), ("fund", "t07", "spending"), ("capital", "t08", "total"))
"""Each budget's column of table 04, its own table, and the column there that is this year's spending."""


@rule("B37", title="收入：总表与收入决算表", source=SOURCE, idle=BLANK)
def rule_income_agrees_with_t02(case: Case) -> Iterator[Seen]:
    """总表的本年收入合计和各类收入等于收入决算表的合计行，财政拨款收入等于总表前三项之和。"""
    both(case, "t01", "t02")
    yield from same(case, at("t01/income.total/amount"), at("t02/total/total"))
    fiscal = [at(f"t01/income.{key}/amount") for key, _ in INCOME_KINDS[:3]]
    yield from adds_up(case, at("t02/total/fiscal"), fiscal)
    for key, _ in INCOME_KINDS[3:]:
        yield from same(case, at(f"t01/income.{key}/amount"), at(f"t02/total/{key}"))


@rule("B38", title="支出：总表与支出决算表", source=SOURCE, idle=BLANK)
def rule_spending_agrees_with_t03(case: Case) -> Iterator[Seen]:
    """总表的本年支出合计和各功能类等于支出决算表的合计行和类行。"""
    both(case, "t01", "t03")
    yield from same(case, at("t01/spending.total/amount"), at("t03/total/total"))
    for code, cell in classes(case, "t03", "total"):
        yield from same(case, at(f"t01/spending.{code}/amount"), cell)
    yield from unknown_classes(case, "t03", "total")


@rule("B39", title="财政拨款收入：财政拨款总表与收入表、总表", source=SOURCE, idle=BLANK)
def rule_fiscal_income_agrees(case: Case) -> Iterator[Seen]:
    """财政拨款总表的本年收入等于收入决算表的财政拨款收入，三本预算的收入等于总表前三项。"""
    both(case, "t01", "t02", "t04")
    yield from same(case, at("t04/income.total/amount"), at("t02/total/fiscal"))
    for key, _ in FISCAL_FUNDS:
        yield from same(case, at(f"t04/income.{key}_budget/amount"), at(f"t01/income.{key}_budget/amount"))


@rule("B40", title="一般公共预算支出：财政拨款总表与支出表", source=SOURCE, idle=BLANK)
def rule_general_budget_agrees_with_t05(case: Case) -> Iterator[Seen]:
    """财政拨款总表一般公共预算一栏的合计和各类等于一般公共预算财政拨款支出决算表。"""
    yield from spending_agrees(case, *BY_FUND[0])


@rule("B41", title="政府性基金：财政拨款总表与基金表", source=SOURCE, idle=BLANK)
def rule_fund_agrees_with_t07(case: Case) -> Iterator[Seen]:
    """财政拨款总表政府性基金的收入、支出、年初与年末结转等于基金表的合计行，各类支出等于其类行。"""
    yield from spending_agrees(case, *BY_FUND[1])
    yield from flows_agree(case, "fund", "t07")


@rule("B42", title="国有资本经营预算支出：财政拨款总表与国资表", source=SOURCE, idle=BLANK)
def rule_capital_agrees_with_t08(case: Case) -> Iterator[Seen]:
    """财政拨款总表国有资本经营预算一栏的合计和各类等于国资表；国资表列收入和结转的，也各自相等。"""
    yield from spending_agrees(case, *BY_FUND[2])
    if case.edition.table("t08").blocks[0].column("closing"):
        yield from flows_agree(case, "capital", "t08")


def both(case: Case, *tables: str) -> None:
    """Whether all of these tables have amounts; NotApplicable otherwise."""
    for table in tables:
        if not case.figures.has_amounts(table):
            raise NotApplicable(f"《{case.edition.table(table).title}》没有数")


def spending_agrees(case: Case, column: str, table: str, spent: str) -> Iterator[Seen]:
    both(case, "t04", table)
    yield from same(case, at(f"t04/spending.total/{column}"), Address(table, TOTAL, spent))
    for code, cell in classes(case, table, spent):
        yield from same(case, at(f"t04/spending.{code}/{column}"), cell)
    yield from unknown_classes(case, table, spent)


def flows_agree(case: Case, key: str, table: str) -> Iterator[Seen]:
    """Income and carry-over of a budget."""
    yield from same(case, at(f"t04/income.{key}_budget/amount"), Address(table, TOTAL, "income"))
    yield from same(case, at(f"t04/income.opening_{key}/amount"), Address(table, TOTAL, "opening"))
    yield from same(case, at(f"t04/spending.closing/{key}"), Address(table, TOTAL, "closing"))


def classes(case: Case, table: str, column: str) -> Iterator[tuple[str, Address]]:
    """The 类 of the two summary tables, each with its cell in `table`."""
    return ((code, Address(table, code, column)) for code in case.edition.classes)


def unknown_classes(case: Case, table: str, column: str) -> Iterator[Seen]:
    """类 rows that no summary table has a line for."""
    known = set(case.edition.classes)
    for code in codes(case, table):
        if len(code) == 3 and code not in known:
            cell = Address(table, code, column)
            told = f"{where(case, cell)}为{amount(case, cell)}，总表中没有这一类"
            yield Fault(told, (cell,), remedy="核对类的编码")


@rule("B43", title="基本支出：支出表与明细表", source=SOURCE, idle=BLANK)
def rule_basic_spending_agrees_with_t06(case: Case) -> Iterator[Seen]:
    """一般公共预算基本支出等于明细表人员经费与公用经费之和，两项也各自相等。"""
    both(case, "t05", "t06")
    kinds = ("personnel", "operating")
    yield from adds_up(case, at("t05/total/basic"), [at(f"t06/{kind}/amount") for kind in kinds])
    for kind in kinds if case.edition.table("t05").blocks[0].column("personnel") else ():
        yield from same(case, at(f"t05/total/{kind}"), at(f"t06/{kind}/amount"))


@rule("B46", title="非财政拨款资金：收支与结转", source=SOURCE, idle=BLANK)
def rule_other_money_balances(case: Case) -> Iterator[Seen]:
    """两张总表相减：非财政支出等于非财政收入，加年初结转和使用的结余，减结余分配和年末结转。"""
    both(case, "t01", "t04")
    yield from adds_up(
        case,
        at("t01/spending.total/amount"),
        (
            at("t04/spending.total/total"),
            at("t01/income.total/amount"),
            at("t01/income.opening/amount"),
            at("t01/income.surplus_used/amount"),
            at("t04/spending.closing/total"),
        ),
        less=(
            at("t04/income.total/amount"),
            at("t04/income.opening/amount"),
            at("t01/spending.distribution/amount"),
            at("t01/spending.closing/amount"),
        ),
    )
