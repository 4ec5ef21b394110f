"""What each total of a version is the sum of: the sums of the rules, as the report prints their amounts."""

from datetime import date

from accounts.case import Case
from accounts.figures import at
from accounts.money import Scale
from disclosures import grids, markup, rendering, totals, verdicts
from disclosures.assembly import build
from disclosures.report import Issue
from disclosures.totals import TableTotals, Total
from tests.casebook import case

SPENDING = (
    "t03/total/total 100.01 t03/205/total 100.01 t03/20502/total 100.01 t03/2050203/total 60.01"
    " t03/2050203/basic 20.00 t03/2050203/project 40.00 t03/2050204/total 40.00 t03/2050204/basic 40.00"
)


def listed(known: Case) -> tuple[TableTotals, ...]:
    return totals.of(known, verdicts.groups(known, []), markup.printed(build(known, Issue())))


def of(known: Case, address: str) -> Total:
    (found,) = [each for table in listed(known) for each in table.totals if each.address == at(address)]
    return found


def words(total: Total) -> list[str]:
    parts = ["".join(f"{part.sign}{part.name} {part.amount}" for part in each.parts) for each in total.sums]
    return [f"{part} = {each.added}" for part, each in zip(parts, total.sums, strict=True)]


def test_a_subtotal_is_the_sum_of_its_subjects() -> None:
    found = of(case(SPENDING), "t03/20502/total")
    assert (found.name, found.amount) == ("20502 普通教育 · 本年支出合计", "100.01")
    assert words(found)[1] == "2050203 初中教育 60.01+2050204 高中教育 40.00 = 100.01"
    assert [each.is_total for each in found.sums[1].parts] == [True, True]
    assert (found.sums[1].rule, found.sums[1].gap, found.sums[1].holds) == ("A11", "", True)


def test_a_gap_is_told_as_printed_and_whether_it_is_of_rounding() -> None:
    found = of(case(SPENDING), "t03/2050203/total")
    assert words(found) == ["基本支出 20.00+项目支出 40.00 = 60.00"]
    assert (found.sums[0].gap, found.sums[0].holds) == ("0.01", True)
    wrong = of(case(SPENDING.replace("project 40.00", "project 45.00")), "t03/2050203/total")
    assert (wrong.sums[0].gap, wrong.sums[0].holds) == ("4.99", False)


def test_what_agrees_in_yuan_may_differ_in_print() -> None:
    """Three times 33.334 万元 are 100.002: in print 33.33 and 100.00."""
    known = case("t03/205/total 100.002 t03/205/basic 33.334 t03/205/project 66.668", scale=Scale.YUAN)
    assert words(of(known, "t03/205/total")) == ["基本支出 33.33+项目支出 66.67 = 100.00"]


def test_a_sum_takes_from_other_tables_and_takes_away() -> None:
    fiscal = of(
        case("t01/income.general_budget/amount 90 t02/total/fiscal 90 t02/total/total 90"), "t02/total/fiscal"
    )
    assert words(fiscal) == ["《收入支出决算总表》收入·一、一般公共预算财政拨款收入 90.00 = 90.00"]
    closing = of(
        case("t07/total/opening 5 t07/total/income 7 t07/total/spending 4 t07/total/closing 8"),
        "t07/total/closing",
    )
    assert words(closing) == ["年初结转和结余 5.00+本年收入 7.00−本年支出小计 4.00 = 8.00"]


def test_tables_and_totals_stand_in_printed_order() -> None:
    found = listed(case(f"{SPENDING} t01/spending.total/amount 1 t01/spending.205/amount 1"))
    assert [table.key for table in found] == ["t01", "t03"]
    rows = dict.fromkeys(each.address.row for each in found[1].totals)
    assert list(rows) == ["total", "205", "20502", "2050203", "2050204"]


def test_nothing_but_zeros_is_not_listed() -> None:
    assert listed(case("t03/205/total 0 t03/205/basic 0")) == ()


def test_the_cells_of_a_version_lead_to_the_list_and_back() -> None:
    known = case(SPENDING)
    report = build(known, Issue(1, date(2025, 9, 26)))
    groups = verdicts.groups(known, [])
    found = totals.of(known, groups, markup.printed(report))
    article = rendering.article(report, rendering.parts_at(found, report))
    there = '<a class="sum" href="/mouju/2024/v1/checks/#t03/20502/total">100.01</a>'
    assert f'id="t03/20502/total">{there}</td>' in article
    assert article.count('class="sum"') == sum(each.is_printed for table in found for each in table.totals)
    page = rendering.checks(report, groups, found)["checks.html"].decode()
    assert '<div id="t03/20502/total"><dt><a href="/mouju/2024/v1/#t03/20502/total">' in page


def test_a_draft_has_no_such_page() -> None:
    known = case(SPENDING)
    report = build(known, Issue())
    assert rendering.parts_at(listed(known), report) == {}


def test_the_script_adds_up_nothing_that_no_rule_compared() -> None:
    """The box of a cell knows sums as rows and columns (`disclosures/sums.py`)."""
    known = case(SPENDING)
    lines = [line for group in verdicts.groups(known, []) for line in group.lines]
    compared = {(each.whole, frozenset(each.plus)) for line in lines for each in line.additions}
    across, *down = grids.grid(known.edition.table("t03"), known).sums
    told = {
        (at(f"t03/{each.whole}/total"), frozenset(at(f"t03/{part}/total") for part in each.parts))
        for each in down
    }
    assert told and told <= compared
    parts = {at(f"t03/2050203/{part}") for part in across.parts} & set(known.figures)
    assert (at("t03/2050203/total"), frozenset(parts)) in compared
