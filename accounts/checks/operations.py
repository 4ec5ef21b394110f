"""机构运行信息: shares of purchases, running costs, and counts beside the money they cost. Pure."""

from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.comparing import at_most
from accounts.checks.engine import Agreement, Dimension, Fault, Level, Seen, rule
from accounts.checks.wording import amount, where
from accounts.figures import Address, at

SOURCE = "情况说明十一与报表的关系"
WITHIN = (
    ("sme", "total"),
    ("sme_micro", "sme"),
    ("sme_goods", "goods"),
    ("sme_works", "works"),
    ("sme_services", "services"),
)


@rule("A62", title="政府采购：中小企业合同金额", source=SOURCE, idle="没有填政府采购")
def rule_small_firms_are_within_purchases(case: Case) -> Iterator[Seen]:
    """授予中小企业的合同金额不大于采购总额，小微企业的不大于中小企业的，货物、工程、服务各自如此（情况说明十一）。"""
    for part, whole in WITHIN:
        yield from at_most(
            case, at(f"operations/procurement.{part}/value"), at(f"operations/procurement.{whole}/value")
        )


@rule("B63", title="机关运行经费不大于公用经费", level=Level.REASON, source=SOURCE, idle="没有填机关运行经费")
def rule_running_costs_are_within_operating_costs(case: Case) -> Iterator[Seen]:
    """机关运行经费不大于一般公共预算的公用经费；汇总决算只含行政和参公单位的，可以较小（情况说明十一）。"""
    split = case.edition.table("t05").blocks[0].column("operating")
    limit = "t05/total/operating" if split else "t06/operating/amount"
    yield from at_most(case, at("operations/operating_expenses/value"), at(limit))


COUNTS = (
    ("overseas.groups", "t09/actual/overseas"),
    ("vehicles.bought", "t09/actual/purchase"),
    ("reception.domestic_groups", "operations/reception.domestic/value"),
    ("reception.foreign_groups", "operations/reception.foreign/value"),
)


@rule(
    "B64",
    title="“三公”经费：数量与金额",
    level=Level.REASON,
    source=SOURCE,
    dimension=Dimension.DETAIL,
    idle="没有填数量",
)
def rule_counts_have_their_money(case: Case) -> Iterator[Seen]:
    """有团组数、购置数、接待批次的有相应支出，有支出的有相应数量（情况说明九、十一）。"""
    for count, money in COUNTS:
        yield from together(case, at(f"operations/{count}/value"), at(money))


def together(case: Case, count: Address, money: Address) -> Iterator[Seen]:
    has, paid = case.figures.amount(count), case.figures.amount(money)
    if bool(has) != bool(paid):
        yield Fault(
            f"{where(case, count)}为{amount(case, count)}，{where(case, money)}为{amount(case, money)}，"
            "应同时为零或同时不为零",
            (count, money),
            (has, paid),
            remedy="补填数量或金额；由以前年度或其他资金支付的，说明情况",
        )
    elif count in case.figures or money in case.figures:
        yield Agreement((count, money))


@rule("B65", title="公务接待费：国内与外事", source=SOURCE, idle="没有填接待费")
def rule_reception_has_its_kinds(case: Case) -> Iterator[Seen]:
    """国内公务接待支出与外事接待支出各不大于“三公”经费决算表的公务接待费（情况说明九）。"""
    for kind in ("domestic", "foreign"):
        yield from at_most(case, at(f"operations/reception.{kind}/value"), at("t09/actual/reception"))
